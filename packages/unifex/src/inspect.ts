import {
  inspect as inspectWithCore,
  type DocumentInspection,
  type InspectOptions,
  type SourceInput,
} from '@unifex/core';
import { registerHouse } from './house.ts';

/**
 * Says of every page where its text is: `inspect` of `@unifex/core`, with the engines that this package brings.
 * @throws UnifexError as `inspect` of `@unifex/core`
 */
export async function inspect(input: SourceInput, options: InspectOptions = {}): Promise<DocumentInspection> {
  registerHouse();
  return await inspectWithCore(input, options);
}
