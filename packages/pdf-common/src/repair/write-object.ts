import { PdfName, PdfRef, PdfStream, type PdfObject } from '../syntax/objects.ts';

/** An object in the syntax of a PDF file (ISO 32000-2, 7.3). @throws TypeError for a stream, whose data stands elsewhere */
export function writeObject(value: PdfObject): string {
  if (value === null || typeof value === 'boolean') return String(value);
  // Exponents are no numbers in PDF.
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(6);
  if (value instanceof Uint8Array)
    return `<${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}>`;
  if (value instanceof PdfName) return `/${value.name.replace(/[^!-~]|[#()<>[\]{}/%]/g, escapeChar)}`;
  if (value instanceof PdfRef) return `${value.num} ${value.gen} R`;
  if (value instanceof PdfStream) throw new TypeError('A stream cannot be written without its data.');
  if (Array.isArray(value)) return `[${value.map(writeObject).join(' ')}]`;
  return `<< ${[...value].map(([key, item]) => `${writeObject(new PdfName(key))} ${writeObject(item)}`).join(' ')} >>`;
}

function escapeChar(char: string): string {
  return `#${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
