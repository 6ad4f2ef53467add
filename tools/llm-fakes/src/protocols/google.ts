import { readImage, readPdf } from '../media/media-part.ts';
import { Fields, type Complaints, type Path } from '../request/fields.ts';
import type { FakeTurn, UnderstoodRequest } from '../request/fake-request.ts';
import { checkGoogleSchema } from '../schema/google-rules.ts';
import { SchemaProblem } from '../schema/walk.ts';
import { retryHeaders, retryInfo, VendorError, type FailureKind } from '../vendor-error.ts';
import { checkKey, ok, type FakeUsage, type Protocol } from './protocol.ts';
import { turn, type Part } from './turns.ts';

const PARAMETERS = [
  'contents',
  'systemInstruction',
  'generationConfig',
  'tools',
  'toolConfig',
  'safetySettings',
  'cachedContent',
  'labels',
];
const GENERATION = [
  ...[
    'temperature',
    'maxOutputTokens',
    'responseMimeType',
    'responseJsonSchema',
    'responseSchema',
    'candidateCount',
    'topP',
    'topK',
  ],
  ...[
    'seed',
    'stopSequences',
    'thinkingConfig',
    'mediaResolution',
    'presencePenalty',
    'frequencyPenalty',
    'responseModalities',
  ],
  ...['responseLogprobs', 'logprobs', 'speechConfig'],
];

