export { sampleNames } from './draw-samples.ts';
export { GENERATED_FOLDER, samplePath, SAMPLES_FOLDER } from './paths.ts';
export { readTruth, truthLineText } from './truth.ts';
export type { Truth, TruthBox, TruthCell, TruthLine, TruthPage, TruthTable, TruthWord } from './truth.ts';
