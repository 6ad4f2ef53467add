import type { Redactor } from '../transport/redact.ts';
import type { Access } from './credentials.ts';
import type { Provider } from './model-name.ts';

/** What an adapter is made of. */
export interface AdapterSetup {
  readonly provider: Provider;
  readonly model: string;
  readonly access: Access;
  /** Whether the server is the vendor's own. */
  readonly official: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch | undefined;
  /** Merged into the body of every request. */
  readonly providerOptions: Readonly<Record<string, unknown>>;
  readonly redactor: Redactor;
}

/** Base64 of bytes, as all protocols carry images and files. */
export function base64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}

export function dataUrl(mediaType: string, data: Uint8Array): string {
  return `data:${mediaType};base64,${base64(data)}`;
}

/** A count of tokens from an answer that may hold anything. */
export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
