import type { IncomingMessage } from 'node:http';

/** A request that cannot be answered with results. */
export class RequestError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.headers = headers;
  }
}

/** What a client sent. */
export interface Upload {
  readonly file: Uint8Array;
  /** ISO 639-1 codes; undefined where the request names none. */
  readonly languages: string[] | undefined;
}

/**
 * Reads the form of a request: `file`, and `language` (`en`, or several: `en+de`).
 * @throws RequestError 400, 413, 415
 */
export async function readUpload(request: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Upload> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    throw new RequestError(415, 'Send a form (multipart/form-data) with the image as `file`.');
  }
  const body = await readBody(request, maxBytes, signal);
  let form: FormData;
  try {
    form = await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw Object.assign(new RequestError(400, 'The form cannot be read: it is cut off, or its boundary is wrong.'), {
      cause,
    });
  }
  const file = form.get('file');
  if (file === null) throw new RequestError(400, 'The form has no `file`.');
  if (typeof file === 'string') throw new RequestError(400, '`file` is text: send it as a file, with a file name.');
  if (file.size === 0) throw new RequestError(400, '`file` is empty.');
  return { file: new Uint8Array(await file.arrayBuffer()), languages: readLanguages(form.get('language')) };
}

function readLanguages(value: FormDataEntryValue | null): string[] | undefined {
  if (value === null || value === '') return undefined;
  const codes = typeof value === 'string' ? value.split(/[+,]/).map((code) => code.trim()) : [];
  if (codes.length === 0 || codes.length > 20 || !codes.every((code) => /^[A-Za-z][A-Za-z_-]{1,20}$/.test(code))) {
    throw new RequestError(400, '`language` must be a code such as `en`, or several joined by `+`.');
  }
  return codes;
}

async function readBody(request: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = (): RequestError => new RequestError(413, `The upload has more than ${maxBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  // A client that stalls is not waited for.
  signal.addEventListener('abort', () => request.destroy(), { once: true });
  const chunks: Buffer[] = [];
  let size = 0;
  // Not ended with the loop: the answer goes the same way.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
