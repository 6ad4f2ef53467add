import { type DocumentWriter, documentWriter } from './document-writer.ts';
import type { InputItem } from './expand-inputs.ts';
import type { CliOptions } from './options.ts';
import { checkNotAnInput, type OutputTarget, outputNamer, outputTarget } from './output-target.ts';
import { readDocument } from './read-document.ts';
import { runItems, type CliIo, type ExitCode, type ItemContext, type ReadOutcome } from './run-items.ts';
import { fileSink, type Sink, streamSink } from './sink.ts';

export { isUsageError, type CliIo, type ExitCode } from './run-items.ts';

/** Reads all inputs, one document after another, each by as many workers as it is worth; goes on where one fails. */
export async function run(options: CliOptions, io: CliIo, signal: AbortSignal): Promise<ExitCode> {
  return await runItems(
    {
      options,
      verb: 'read',
      prepare: async ({ items, several }, hideBar) => {
        const target = await outputTarget(options.output, several);
        checkNotAnInput(
          target,
          items.flatMap((item) => (item.kind === 'file' ? [item.uri] : [])),
        );
        const outputs = openOutputs(target, options, several, () => sharedSink(target, io, hideBar));
        return {
          run: (item, context) => readItem(item, options, outputs, context),
          finish: (success) => outputs.finish(success),
        };
      },
    },
    io,
    signal,
  );
}

interface Outputs {
  /** A writer for one document, and what to do when it is through. */
  open(item: InputItem): Promise<{ writer: DocumentWriter; done: (success: boolean) => Promise<void> }>;
  finish(success: boolean): Promise<void>;
}

function openOutputs(
  target: OutputTarget,
  options: CliOptions,
  several: boolean,
  openShared: () => Promise<Sink>,
): Outputs {
  const { format, boxes, debug, granularity = 'line' } = options;
  // Whoever asks for words or letters wants to see them one by one.
  const style = { format, boxes, debug, rows: granularity === 'line' };
  if (target.kind === 'folder') {
    const nameOf = outputNamer(target.path, format);
    return {
      open: async ({ label, outputName }) => {
        const sink = await fileSink(nameOf(outputName));
        const done = (success: boolean): Promise<void> => (success ? sink.commit() : sink.discard());
        return { writer: documentWriter(sink, { ...style, label, shared: false }), done };
      },
      finish: () => Promise.resolve(),
    };
  }
  let shared: Promise<Sink> | undefined;
  return {
    open: async ({ label }) => {
      const sink = await (shared ??= openShared());
      return {
        writer: documentWriter(sink, { ...style, label, shared: several }),
        done: () => Promise.resolve(),
      };
    },
    finish: async (success) => {
      const sink = await shared;
      await (success ? sink?.commit() : sink?.discard());
    },
  };
}

async function sharedSink(target: OutputTarget, io: CliIo, hideBar: () => void): Promise<Sink> {
  return target.kind === 'file' ? await fileSink(target.path) : streamSink(io.stdout, hideBar);
}

async function readItem(
  item: InputItem,
  options: CliOptions,
  outputs: Outputs,
  context: ItemContext,
): Promise<ReadOutcome> {
  let finish: ((success: boolean) => Promise<void>) | undefined;
  try {
    const outcome = await readDocument(item, {
      ...context,
      options,
      openWriter: async () => {
        const { writer, done } = await outputs.open(item);
        finish = done;
        return writer;
      },
    });
    await finish?.(true);
    return outcome;
  } catch (error) {
    await finish?.(false);
    throw error;
  }
}
