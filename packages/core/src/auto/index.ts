export { autoBackend, autoBackend as default } from './auto-backend.ts';
export type { AutoOptions } from './auto-options.ts';
