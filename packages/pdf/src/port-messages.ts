/** A message between pdf.js's API and its parser (shared/message_handler.js), as far as this package looks into it. */
interface Message {
  readonly action?: string;
  readonly data?: unknown;
  readonly chunk?: { readonly fnArray?: unknown; readonly argsArray?: unknown } | null;
}

/**
 * What goes through a port within one thread in place of the message that pdf.js sends. It spares both sides what only a
 * viewer needs, and keeps apart what pdf.js writes to after it has sent it.
 */
export function toPortMessage(message: unknown): unknown {
  const { action, data, chunk } = message as Message;
  if (action === 'GetDocRequest') withoutImageData(data);
  else if (action === 'commonobj') withoutFontFace(data);
  else if (chunk) return detachOperatorList(message as object, chunk);
  return message;
}

/** Tells the parser, where it is patched for it, to leave images undecoded: their places and sizes are all that is read. */
function withoutImageData(data: unknown): void {
  const { evaluatorOptions } = data as { evaluatorOptions?: { withoutImageData?: boolean } };
  if (evaluatorOptions) evaluatorOptions.withoutImageData = true;
}

/** A font that is attached to the page already needs no font face, which the API would else make of it for the page to show. */
function withoutFontFace(data: unknown): void {
  const [, type, font] = data as [string, string, { extra?: { attached?: boolean } } | undefined];
  if (type === 'Font' && font?.extra) font.extra.attached = true;
}

/** pdf.js empties and refills the two arrays of an operator list once it has sent them (OperatorList.flush): they are copied, their contents shared. */
function detachOperatorList(message: object, chunk: NonNullable<Message['chunk']>): unknown {
  if (!Array.isArray(chunk.fnArray) || !Array.isArray(chunk.argsArray)) return message;
  return {
    ...message,
    chunk: { ...chunk, fnArray: chunk.fnArray.slice(), argsArray: chunk.argsArray.slice() },
  };
}
