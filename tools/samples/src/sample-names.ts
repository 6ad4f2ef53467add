/** The committed samples. Each is a PDF of that name in `samples`, with its truth beside it. */
export const sampleNames = [
  'invoice',
  'article',
  'rotated',
  'tables',
  'right-to-left',
  'cjk',
  'scanned',
  'searchable-scan',
  'form',
  'navigation',
  'hidden-text',
  'encrypted',
  'restricted',
  'signed',
] as const;

export type SampleName = (typeof sampleNames)[number];
