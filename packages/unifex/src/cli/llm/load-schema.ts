import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Schema } from '@unifex/llm';
import { systemReason } from '../../system-reason.ts';
import { UsageError } from '../usage-error.ts';

const MODULES: ReadonlySet<string> = new Set(['.ts', '.mts', '.js', '.mjs']);

/**
 * The schema of a file: JSON Schema from JSON; from a module its default export, or the one export named `schema`. Node.js itself
 * takes the types out of TypeScript.
 * @throws UsageError
 */
export async function loadSchema(path: string): Promise<Schema> {
  const extension = extname(path).toLowerCase();
  if (extension === '.json') return await fromJson(path);
  if (MODULES.has(extension)) return await fromModule(path);
  throw new UsageError(`--schema "${path}" is neither .json nor a module (.ts, .js).`);
}

async function fromJson(path: string): Promise<Schema> {
  let schema: unknown;
  try {
    schema = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`--schema "${path}" cannot be read: ${reason(error)}.`);
  }
  if (!isSchema(schema)) throw new UsageError(`--schema "${path}" holds no JSON Schema: it must be an object.`);
  return schema;
}

async function fromModule(path: string): Promise<Schema> {
  let module: Record<string, unknown>;
  try {
    module = (await import(pathToFileURL(resolve(path)).href)) as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`--schema "${path}" cannot be loaded: ${reason(error)}.`);
  }
  const schema = module['default'] ?? module['schema'];
  if (isSchema(schema)) return schema;
  throw new UsageError(`--schema "${path}" has no schema as its default export (nor one named \`schema\`).`);
}

/** ArkType's schemas are functions. */
function isSchema(value: unknown): value is Schema {
  return (typeof value === 'object' && value !== null && !Array.isArray(value)) || typeof value === 'function';
}

function reason(error: unknown): string {
  const text = error instanceof Error ? systemReason(error) : String(error);
  return text.replace(/\.$/, '');
}
