import { Fields } from '../request/fields.ts';
import type { FakeTurn } from '../request/fake-request.ts';
import { VendorError } from '../vendor-error.ts';
import { chatAnswer, modelOf, modelUnknown, readFormat, readMessages } from './openai-chat.ts';
import { openAiComplaints, openAiError } from './openai-errors.ts';
import type { CompatibleAbilities, Protocol } from './protocol.ts';

/**
 * A server of one's own that speaks OpenAI's chat completions as far as it can: it takes any key or none, passes over parameters
 * that it does not know, and says no to what its abilities leave out.
 */
export const compatible: Protocol = {
  name: 'compatible',
  read(call, { unknownModels, compatible: abilities }) {
    const model = modelOf(call);
    if (unknownModels.includes(model)) throw modelUnknown(model);
    const fields = new Fields(call.body, [], openAiComplaints);
    if (!abilities.temperature && fields.has('temperature')) throw refused('temperature');
    const { tokenField } = abilities;
    for (const field of ['max_tokens', 'max_completion_tokens']) {
      if (tokenField !== 'both' && tokenField !== field && fields.has(field)) throw refused(field);
    }
    checkFormat(fields, abilities);
    const conversation = readMessages(fields);
    if (!abilities.images) refuseImages(conversation.turns);
    const maxOutputTokens = fields.integer('max_completion_tokens', 1) ?? fields.integer('max_tokens', 1);
    const temperature = fields.number('temperature', 0, 2);
    return {
      model,
      ...conversation,
      ...readFormat(fields, conversation),
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    };
  },
  answer: chatAnswer,
  error: openAiError,
};

function checkFormat(fields: Fields, { structured }: CompatibleAbilities): void {
  const type = fields.optionalObject('response_format')?.string('type') ?? 'text';
  if (type === 'text' || structured === 'json_schema') return;
  if (structured === 'json_object' && type === 'json_object') return;
  const choices = structured === 'none' ? "'text'" : "'text' or 'json_object'";
  throw new VendorError('bad-request', `'response_format.type' must be ${choices}, not '${type}'`, {
    param: 'response_format',
  });
}

function refuseImages(turns: readonly FakeTurn[]): void {
  if (turns.every(({ images }) => images.length === 0)) return;
  throw new VendorError('bad-request', 'This model does not support image input.', { param: 'messages' });
}

function refused(param: string): VendorError {
  return new VendorError('bad-request', `Unsupported parameter: '${param}' is not supported by this server.`, {
    param,
  });
}
