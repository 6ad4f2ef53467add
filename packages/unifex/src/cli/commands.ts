import type { CliCommand } from './command.ts';

// What a command is made of stands in a file of its own: the table loads the commands, which would then load the table.
export { defineCommand, type CliCommand } from './command.ts';

interface CommandEntry {
  /** For the list in `unifex --help`; at most 54 characters. */
  readonly summary: string;
  /** Loads the command's module, which the other commands do not pay for. */
  readonly load: () => Promise<CliCommand>;
}

/** The commands by name, in the order of `--help`. A file of such a name is read as `./name`. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  render: {
    summary: 'turn the pages of PDFs into images',
    load: async () => (await import('./render/command.ts')).renderCommand,
  },
  inspect: {
    summary: 'which pages are text, and which are scans, and why',
    load: async () => (await import('./inspect/command.ts')).inspectCommand,
  },
  ocr: {
    summary: 'make scans searchable: PDF with a text layer, or hOCR',
    load: async () => (await import('./ocr/command.ts')).ocrCommand,
  },
  'serve-ocr': {
    summary: 'offer the OCR engine to other programs, over HTTP',
    load: async () => (await import('./serve-ocr/command.ts')).serveOcrCommand,
  },
  llm: {
    summary: 'data of a document by a language model, with proof',
    load: async () => (await import('./llm/command.ts')).llmCommand,
  },
};
