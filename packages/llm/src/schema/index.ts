export { prepareSchema } from './prepare-schema.ts';
export { jsonSchema } from './schema-source.ts';
export { ROWS_KEY, VALUE_KEY } from './wire-names.ts';
