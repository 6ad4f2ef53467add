/* `npm run samples [name…]`: writes the sample documents of the repository, and what is known to be in them. */
import { drawSamples } from './draw-samples.ts';
import { writeFileSync, mkdirSync } from 'node:fs';
import { sampleNames, type SampleName } from './sample-names.ts';
import { SAMPLES_FOLDER, samplePath, truthPath } from './paths.ts';
import { truthJson } from './truth-json.ts';

mkdirSync(SAMPLES_FOLDER, { recursive: true });
let total = 0;
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !sampleNames.some((known) => known === name));
if (unknown.length > 0) {
  process.stderr.write(`No such sample: ${unknown.join(', ')}. There are: ${sampleNames.join(', ')}.\n`);
  process.exit(2);
}
for await (const { bytes, truth } of drawSamples(asked.length > 0 ? (asked as SampleName[]) : sampleNames)) {
  writeFileSync(samplePath(truth.name as SampleName), bytes);
  writeFileSync(truthPath(truth.name as SampleName), truthJson(truth));
  total += bytes.length;
  process.stdout.write(
    `${truth.name.padEnd(24)} ${String(truth.pages.length).padStart(2)} pages ${String(bytes.length).padStart(8)} bytes\n`,
  );
}
process.stdout.write(`${total} bytes in all\n`);
