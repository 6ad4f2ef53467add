import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createExtractor, type Backend, type RenderedPage } from '@unifex/core';
import { readTruth, samplePath, type SampleName } from '@unifex/samples';

/** A sample as a browser gets it. */
export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly password: string | undefined;
}

export function sampleFile(name: SampleName): SampleFile {
  return {
    name: `${name}.pdf`,
    bytes: new Uint8Array(readFileSync(samplePath(name))),
    password: readTruth(name).password,
  };
}

/** What the app of the documentation shows of a file, made by Node.js. */
export async function readInNode(file: SampleFile, backend: string | Backend, options: object = {}): Promise<string> {
  const source = new File([file.bytes], file.name, { type: 'application/pdf' });
  await using extractor = await createExtractor(source, backend, {
    ...(file.password === undefined ? {} : { password: file.password }),
    ...options,
  });
  const { document, errors } = await extractor.extract();
  return JSON.stringify({ document, errors });
}

/** SHA-256 of an image's pixels, with its size. */
export function pixelsOf({ width, height, data }: RenderedPage): { width: number; height: number; hash: string } {
  return { width, height, hash: createHash('sha256').update(data).digest('hex') };
}
