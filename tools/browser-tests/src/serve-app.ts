import { join } from 'node:path';
import { build, createServer, preview, type InlineConfig } from 'vite';

/** An app that answers at `url`. */
export interface ServedApp extends AsyncDisposable {
  readonly url: string;
}

/** Bundles an app as for production and serves what comes out, or serves it as while it is written (`development`). */
export async function serveApp(folder: string, mode: 'production' | 'development'): Promise<ServedApp> {
  const config: InlineConfig = {
    root: folder,
    configFile: join(folder, 'vite.config.ts'),
    mode,
    logLevel: 'error',
    clearScreen: false,
  };
  const address = { host: '127.0.0.1', port: 0, strictPort: false };
  if (mode === 'development') {
    // What is linked from the folder of the app lies outside of it.
    const server = await createServer({ ...config, server: { ...address, fs: { strict: false } } });
    await server.listen();
    return { url: urlOf(server.resolvedUrls), [Symbol.asyncDispose]: () => server.close() };
  }
  await build(config);
  const server = await preview({ ...config, preview: address });
  return { url: urlOf(server.resolvedUrls), [Symbol.asyncDispose]: () => server.close() };
}

function urlOf(urls: { readonly local: readonly string[] } | null): string {
  const [url] = urls?.local ?? [];
  if (url === undefined) throw new Error('Vite serves at no address.');
  return url;
}
