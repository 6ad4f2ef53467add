export { describeEvidence } from './describe-evidence.ts';
export { groundData, rowsOf, type GroundDataOptions } from './ground-data.ts';
export { printRows } from './print-rows.ts';
