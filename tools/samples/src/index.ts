export { ensureLongSample } from './long-sample.ts';
export { GENERATED_FOLDER, samplePath, SAMPLES_FOLDER } from './paths.ts';
export { sampleNames, type SampleName } from './sample-names.ts';
export { readTruth, truthLineText } from './truth.ts';
export type { Truth, TruthBox, TruthCell, TruthLine, TruthPage, TruthTable, TruthWord } from './truth.ts';
