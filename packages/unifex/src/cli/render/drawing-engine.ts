import { ExtractorType, refOf, registry, type BackendRef } from '@unifex/core';
import { locate } from '../../executors.ts';
import { registerHouse } from '../../house.ts';
import { UsageError } from '../usage-error.ts';
import type { RenderCliOptions } from './render-options.ts';

/**
 * The backend that draws the pages: the one asked for, else the first that can.
 * @throws UsageError where there is none
 */
export async function drawingEngine({ extractor, password }: RenderCliOptions): Promise<BackendRef> {
  registerHouse();
  const drawing = registry.types().flatMap((type) => {
    const backend = registry.get(type);
    return backend?.supports.render ? [backend] : [];
  });
  const backend = extractor === ExtractorType.AUTO ? drawing[0] : drawing.find(({ type }) => type === extractor);
  if (!backend) {
    const types = [ExtractorType.AUTO, ...drawing.map(({ type }) => type)].join(', ');
    throw new UsageError(`--extractor "${extractor}" is not one that draws pages: ${types}.`);
  }
  return await locate(refOf(backend, password === undefined ? {} : { password }));
}
