import { describe, expect, it } from 'vitest';
import { isUnifexError } from '@unifex/core';
import { openBytes, rawPdf, stream } from './test-pdf.ts';

/** A document that has a little of everything. */
const whole = rawPdf(
  'BT /F1 10 Tf 10 80 Td (some words) Tj ET /Fm Do q 20 0 0 20 100 10 cm /Im Do Q 10 10 50 20 re f 10 50 m 90 50 l S',
  {
    page: '/Annots [9 0 R 10 0 R]',
    resources: '/XObject << /Fm 6 0 R /Im 7 0 R >>',
    catalog: '/Outlines 8 0 R /AcroForm << /Fields [10 0 R] >> /PageLabels << /Nums [0 << /S /r >>] >>',
    trailer: '/Info 12 0 R',
    objects: [
      stream(
        'BT /F1 10 Tf 10 20 Td (in a form) Tj ET',
        '/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /Font << /F1 5 0 R >> >>',
      ),
      stream('abcd', '/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray'),
      '<< /Type /Outlines /First 11 0 R >>',
      '<< /Type /Annot /Subtype /Link /Rect [10 10 50 30] /A << /S /URI /URI (https://example.com/) >> >>',
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Jane) /Rect [10 40 50 60] >>',
      '<< /Title (Start) /Parent 8 0 R /Dest [3 0 R /XYZ 0 90 0] >>',
      '<< /Title (Damaged) /CreationDate (D:20240517) >>',
    ],
  },
);

/** Reads all that there is; what goes wrong must be an error with a code. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    await using reader = await openBytes(bytes);
    const signal = new AbortController().signal;
    const pages = await Promise.allSettled(
      Array.from({ length: Math.min(reader.pageCount, 5) }, (_, i) => reader.extractPage(i, { signal })),
    );
    for (const page of pages) {
      if (page.status === 'rejected') return codeOf(page.reason);
      const { coverage, texts } = page.value;
      const omitted = coverage!.omitted.reduce((sum, { glyphs }) => sum + glyphs, 0);
      expect(coverage!.inTexts + omitted).toBe(coverage!.glyphs);
      for (const { bbox } of texts) expect(Object.values(bbox).every(Number.isFinite)).toBe(true);
    }
    await reader.metadata();
    await reader.outline?.();
    return 'read';
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  if (!isUnifexError(error)) throw error;
  return error.code;
}

/** The same numbers every time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('damaged documents', () => {
  it('whole, it is read', async () => {
    expect(await outcome(whole)).toBe('read');
  });

  it('cut off anywhere, they are read or refused with a code', async () => {
    for (let share = 1; share < 25; share++) {
      const cut = whole.slice(0, Math.floor((whole.length * share) / 25));
      expect(['read', 'DOCUMENT_CORRUPT', 'PAGE_FAILED'], `${share}/25`).toContain(await outcome(cut));
    }
  });

  it('with the table of objects gone or wrong, they are read', async () => {
    const text = String.fromCharCode(...whole);
    const bytes = (changed: string): Uint8Array => Uint8Array.from(changed, (char) => char.charCodeAt(0));
    expect(await outcome(bytes(text.slice(0, text.indexOf('xref\n')) + text.slice(text.indexOf('trailer'))))).toBe(
      'read',
    );
    expect(await outcome(bytes(text.replace(/startxref\n\d+/, 'startxref\n7')))).toBe('read');
    expect(await outcome(bytes(`%junk\n`.repeat(50) + text))).toBe('read');
  });

  it('with bytes changed at random, they are read or refused with a code', async () => {
    const next = random(20240517);
    for (let round = 0; round < 150; round++) {
      const bytes = whole.slice();
      for (let i = 0; i < 1 + round / 5; i++) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
      expect(['read', 'DOCUMENT_CORRUPT', 'PAGE_FAILED', 'PASSWORD_REQUIRED'], `round ${round}`).toContain(
        await outcome(bytes),
      );
    }
  }, 60_000);
});
