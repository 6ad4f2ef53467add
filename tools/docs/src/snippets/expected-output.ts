/** What a snippet says that its `console.log` prints: the text behind `// =>`, and its line in the page. */
export interface Expectation {
  readonly line: number;
  readonly text: string;
}

const ARROW = /\/\/ => (.*)$/;
const GOES_ON = /^\s*\/\/ {2,}(.*)$/;

/**
 * The `// => value` comments of a snippet, in order. A value that is longer than a line goes on in the comments below it, which are
 * indented by two blanks or more.
 * @param line of the fence in its page
 */
export function readExpectations(code: string, line: number): Expectation[] {
  const expectations: { line: number; text: string }[] = [];
  let open: { line: number; text: string } | undefined;
  for (const [at, content] of code.split('\n').entries()) {
    const start = ARROW.exec(content)?.[1];
    const more: string | undefined = open && GOES_ON.exec(content)?.[1];
    if (start !== undefined) expectations.push((open = { line: line + 1 + at, text: start }));
    else if (open && more !== undefined) open.text += ` ${more}`;
    else open = undefined;
  }
  return expectations;
}
