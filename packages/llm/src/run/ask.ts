import type { LlmPart, LlmRequest, LlmResponse, LlmTurn } from '../adapter.ts';
import type { PreparedSchema, Unwrapped } from '../contracts.ts';
import { LlmError, type ValidationIssue } from '../errors.ts';
import { send, type Spending, type Transport } from '../transport/send.ts';
import type { FinishReason, LlmWarning, OutputMode } from '../types.ts';
import { parseJson } from './parse-json.ts';
import { feedbackPart } from './prompt.ts';
import type { Way, Ways } from './ways.ts';

/** How often one request may be mended (a parameter dropped, a rung gone down) before its refusal stands. */
const MAX_MENDED = 6;
/** Where neither the caller nor the answer says how long it may be. */
const FALLBACK_LIMIT = 4096;

/** A model and how it is to be asked, for all questions of a run. */
export interface Asking {
  readonly transport: Transport;
  readonly schema: PreparedSchema;
  readonly ways: Ways;
  readonly maxRetries: number;
  readonly maxOutputTokens: number | undefined;
  readonly timeoutMs: number;
}

/** What is asked about a page, or several. */
export interface Question {
  readonly system: string;
  /** The user's turn, which depends on the way only where the schema goes into the prompt. */
  parts(mode: OutputMode): readonly LlmPart[];
  /** The same with images of half the size; undefined where there is nothing to make smaller. */
  smaller?(): Promise<Question | undefined>;
}

/** What has become known of a question, whether it was answered or not. */
export interface Account extends Spending {
  finishReason: FinishReason | null;
  rawText: string | null;
  readonly warnings: LlmWarning[];
}

export interface Answer extends Unwrapped {
  /** As the schema gave it, after its transforms. */
  readonly data: unknown;
}

/**
 * Asks until the answer is valid: what is wrong with one goes back to the model, an answer that was cut off is asked for again
 * with room for twice as much, once.
 * @throws LlmError, UnifexError `ABORTED`
 */
export async function ask(asking: Asking, question: Question, account: Account, signal: AbortSignal): Promise<Answer> {
  let asked = question;
  let limit = asking.maxOutputTokens ?? asking.transport.adapter.defaultMaxOutputTokens;
  let raised = false;
  let feedback: readonly LlmTurn[] = [];
  for (let corrections = 0; ;) {
    let response: LlmResponse;
    try {
      ({ response, question: asked } = await answered(asking, asked, feedback, limit, account, signal));
    } catch (error) {
      // The model cannot write as much as twice the limit: then it stays with what it was.
      if (raised && error instanceof LlmError && error.code === 'BAD_REQUEST') throw truncated(asking, account, error);
      throw error;
    }
    account.finishReason = response.finishReason;
    account.rawText = response.text;
    stopOn(asking, response, account);
    if (response.finishReason === 'length') {
      if (raised) throw truncated(asking, account);
      raised = true;
      // The model cannot write more than it has written.
      if (limit !== undefined && asking.ways.outputLimit(2 * limit)! <= limit) throw truncated(asking, account);
      limit = 2 * (limit ?? (response.usage.outputTokens || FALLBACK_LIMIT));
      continue;
    }
    const checked = await check(asking.schema, response.text);
    if ('data' in checked) return checked;
    if (corrections >= asking.maxRetries) throw invalid(asking, checked, account);
    corrections += 1;
    feedback = [
      { role: 'assistant', parts: [{ type: 'text', text: response.text?.trim() ? response.text : '(no answer)' }] },
      { role: 'user', parts: [feedbackPart(checked.problems)] },
    ];
  }
}

/** One answer, whatever it says; requests that the server does not take as they are, are mended and sent again. */
async function answered(
  asking: Asking,
  question: Question,
  feedback: readonly LlmTurn[],
  limit: number | undefined,
  account: Account,
  signal: AbortSignal,
): Promise<{ response: LlmResponse; question: Question }> {
  let asked = question;
  for (let mended = 0; ; mended += 1) {
    const way = asking.ways.current();
    const request = requestOf(asking, asked, way, feedback, limit, signal);
    try {
      const response = await send(asking.transport, request, account);
      account.warnings.push(...(response.warnings ?? []));
      return { response, question: asked };
    } catch (error) {
      if (!(error instanceof LlmError) || mended >= MAX_MENDED) throw error;
      if (error.remedy === 'smaller_image') {
        const smaller = await asked.smaller?.();
        if (!smaller) throw error;
        asked = smaller;
        const message = 'The server found the image too large; one of half the width and height was sent.';
        account.warnings.push({ code: 'image_downscaled', message });
      } else if (!asking.ways.mend(error, way, request)) throw error;
    }
  }
}

