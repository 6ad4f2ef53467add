/** What reasoning models think aloud before they answer, drafts of the JSON among it. */
const THOUGHT = /^[\s\S]*<\/think(?:ing)?>/;
/** Brackets that may turn out to be prose (`[sic]`) before it is given up. */
const MAX_TRIES = 20;

/**
 * The JSON in what a model wrote: the whole text, the inside of a fence, or the one object (or list) among prose. Models without
 * a JSON mode like to introduce what they say.
 * @returns undefined where there is none; JSON has no such value
 */
export function parseJson(text: string): unknown {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  const said = trimmed.replace(THOUGHT, '').trim();
  return said === trimmed ? parseSaid(trimmed) : (parse(trimmed) ?? parseSaid(said));
}

function parseSaid(trimmed: string): unknown {
  const whole = parse(trimmed);
  if (whole !== undefined) return whole;
  const fenced = /```(?:json5?|JSON)?\s*\n([\s\S]*?)```/.exec(trimmed)?.[1];
  const inside = fenced === undefined ? undefined : parse(fenced.trim());
  if (inside !== undefined) return inside;
  let tries = 0;
  for (const { index } of trimmed.matchAll(/[{[]/g)) {
    if (++tries > MAX_TRIES) return undefined;
    const end = endOfValue(trimmed, index);
    // What opens here and is not closed is cut off, and so is all that is inside of it.
    if (end === undefined) return undefined;
    const value = parse(trimmed.slice(index, end));
    if (value !== undefined) return value;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // No JSON: the caller has other ways to look at it.
    return undefined;
  }
}

/** Where the object or list that starts here ends: its brackets are counted, those in strings are not. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
