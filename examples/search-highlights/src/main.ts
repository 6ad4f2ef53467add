import { writeFile } from 'node:fs/promises';
import { argv, exit } from 'node:process';
import { createExtractor, ExtractorType, search } from '@unifex/core';
import { escape, svgPage } from './svg-page.ts';

const [, , input, phrase, output = 'highlights.html'] = argv;
if (input === undefined || phrase === undefined) {
  console.error('Usage: npm start -- <document.pdf> <phrase> [output.html]');
  exit(2);
}

await using extractor = await createExtractor(input, ExtractorType.PDF);
const { document } = await extractor.extract();
const matches = search(document, phrase);
for (const { page, text, bbox } of matches) {
  console.log(`page ${page}, ${bbox.x0.toFixed(1)} ${bbox.y0.toFixed(1)}: ${text.replace('\n', ' ')}`);
}

const drawings = document.pages
  .map((page) => ({ page, boxes: matches.filter((match) => match.page === page.index).flatMap(({ boxes }) => boxes) }))
  .filter(({ boxes }) => boxes.length > 0)
  .map(({ page, boxes }) => `<h2>Page ${page.index + 1}</h2>\n${svgPage(page, boxes)}`);

const style = `body { background: #ddd; font-family: Helvetica, Arial, sans-serif; text-align: center }
svg { background: #fff; box-shadow: 0 2px 12px #0004 } .mark { fill: #ffe14d }`;
const title = `${matches.length} × “${escape(phrase)}”`;
await writeFile(
  output,
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<style>${style}</style>
<h1>${title}</h1>
${drawings.join('\n')}
</html>
`,
);
console.log(`${matches.length} places, drawn in ${output}`);
