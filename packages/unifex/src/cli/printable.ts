// C0 and C1 controls but tab and line feed, and the marks that turn the direction of what follows.
// A document's text must not be able to move the cursor, recolour the terminal or rename its window.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The text without control characters that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(UNSAFE, '');
}

/** The same on one line: white space of any length becomes one space. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).trim();
}
