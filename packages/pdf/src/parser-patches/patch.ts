/** A place in the source of pdf.js's parser, and what stands there instead. */
export interface Patch {
  readonly find: string;
  readonly replace: string;
}

/**
 * Patches a source; returns it as it is when one of the places is not there, or not behind the one before it in its list.
 * (Only the tests look whether a place is there twice: a program that wants one page waits for this.)
 */
export function applyPatches(source: string, lists: readonly (readonly Patch[])[]): string {
  const places: { at: number; patch: Patch }[] = [];
  for (const patches of lists) {
    let from = 0;
    for (const patch of patches) {
      const at = source.indexOf(patch.find, from);
      if (at < 0) return source;
      places.push({ at, patch });
      from = at + patch.find.length;
    }
  }
  const parts: string[] = [];
  let end = 0;
  for (const { at, patch } of places.sort((a, b) => a.at - b.at)) {
    parts.push(source.slice(end, at), patch.replace);
    end = at + patch.find.length;
  }
  parts.push(source.slice(end));
  return parts.join('');
}
