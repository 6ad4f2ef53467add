/** Numbers of two objects that are found by them: such as nothing else on the heap is likely to be. */
export const PROBE_IMAGE = 1_234_567;
export const PROBE_FORM = 1_234_568;
/** Name of the layer that the form is marked with. */
export const PROBE_LAYER = 'ProbeLayer';

/** In the order in which `find` of object-layout.ts takes them: four texts, three paths, two images, one form. */
const CONTENT = [
  'q 0 0 9 9 re W n BT /F1 10 Tf [(Ab) -100 (C)] TJ (d) Tj ET Q',
  'q 0 0 8 8 re W n BT /F1 10 Tf (e) Tj ET Q BT /F1 10 Tf 0.3125 Tc (f) Tj 0 Tc ET',
  '0.5 g 0.5 G 1 1 5 5 re B /Pattern cs /Pattern CS /P scn /P SCN 1 1 5 5 re B /S scn /S SCN 1 1 5 5 re B',
  '0 g 0 G q /G gs /Im Do Q /St Do',
  `/OC /${PROBE_LAYER} BDC /Fm Do EMC`,
].join('\n');

const RESOURCES = [
  '/Font << /F1 5 0 R >>',
  '/ExtGState << /G << /ca 0.25 >> >>',
  '/Pattern << /P 6 0 R /S 7 0 R >>',
  `/Properties << /${PROBE_LAYER} 10 0 R >>`,
  `/XObject << /Im ${PROBE_IMAGE} 0 R /St 9 0 R /Fm ${PROBE_FORM} 0 R >>`,
].join(' ');

const OBJECTS: readonly (readonly [number: number, body: string])[] = [
  [1, '<< /Type /Catalog /Pages 2 0 R >>'],
  [2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
  [3, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << ${RESOURCES} >> >>`],
  [4, stream(CONTENT, '')],
  [5, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
  [
    6,
    stream(
      '0 0 5 5 re f',
      '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>',
    ),
  ],
  [
    7,
    '<< /Type /Pattern /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 9 0] /Function 8 0 R >> >>',
  ],
  [9, stream('aaaaa', '/Type /XObject /Subtype /Image /Width 3 /Height 5 /ImageMask true')],
  [10, '<< /Type /OCG /Name (probe) >>'],
  [8, '<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] /N 1 >>'],
  [
    PROBE_IMAGE,
    stream(
      'aaaaaaaaaaaaaaa',
      '/Type /XObject /Subtype /Image /Width 3 /Height 5 /BitsPerComponent 8 /ColorSpace /DeviceGray',
    ),
  ],
  [PROBE_FORM, stream('0 0 5 5 re f', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]')],
];

function stream(content: string, entries: string): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;
}

/** A PDF file of which is known what PDFium makes of it. */
export function probeFile(): Uint8Array {
  let file = '%PDF-1.7\n';
  let table = 'xref\n0 1\n0000000000 65535 f \n';
  for (const [number, body] of OBJECTS) {
    table += `${number} 1\n${String(file.length).padStart(10, '0')} 00000 n \n`;
    file += `${number} 0 obj\n${body}\nendobj\n`;
  }
  file += `${table}trailer\n<< /Size ${PROBE_FORM + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
