import { createHash } from 'node:crypto';
import type { SchemaDialect } from '../adapter.ts';
import type { ObjectShape } from './shape.ts';

/**
 * Names of what is put around a value: the ids of the rows that it stands on, and the value. No `$`: Anthropic takes only
 * letters, digits, `_`, `.` and `-` in the names of a tool's input, up to 64 of them.
 */
export const ROWS_KEY = '_rows';
export const VALUE_KEY = '_value';
/** Around a root that is no object. */
export const ROOT_KEY = 'value';
/** Of the entries of a record that is written as a list. */
export const ENTRY_KEY = 'key';
export const ENTRY_VALUE = 'value';

const ANTHROPIC_NAME = /^[a-zA-Z0-9_.-]{1,64}$/;

/** How the properties of an object are called in what the vendor gets: as they are, but where it does not take such a name. */
export function wireNames(shape: ObjectShape, dialect: SchemaDialect): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(shape.properties.map(({ name }) => name));
  for (const { name } of shape.properties) {
    if (dialect !== 'anthropic' || ANTHROPIC_NAME.test(name)) {
      names.set(name, name);
      continue;
    }
    const letters = name.normalize('NFKD').replace(/\p{M}/gu, '');
    let short = letters.replace(/[^a-zA-Z0-9_.-]+/g, '_').slice(0, 48);
    if (short === '' || taken.has(short)) {
      short += `_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
    }
    taken.add(short);
    names.set(name, short);
  }
  return names;
}

/** The name under which an object carries its row ids: one that none of its own properties has. */
export function rowsKeyOf(shape: ObjectShape): string {
  let key = ROWS_KEY;
  while (shape.properties.some(({ name }) => name === key)) key += '_';
  return key;
}
