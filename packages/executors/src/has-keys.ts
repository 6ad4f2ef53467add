/** Whether these are the members of an object, in this order. Quicker than a list of its keys, which would have to be made. */
export function hasKeys(value: unknown, keys: readonly string[]): value is object {
  if (typeof value !== 'object' || value === null) return false;
  let i = 0;
  for (const key in value) if (key !== keys[i++]) return false;
  return i === keys.length;
}
