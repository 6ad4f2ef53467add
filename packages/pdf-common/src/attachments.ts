import { UnifexError } from '@unifex/core';
import type { Source, SourceOptions } from '@unifex/core';

export interface ReadAttachmentOptions {
  /** User or owner password of an encrypted document. */
  readonly password?: string;
  readonly source?: SourceOptions;
  readonly signal?: AbortSignal;
}

/** The error for the name of an attachment that is not there. @param names those that are */
export function missingAttachment(name: string, names: readonly string[], source: Source): UnifexError {
  const list = names.map((item) => JSON.stringify(item)).join(', ');
  return new UnifexError(
    'INVALID_OPTION',
    `There is no attachment ${JSON.stringify(name)} in ${source.info.uri ?? source.info.name ?? 'the document'}. ${list ? `It has: ${list}.` : 'It has none.'}`,
    { details: { name, allowed: [...names] } },
  );
}
