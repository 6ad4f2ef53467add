import type { ImagePart, PdfPart } from '../media/media-part.ts';
import type { FakeTurn } from '../request/fake-request.ts';

export type Part = { text: string } | { image: ImagePart } | { pdf: PdfPart };

/** One turn from its parts. */
export function turn(role: FakeTurn['role'], parts: readonly Part[]): FakeTurn {
  return {
    role,
    text: parts.flatMap((part) => ('text' in part ? [part.text] : [])).join('\n'),
    images: parts.flatMap((part) => ('image' in part ? [part.image] : [])),
    pdfs: parts.flatMap((part) => ('pdf' in part ? [part.pdf] : [])),
    order: parts.map((part) => ('text' in part ? 'text' : 'image' in part ? 'image' : 'pdf')),
  };
}
