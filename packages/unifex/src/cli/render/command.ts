import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { defineCommand, type CliCommand } from '../command.ts';
import { runItems } from '../run-items.ts';
import { streamSink } from '../sink.ts';
import { UsageError } from '../usage-error.ts';
import { drawingEngine } from './drawing-engine.ts';
import { imageList } from './list-images.ts';
import { renderDocument } from './render-document.ts';
import { RENDER_HELP } from './render-help.ts';
import { RENDER_FLAGS, renderOptions } from './render-options.ts';

/** `unifex render`: the pages of documents as images, one file each. */
export const renderCommand: CliCommand = defineCommand({
  help: RENDER_HELP,
  flags: RENDER_FLAGS,
  async run(flags, io, signal) {
    const options = renderOptions(flags);
    const engine = await drawingEngine(options);
    await checkFolder(options.output);
    const prepare: Parameters<typeof runItems>[0]['prepare'] = async ({ several }, hideBar) => {
      const sink = streamSink(io.stdout, hideBar);
      const stemOf = stemNamer(options.output);
      return {
        run: (item, context) => {
          const list = imageList(options, several);
          const stem = stemOf(item.outputName);
          return renderDocument(item, { ...context, options, engine, stem, list, write: (text) => sink.write(text) });
        },
        finish: () => Promise.resolve(),
      };
    };
    return await runItems({ options, verb: 'drawn', prepare }, io, signal);
  },
});

/** The second of two documents of one name becomes `report.pdf-2`. Case is ignored, as some file systems do. */
function stemNamer(folder: string): (outputName: string) => string {
  const taken = new Set<string>();
  return (outputName) => {
    let name = outputName;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${outputName}-${copy}`;
    taken.add(name.toLowerCase());
    return join(folder, name);
  };
}

/** @throws UsageError where there is a file in place of the folder, or a name that is that of a file */
async function checkFolder(path: string): Promise<void> {
  // Without the slash, which would hide a plain file of that name (ENOTDIR).
  const existing = await stat(path.replace(/(?<=.)[/\\]+$/, '')).catch((error: unknown) => {
    // Made when the first image is written, which also tells of every other trouble.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'ENOTDIR')
      throw new UsageError(`--output "${path}" is to be a folder, but there is a file in the way.`);
    throw error;
  });
  // Whoever names an image wants one file, and would get a folder of that name.
  if (!existing && /\.(?:png|jpe?g|webp)$/i.test(path)) {
    throw new UsageError(
      `--output "${path}" looks like a file, and images go to a folder, one for each page: name that, or write "${path}/".`,
    );
  }
  if (existing && !existing.isDirectory())
    throw new UsageError(`--output "${path}" is to be a folder, but there is a file of that name.`);
}
