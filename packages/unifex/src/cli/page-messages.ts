/** A message no longer than this is not in the way, however often it comes. */
const SHORT = 80;

/**
 * Messages about the pages of one document, each said in full once: where three hundred pages lack the same language, the first tells
 * what to install, and the others that it is the same.
 * @returns what to say of a page (0-based), 1-based in what is said
 */
export function pageMessages(): (index: number, message: string) => string {
  const said = new Map<string, number>();
  return (index, message) => {
    // Some begin with the page's own index, which the line has already.
    const text = message.replace(/^Page \d+ /, '');
    const first = said.get(text);
    if (first === undefined) said.set(text, index + 1);
    return first === undefined || text.length <= SHORT ? message : `the same as page ${first}`;
  };
}
