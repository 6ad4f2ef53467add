/* `npm run samples`: writes the sample documents of the repository, and what is known to be in them. */
import { drawSamples } from './draw-samples.ts';
import { writeFileSync, mkdirSync } from 'node:fs';
import { SAMPLES_FOLDER, samplePath, truthPath } from './paths.ts';
import { truthJson } from './truth-json.ts';

mkdirSync(SAMPLES_FOLDER, { recursive: true });
let total = 0;
for await (const { bytes, truth } of drawSamples(process.argv.slice(2))) {
  writeFileSync(samplePath(truth.name), bytes);
  writeFileSync(truthPath(truth.name), truthJson(truth));
  total += bytes.length;
  process.stdout.write(
    `${truth.name.padEnd(24)} ${String(truth.pages.length).padStart(2)} pages ${String(bytes.length).padStart(8)} bytes\n`,
  );
}
process.stdout.write(`${total} bytes in all\n`);
