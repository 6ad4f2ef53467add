import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CORE = fileURLToPath(new URL('../../', import.meta.url));
const ROOT = join(CORE, '../..');
/** The files that declare what the schemas are held to. */
const MODEL = ['model.ts', 'provenance.ts', 'errors.ts', 'executor.ts', 'extractor.ts', 'units.ts'];
const SCHEMA = /(?<=exactly<)\w+(?=>\(\)\()/g;

const read = (path: string): string => readFileSync(path, 'utf8');
const inModel = MODEL.map((name) => read(join(CORE, 'src', name))).join('\n');
const inSchemas = readdirSync(join(CORE, 'src/schema'))
  .filter((name) => !name.endsWith('.test.ts'))
  .map((name) => read(join(CORE, 'src/schema', name)))
  .join('\n');
/** The types that a schema is held to, and the interfaces among them. */
const held = [...new Set(inSchemas.match(SCHEMA))].sort();
const interfaces = held.filter((name) => new RegExp(`export interface ${name} (extends \\w+ )?\\{`).test(inModel));

/**
 * Type-checks a copy of the package whose model `change` has been at.
 * @returns what the compiler says of the folder `schema`, and the types whose schema it refuses
 */
async function drift(folder: string, change: (text: string) => string): Promise<{ types: string[]; log: string }> {
  const src = join(folder, 'src');
  cpSync(join(CORE, 'src'), src, { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  for (const name of MODEL) writeFileSync(join(src, name), change(read(join(src, name))));
  const output = await new Promise<string>((resolve) => {
    execFile(join(ROOT, 'node_modules/.bin/tsc'), ['--pretty', 'false', '-p', folder], { cwd: folder }, (_, stdout) =>
      resolve(stdout),
    );
  });
  const errors = output.split('\n').filter((line) => line.startsWith('src/schema/'));
  const types = errors.map((line) => {
    const [, file = '', row = ''] = /^(src\/schema\/[\w-]+\.ts)\((\d+),/.exec(line) ?? [];
    // The error stands at the schema, behind the type that it is held to.
    const before = read(join(folder, file)).split('\n').slice(0, Number(row)).join('\n');
    return before.match(SCHEMA)?.at(-1) ?? 'no schema';
  });
  return { types: [...new Set(types)].sort(), log: output };
}

describe('the schemas', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'unifex-drift-'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    cpSync(join(CORE, 'package.json'), join(folder, 'package.json'));
    const config = {
      extends: join(ROOT, 'tsconfig.base.json'),
      compilerOptions: { composite: false, emitDeclarationOnly: false, noEmit: true },
      include: ['src'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('hold every type of the model', () => {
    const all = read(join(CORE, 'src/model.ts')).match(/(?<=export (?:interface|type) )\w+/g) ?? [];
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((name) => !held.includes(name))).toEqual([]);
    expect(held).toEqual(
      expect.arrayContaining(['BBox', 'Point', 'Unit', 'ErrorInfo', 'ErrorCode', 'PageResult', 'ExtractionResult']),
    );
    expect(interfaces.length).toBeGreaterThan(20);
  });

  it('compile against the model as it is', async () => {
    expect(await drift(folder, (text) => text)).toEqual({ types: [], log: '' });
  });

  it('fail one by one when every type has a member or a value more', async () => {
    const { types, log } = await drift(folder, (text) =>
      text
        .replace(/export interface \w+ (extends \w+ )?\{/g, '$& drift?: string;')
        .replace(/export type (?!PageResult)\w+ =/g, "$& 'drift' |")
        .replace('{ index: number; success: false;', '$& drift: string;'),
    );
    expect(types).toEqual(held);
    expect(log).toContain(`'Drift<"drift">'`);
  });

  it('fail one by one when what was required is optional, and what was optional is required', async () => {
    const { types } = await drift(folder, (text) =>
      text.replace(/^( {2}\w+)(\??): /gm, (_, name: string, mark: string) => `${name}${mark === '' ? '?' : ''}: `),
    );
    expect(types).toEqual(interfaces);
  });

  it('fail one by one when a member may be null besides', async () => {
    const { types } = await drift(folder, (text) => text.replace(/^( {2}\w+\??: [^;{]+);$/gm, '$1 | null;'));
    expect(types).toEqual(interfaces);
  });
});
