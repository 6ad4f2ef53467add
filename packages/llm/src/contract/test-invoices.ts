import type { AcceptedRequest } from '@unifex/llm-fakes';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { z } from 'zod';

/** Height of every page in points. The width is that of the first, and a point more with every page: an image tells its page. */
const HEIGHT = 400;
export const FIRST_WIDTH = 300;

export interface Invoice {
  number: string;
  date?: string | undefined;
  total: number;
  items: { name: string; amount: number }[];
}

export const Invoice: z.ZodType<Invoice> = z.object({
  number: z.string(),
  date: z.iso.date().optional(),
  total: z.number(),
  items: z.array(z.object({ name: z.string(), amount: z.number() })),
});

/** What stands on a page. */
export function invoice(page: number): Invoice {
  return {
    number: `A-${String(page).padStart(4, '0')}`,
    date: `2026-03-${String((page % 28) + 1).padStart(2, '0')}`,
    total: 100.5 + page,
    items: [
      { name: 'Paper', amount: 40.25 },
      { name: `Ink ${page}`, amount: 60.25 + page },
    ],
  };
}

/** A PDF with an invoice on every page. */
export async function invoices(count: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let index = 0; index < count; index++) {
    const page = document.addPage([FIRST_WIDTH + index, HEIGHT]);
    const { number, date, total, items } = invoice(index);
    const lines = [
      `Invoice no. ${number}`,
      `Date ${date ?? ''}`,
      ...items.map(({ name, amount }) => `${name}    ${amount.toFixed(2)}`),
      `Total    ${total.toFixed(2)}`,
    ];
    lines.forEach((text, row) => page.drawText(text, { x: 30, y: HEIGHT - 50 - row * 24, size: 12, font }));
  }
  return document.save();
}

/** The page that a request is about: by the number in its text, else by the proportions of its last image. */
export function pageAsked({ understood: { turns } }: AcceptedRequest): number {
  const asked = turns.findLast(
    ({ role, images, text }) => role === 'user' && (images.length > 0 || text.includes('A-')),
  );
  const inText = [...(asked?.text ?? '').matchAll(/A-(\d{4})/g)].at(-1);
  if (inText) return Number(inText[1]);
  const image = asked?.images.at(-1);
  return image ? Math.round((HEIGHT * image.width) / image.height) - FIRST_WIDTH : 0;
}

/** Tells the truth about {@link invoices}. */
export function truth(request: AcceptedRequest): Invoice {
  return invoice(pageAsked(request));
}