function requestOf(
  { schema, ways, timeoutMs }: Asking,
  question: Question,
  way: Way,
  feedback: readonly LlmTurn[],
  limit: number | undefined,
  signal: AbortSignal,
): LlmRequest {
  const { mode, temperature, otherTokenField } = way;
  const maxOutputTokens = ways.outputLimit(limit);
  const sent = mode === 'json_schema' ? schema.strict : mode === 'tool' ? schema.plain : undefined;
  return {
    system: question.system,
    turns: [{ role: 'user', parts: question.parts(mode) }, ...feedback],
    output: { mode, name: schema.name, ...(sent ? { schema: sent } : {}) },
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    otherTokenField,
    signal,
    timeoutMs,
  };
}

/** @throws LlmError for answers that another turn would not change */
function stopOn({ transport }: Asking, { finishReason, refusal, text }: LlmResponse, account: Account): void {
  const { provider, model } = transport.adapter;
  const facts = { provider, model, attempts: account.requests, ...(text === null ? {} : { rawText: text }) };
  const said = transport.redactor.text(refusal ?? '') || 'no reason given';
  if (finishReason === 'refusal')
    throw new LlmError('REFUSAL', `${provider}/${model} refused to answer: ${said}`, facts);
  if (finishReason === 'filter') {
    throw new LlmError('CONTENT_FILTERED', `A filter of ${provider} held the answer of ${model} back: ${said}`, facts);
  }
}

type Checked =
  Answer | { readonly problems: readonly string[]; readonly issues: readonly ValidationIssue[] | undefined };

/** @throws LlmError `VALIDATOR_THREW` */
async function check(schema: PreparedSchema, text: string | null): Promise<Checked> {
  const parsed = text === null ? undefined : parseJson(text);
  if (parsed === undefined) {
    return { problems: [text?.trim() ? 'It is no JSON.' : 'It is empty.'], issues: undefined };
  }
  if (!schema.plain && (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))) {
    return { problems: ['It is no JSON object.'], issues: undefined };
  }
  const unwrapped = schema.unwrap(parsed);
  const validated = await schema.validate(unwrapped.value);
  if (validated.success) return { ...unwrapped, data: validated.value };
  const { issues } = validated;
  const problems = issues.map(({ path, message }) => {
    const place = unwrapped.locate(path as '' | `/${string}`);
    return place === '' ? message : `${place}: ${message}`;
  });
  return { problems, issues };
}

function invalid(
  { transport }: Asking,
  { problems, issues }: Exclude<Checked, Answer>,
  { requests, rawText }: Account,
): LlmError {
  const { provider, model } = transport.adapter;
  const facts = { provider, model, attempts: requests, ...(rawText === null ? {} : { rawText }) };
  const name = `${provider}/${model}`;
  if (!issues) {
    return new LlmError('INVALID_JSON', `${name} did not answer in JSON, also after it was told so.`, facts);
  }
  const shown = transport.redactor.text(problems.slice(0, 3).join('; '), 300);
  const more = problems.length > 3 ? ` and ${problems.length - 3} more` : '';
  return new LlmError('VALIDATION_FAILED', `The answer of ${name} does not fit the schema: ${shown}${more}`, {
    ...facts,
    issues: [...issues],
  });
}

function truncated({ transport }: Asking, { requests, rawText }: Account, cause?: LlmError): LlmError {
  const { provider, model } = transport.adapter;
  return new LlmError(
    'TRUNCATED',
    `The answer of ${provider}/${model} was cut off, also with twice the room. Raise \`maxOutputTokens\`, or ask for less.`,
    { provider, model, attempts: requests, cause, ...(rawText === null ? {} : { rawText }) },
  );
}
