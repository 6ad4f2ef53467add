import { type CliCommand, defineCommand } from '../command.ts';
import { LANGUAGE_FLAGS, languagePlaces, readLanguages } from '../ocr/ocr-flags.ts';
import { UsageError } from '../usage-error.ts';

const HELP = `unifex serve-ocr: offer the OCR engine to other programs, over HTTP

Usage
  unifex serve-ocr [options]

  POST /ocr with a form (file: an image, language: en) answers
  { results: [{ text, bbox: [x1, y1, x2, y2], confidence }] }, in pixels, as
  LiteParse and the other commands here ask for it. GET /health answers while
  it runs. Ctrl-C stops it, and lets what it reads come to an end.

Options
      --port N           Default: 8080
      --host NAME        Default: 127.0.0.1, which is this machine only. There
                         is no password: others reach it with 0.0.0.0
      --languages LIST   where a request names none: en,de. Default: en
      --language-data DIR
                         folder with files of languages (deu.traineddata)
      --download-languages
                         download languages that are not installed
  -j, --max-workers N    images read at once. Default: 2
      --max-waiting N    requests that may wait; more are answered 429.
                         Default: 16
      --max-megabytes N  largest image. Default: 64
      --timeout MS       limit for one image. Default: 120000
      --debug            errors with their stack
  -h, --help             print this

Examples
  unifex serve-ocr --port 8080
  unifex serve-ocr --languages en,de --max-workers 4

Exit codes
  0 stopped    1 it cannot start (the port is taken)    2 wrong usage
  130 interrupted
`;

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  ...LANGUAGE_FLAGS,
  'max-workers': { type: 'string', short: 'j' },
  'max-waiting': { type: 'string' },
  'max-megabytes': { type: 'string' },
  timeout: { type: 'string' },
} as const;

const LAST_PORT = 65_535;

/** `unifex serve-ocr` */
export const serveOcrCommand: CliCommand = defineCommand({
  help: HELP,
  flags: FLAGS,
  async run(flags, io, signal) {
    if (flags.inputs.length > 0) throw new UsageError(`unifex serve-ocr reads no files, but got "${flags.inputs[0]}".`);
    const port = flags.last('port') === '0' ? 0 : (flags.number('port', 'integer') ?? 8080);
    if (port > LAST_PORT) throw new UsageError(`--port ${port} is past the last one, ${LAST_PORT}.`);
    const host = flags.last('host');
    const languages = readLanguages(flags.last('languages'));
    const concurrency = flags.number('max-workers', 'integer');
    const maxWaiting = flags.number('max-waiting', 'integer');
    const megabytes = flags.number('max-megabytes', 'number');
    const timeoutMs = flags.number('timeout', 'integer');
    const [{ tesseractBackend }, { serveOcr }] = await Promise.all([
      import('@unifex/ocr'),
      import('@unifex/ocr/server'),
    ]);
    const serving = serveOcr({
      backend: tesseractBackend,
      backendOptions: { ...(languages ? { languages } : {}), ...languagePlaces(flags) },
      port,
      ...(host === undefined ? {} : { host }),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(maxWaiting === undefined ? {} : { maxWaiting }),
      ...(megabytes === undefined ? {} : { maxBytes: Math.round(megabytes * 1024 * 1024) }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      signal,
    });
    const server = await serving.catch((error: unknown) => {
      throw whyNot(error, port);
    });
    io.stderr.write(`unifex: reading images at ${server.url}\n`);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await server.stop();
    return 0;
  },
});

/** What can be done where the system does not let the server listen. */
function whyNot(error: unknown, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken: another program listens there. Choose another with --port.`,
    EACCES: `Port ${port} is not for everybody. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: 'This machine does not have the address of --host.',
    ENOTFOUND: 'There is no address for the name of --host.',
  };
  if (code === undefined || !Object.hasOwn(reasons, code)) return error;
  return Object.assign(new Error(reasons[code], { cause: error }), { code });
}