/** Protocol buffers' path of a field: `contents[0].parts[1]`. */
function pathOf(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

const complaints: Complaints = {
  missing: (path) => bad(`* ${pathOf(path)}: ${String(path.at(-1))} is not specified`),
  unknown: (path) => {
    const at = path.length > 1 ? ` at '${pathOf(path.slice(0, -1))}'` : '';
    return bad(`Invalid JSON payload received. Unknown name "${String(path.at(-1))}"${at}: Cannot find field.`);
  },
  invalid: (path, problem) => bad(`Invalid value at '${pathOf(path)}': ${problem}`),
};

function bad(message: string): VendorError {
  return new VendorError('bad-request', message);
}

/** Google, `POST /v1/models/{model}:generateContent` and the same under `/v1beta`. */
export const google: Protocol = {
  name: 'google',
  read(call, { apiKey, unknownModels }) {
    checkKey(call.headers['x-goog-api-key'] ?? call.query.get('key') ?? undefined, apiKey, (problem) => {
      if (problem === 'wrong')
        return new VendorError('authentication', 'API key not valid. Please pass a valid API key.');
      const message = "Method doesn't allow unregistered callers (callers without established identity).";
      return new VendorError('permission', message);
    });
    const [, version = '', model = ''] = /^\/(v1|v1beta)\/models\/([^/:]+):generateContent$/.exec(call.path) ?? [];
    // The aliases of the latest models exist in the beta alone.
    if (unknownModels.includes(model) || (version === 'v1' && model.endsWith('-latest'))) {
      const message = `models/${model} is not found for API version ${version}, or is not supported for generateContent.`;
      throw new VendorError('model-not-found', message);
    }
    const fields = new Fields(call.body, [], complaints).only(...PARAMETERS);
    const config = (fields.optionalObject('generationConfig') ?? new Fields({}, [], complaints)).only(...GENERATION);
    const temperature = config.number('temperature', 0, 2);
    const maxOutputTokens = config.integer('maxOutputTokens', 1);
    return {
      model,
      system: fields.has('systemInstruction')
        ? readContent(fields.object('systemInstruction'), ['user', 'system']).text
        : '',
      turns: fields.objects('contents').map((content) => readContent(content, ['user', 'model'])),
      ...readFormat(fields, config),
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    };
  },
  answer({ text, finish, usage }, { index, understood }) {
    const common = { usageMetadata: googleUsage(usage), modelVersion: understood.model, responseId: `fake-${index}` };
    // A prompt that is blocked has no candidates at all.
    if (finish === 'refusal')
      return ok({ ...common, promptFeedback: { blockReason: 'PROHIBITED_CONTENT', blockReasonMessage: text } });
    const reason = { stop: 'STOP', length: 'MAX_TOKENS', context: 'MAX_TOKENS', filter: 'SAFETY' }[finish];
    const part =
      understood.toolName === undefined
        ? { text }
        : { functionCall: { name: understood.toolName, args: JSON.parse(text) as unknown } };
    const content = finish === 'filter' ? {} : { content: { role: 'model', parts: [part] } };
    return ok({ ...common, candidates: [{ ...content, finishReason: reason, index: 0 }] });
  },
  error: ({ kind, message, details }) => {
    const { status, name } = KINDS[kind];
    const code = details.status ?? status;
    const more = [...retryInfo(details), ...reasonsOf(kind)];
    const body = { error: { code, message, status: name, ...(more.length > 0 ? { details: more } : {}) } };
    return { status: code, headers: retryHeaders(details), body };
  },
};

function readContent(content: Fields, roles: readonly string[]): FakeTurn {
  content.only('role', 'parts');
  const role = content.has('role') ? content.oneOf('role', roles) : 'user';
  return turn(role === 'model' ? 'assistant' : 'user', content.objects('parts').map(readPart));
}

function readPart(part: Fields): Part {
  part.only('text', 'inlineData', 'mediaResolution');
  if (!part.has('inlineData')) return { text: part.string('text') };
  const data = part.object('inlineData').only('mimeType', 'data', 'displayName');
  const mediaType = data.string('mimeType');
  const fail = (problem: string): Error => data.invalid('data', problem);
  if (mediaType === 'application/pdf') return { pdf: readPdf(data.string('data'), fail) };
  return { image: readImage(mediaType, data.string('data'), fail) };
}

function readFormat(fields: Fields, config: Fields): Pick<UnderstoodRequest, 'structured' | 'schema' | 'toolName'> {
  const json = config.optionalString('responseMimeType') === 'application/json';
  const schema = config.raw('responseJsonSchema');
  if (config.has('responseSchema'))
    throw config.invalid('responseSchema', 'this server reads responseJsonSchema alone');
  if (schema !== undefined) {
    if (!json)
      throw bad(
        "* GenerateContentRequest.generation_config.response_mime_type: must be 'application/json' with a response schema",
      );
    checkSchema(schema, 'generation_config.response_json_schema');
    return { structured: 'json_schema', schema: schema as UnderstoodRequest['schema'] & object };
  }
  if (!fields.has('tools')) return { structured: json ? 'json_object' : 'none' };
  if (json) throw bad("Function calling with a response mime type: 'application/json' is unsupported");
  const declaration = fields.objects('tools')[0]!.objects('functionDeclarations')[0]!;
  const parameters = declaration
    .only('name', 'description', 'parameters', 'parametersJsonSchema')
    .raw('parametersJsonSchema');
  checkSchema(parameters, 'tools[0].function_declarations[0].parameters_json_schema');
  return {
    structured: 'tool',
    schema: parameters as UnderstoodRequest['schema'] & object,
    toolName: declaration.string('name'),
  };
}

function checkSchema(schema: unknown, where: string): void {
  try {
    checkGoogleSchema(schema);
  } catch (error) {
    if (!(error instanceof SchemaProblem)) throw error;
    throw new VendorError('schema', `Invalid JSON schema at '${[where, ...error.path].join('.')}': ${error.message}`);
  }
}

/** Cached tokens are among those of the prompt; thoughts are counted apart from the candidates. */
function googleUsage({ input, cached, output, reasoning }: FakeUsage): object {
  return {
    promptTokenCount: input,
    ...(cached > 0 ? { cachedContentTokenCount: cached } : {}),
    candidatesTokenCount: output - reasoning,
    ...(reasoning > 0 ? { thoughtsTokenCount: reasoning } : {}),
    totalTokenCount: input + output,
  };
}

const KINDS: Readonly<Record<FailureKind, { status: number; name: string }>> = {
  authentication: { status: 400, name: 'INVALID_ARGUMENT' },
  permission: { status: 403, name: 'PERMISSION_DENIED' },
  'model-not-found': { status: 404, name: 'NOT_FOUND' },
  'not-found': { status: 404, name: 'NOT_FOUND' },
  'bad-request': { status: 400, name: 'INVALID_ARGUMENT' },
  schema: { status: 400, name: 'INVALID_ARGUMENT' },
  'too-large': { status: 400, name: 'INVALID_ARGUMENT' },
  'context-exceeded': { status: 400, name: 'INVALID_ARGUMENT' },
  filtered: { status: 400, name: 'INVALID_ARGUMENT' },
  'rate-limit': { status: 429, name: 'RESOURCE_EXHAUSTED' },
  quota: { status: 429, name: 'RESOURCE_EXHAUSTED' },
  overloaded: { status: 503, name: 'UNAVAILABLE' },
  'server-error': { status: 500, name: 'INTERNAL' },
};

/** What Google adds to an error, so that a program need not read its message. */
function reasonsOf(kind: FailureKind): object[] {
  if (kind === 'authentication') {
    return [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
    ];
  }
  if (kind !== 'quota') return [];
  const quotaId = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';
  return [{ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] }];
}
