import { type CliCommand, defineCommand } from '../command.ts';
import type { InputItem } from '../expand-inputs.ts';
import { outputTarget } from '../output-target.ts';
import { runItems, type ItemContext, type ReadOutcome } from '../run-items.ts';
import { fileSink, type Sink, streamSink } from '../sink.ts';
import { UsageError } from '../usage-error.ts';
import { OCR_HELP } from './ocr-help.ts';
import { OCR_COMMAND_FLAGS, ocrOptions, type OcrCliOptions } from './ocr-options.ts';
import { formatOf, outputPaths } from './output-names.ts';
import { recognise, type OcrFormat, type Recognised } from './recognise.ts';

/** `unifex ocr` */
export const ocrCommand: CliCommand = defineCommand({
  help: OCR_HELP,
  flags: OCR_COMMAND_FLAGS,
  async run(flags, io, signal) {
    const options = ocrOptions(flags);
    const prepare: Parameters<typeof runItems>[0]['prepare'] = async ({ items, several }, hideBar) => {
      const target = await outputTarget(options.output, several);
      if (several && target.kind !== 'folder') throw new UsageError('--output must be a folder for several inputs.');
      const format = formatOf(target, options.format);
      checkFormat(options, format);
      const paths = outputPaths(target, format, items);
      const open = async (item: InputItem): Promise<Sink> => {
        const path = paths.get(item);
        return path === undefined ? streamSink(io.stdout, hideBar) : await fileSink(path);
      };
      return {
        run: async (item, context) => {
          // Opened first: that a file cannot be written is not to be said after minutes of reading.
          const sink = await open(item);
          try {
            const made = await read(item, format, options, context);
            await sink.write(made.content);
            await sink.commit();
            return told(made, context);
          } catch (error) {
            await sink.discard();
            throw error;
          }
        },
        finish: () => Promise.resolve(),
      };
    };
    return await runItems({ options, verb: 'read', prepare }, io, signal);
  },
});

/** @throws UsageError for an option of the other format */
function checkFormat({ dpi, allowSigned }: OcrCliOptions, format: OcrFormat): void {
  if (dpi !== undefined && format === 'pdf')
    throw new UsageError(`--dpi ${dpi} means something only with --format hocr.`);
  if (allowSigned && format === 'hocr') throw new UsageError('--allow-signed belongs to the format pdf.');
}

async function read(
  { kind, uri }: InputItem,
  format: OcrFormat,
  options: OcrCliOptions,
  { stdin, signal, onProgress }: ItemContext,
): Promise<Recognised> {
  const { ocr, allowSigned, headers, maxWorkers, executor, pageTimeout, password, dpi } = options;
  return await recognise(kind === 'stdin' ? stdin : uri, {
    format,
    options: {
      ocr,
      allowSigned,
      signal,
      ...(headers && kind === 'url' ? { source: { headers: { ...headers } } } : {}),
      ...(password === undefined ? {} : { password }),
      extract: {
        onProgress,
        ...(maxWorkers === undefined ? {} : { maxWorkers }),
        ...(executor === undefined ? {} : { executor }),
        ...(pageTimeout === undefined ? {} : { pageTimeoutMs: pageTimeout }),
      },
    },
    ...(dpi === undefined ? {} : { dpi }),
  });
}

/** Says what was wrong with pages, and counts them. */
function told({ pages, errors }: Recognised, { onPageWarning, onPageError }: ItemContext): ReadOutcome {
  for (const { index, warnings = [] } of pages) for (const warning of warnings) onPageWarning(index, warning);
  for (const { page, error } of errors) onPageError(page, error);
  return { pages: pages.length + errors.length, failed: errors.length };
}
