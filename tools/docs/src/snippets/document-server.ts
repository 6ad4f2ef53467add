import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A server on this machine that answers with the files of a folder. */
export interface DocumentServer extends AsyncDisposable {
  /** Ends in `/`. */
  readonly url: string;
}

/** Starts it on a free port of the loopback address. @param folder may be filled later */
export async function serveDocuments(folder: string): Promise<DocumentServer> {
  const server = createServer((request, response) => {
    const name = /^\/([\w-]+\.\w+)(?:\?.*)?$/.exec(request.url ?? '')?.[1];
    readFile(join(folder, name ?? '')).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
