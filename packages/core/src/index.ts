export * from './errors.ts';
export type * from './model.ts';
export * from './units.ts';
export type * from './source.ts';
export type * from './backend.ts';
export type * from './executor.ts';
