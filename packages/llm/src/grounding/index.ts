export { ground } from './ground.ts';
export { printRows } from './print-rows.ts';
export { pageRows } from './visual-rows.ts';
