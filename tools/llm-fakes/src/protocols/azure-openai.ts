import { Fields } from '../request/fields.ts';
import { VendorError } from '../vendor-error.ts';
import { chatAnswer, readChat } from './openai-chat.ts';
import { openAiComplaints, openAiError } from './openai-errors.ts';
import { checkKey, type Protocol } from './protocol.ts';

/** The first version of the API that takes `response_format` of type `json_schema`. Versions are dates, so that they sort. */
const FIRST_WITH_SCHEMA = '2024-08-01';

/** Azure OpenAI, `POST /openai/deployments/{deployment}/chat/completions?api-version=…`. */
export const azureOpenAi: Protocol = {
  name: 'azure-openai',
  read(call, { apiKey, unknownModels }) {
    checkKey(call.headers['api-key'], apiKey, () => {
      const message = 'Access denied due to invalid subscription key or wrong API endpoint.';
      return new VendorError('authentication', message, { code: '401' });
    });
    const version = call.query.get('api-version') ?? '';
    if (!/^\d{4}-\d\d-\d\d(-preview)?$/.test(version))
      throw new VendorError('not-found', 'Resource not found', { code: '404' });
    const deployment = /^\/openai\/deployments\/([^/]+)\//.exec(call.path)?.[1] ?? '';
    if (unknownModels.includes(deployment)) {
      const message = 'The API deployment for this resource does not exist.';
      throw new VendorError('model-not-found', message, { code: 'DeploymentNotFound' });
    }
    const understood = readChat(call, deployment);
    if (understood.structured === 'json_schema' && version < FIRST_WITH_SCHEMA) {
      const message = `response_format value as json_schema is enabled only for api versions ${FIRST_WITH_SCHEMA}-preview and later`;
      throw new VendorError('bad-request', message, { param: 'response_format' });
    }
    new Fields(call.body, [], openAiComplaints).optionalString('model');
    return understood;
  },
  /** A filter that stops the answer before its first word is an error of status 400. */
  answer(answer, request) {
    if (answer.finish !== 'filter' || answer.text !== '') return chatAnswer(answer, request);
    throw new VendorError(
      'filtered',
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
      { param: 'prompt' },
    );
  },
  error(error, index) {
    const reply = openAiError(error, index);
    if (error.kind !== 'filtered') return reply;
    const filtered = { filtered: true, severity: 'high' };
    const innererror = { code: 'ResponsibleAIPolicyViolation', content_filter_result: { violence: filtered } };
    return { ...reply, body: { error: { ...(reply.body as { error: object }).error, status: 400, innererror } } };
  },
};
