import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sourceFromBytes, type Page } from '@unifex/core';
import { ocrServerBackend } from './backend.ts';

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: { readonly headers: IncomingMessage['headers']; readonly body: string }[];
}

/** Test helper: a server that answers each request with what the function does, and remembers what it was sent. */
export async function testServer(answer: (response: ServerResponse, count: number) => void): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString('latin1') });
      answer(response, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ocr`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answerJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Reads an image with a server. */
export async function readWith(
  image: Uint8Array,
  options: object,
  signal: AbortSignal = new AbortController().signal,
): Promise<Page> {
  await using reader = await ocrServerBackend.open(
    sourceFromBytes(image, 'photo.png'),
    ocrServerBackend.parseOptions(options),
    { signal },
  );
  return await reader.extractPage(0, { signal });
}
