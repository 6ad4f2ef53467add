/** A number in a drawing: to a hundredth, without what would make equal drawings differ in their text. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** Text and attribute values in a drawing. */
export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** A drawing on a white sheet, which shows on dark pages as well. */
export function svg(width: number, height: number, title: string, content: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" role="img" font-family="Helvetica, Arial, sans-serif">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${n(width)}" height="${n(height)}" rx="8" fill="#fff"/>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');
}
