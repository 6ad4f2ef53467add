import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { rowsOf, shape } from './answer/shape.ts';
import { inputTokens, limited } from './answer/tokens.ts';
import { GATHER_MS, type FakeLlmOptions } from './fake-llm-options.ts';
import type { HttpReply, Protocol, ServerSettings } from './protocols/protocol.ts';
import { RateWindow } from './rate-window.ts';
import type { AcceptedRequest, FakeRequest, HttpCall, UnderstoodRequest } from './request/fake-request.ts';
import { protocolFor } from './routes.ts';
import { say, type Step } from './script.ts';
import { VendorError, type RetryAfter } from './vendor-error.ts';

/** Vendors take more; a test that sends more has lost its mind. */
const MAX_BODY = 64 * 1024 * 1024;
export const FAKE_KEY = 'sk-fake-0123456789';

/** A server that speaks the vendors' protocols on a port of this machine. */
export interface FakeLlm extends AsyncDisposable {
  readonly url: string;
  /** The key that it takes. */
  readonly apiKey: string;
  /** What arrived, in order of arrival; what was turned away too. */
  readonly requests: FakeRequest[];
  /** The most requests that were open at once. */
  readonly peakInFlight: number;
  /** Steps to be taken by the next requests, before the truth is told again. */
  enqueue(...steps: readonly Step[]): void;
}

/** Starts a server. Every request is checked as the vendor would check it, then answered by the script or with the truth. */
export async function startFakeLlm(options: FakeLlmOptions = {}): Promise<FakeLlm> {
  const requests: FakeRequest[] = [];
  const queue: Step[] = Array.isArray(options.script) ? [...(options.script as readonly Step[])] : [];
  const window = options.rateLimit ? new RateWindow(options.rateLimit) : undefined;
  const closing = new AbortController();
  const settings = settingsOf(options);
  let arrived = 0;
  let inFlight = 0;
  let peak = 0;

  const server = createServer((incoming, outgoing) => {
    peak = Math.max(peak, ++inFlight);
    outgoing.once('close', () => inFlight--);
    handle(incoming, outgoing).catch((error: unknown) => {
      if (closing.signal.aborted || outgoing.destroyed) return;
      // A fault of the fake itself: not to be taken for a vendor's error.
      outgoing.writeHead(599, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const arrivedAt = performance.now();
    const call = await readCall(incoming, url);
    const protocol = protocolFor(call.method, call.path);
    if (!protocol)
      return void outgoing
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"error":{"message":"Not found"}}');
    const read = tryRead(protocol, call);
    const understood = read instanceof VendorError ? {} : { understood: read };
    const index = arrived++;
    const request: FakeRequest = {
      ...call,
      index,
      protocol: protocol.name,
      ...understood,
      arrivedAt,
      inFlight,
      abandoned: false,
    };
    if (options.record !== false) requests.push(request);
    outgoing.once('close', () => (request.abandoned = !outgoing.writableFinished));
    const step = nextStep(request, read);
    const delay =
      (typeof options.latencyMs === 'function' ? options.latencyMs(request) : (options.latencyMs ?? 0)) +
      (step.delayMs ?? 0);
    if (delay > 0) await wait(delay, undefined, { signal: closing.signal });
    while (peak < (options.gather ?? 0) && performance.now() - arrivedAt < GATHER_MS)
      await wait(10, undefined, { signal: closing.signal });
    perform(step, request, protocol, outgoing);
  }

  function tryRead(protocol: Protocol, call: HttpCall): UnderstoodRequest | VendorError {
    try {
      if (call.bodyBytes > (options.maxBodyBytes ?? MAX_BODY))
        throw new VendorError('too-large', 'Request exceeds the maximum size');
      const understood = protocol.read(call, settings);
      const tokens = inputTokens(understood);
      const most = options.contextTokens ?? Number.MAX_SAFE_INTEGER;
      if (tokens > most) {
        throw new VendorError('context-exceeded', contextMessage(protocol, tokens, most), { param: 'messages' });
      }
      return understood;
    } catch (error) {
      if (error instanceof VendorError) return error;
      throw error;
    }
  }

  function nextStep(request: FakeRequest, read: UnderstoodRequest | VendorError): Step {
    const waitMs = window?.admit(request.arrivedAt) ?? 0;
    if (waitMs > 0) return say.rateLimited(retryAfter(waitMs, options));
    if (read instanceof VendorError) return { kind: 'fail', error: read };
    const scripted = typeof options.script === 'function' ? options.script(request as AcceptedRequest) : undefined;
    return scripted ?? queue.shift() ?? say.truth();
  }

  function perform(step: Step, request: FakeRequest, protocol: Protocol, outgoing: ServerResponse): void {
    if (step.kind === 'hang') return;
    if (step.kind === 'reset') return void outgoing.destroy();
    if (step.kind === 'raw') {
      request.status = step.status;
      return void outgoing.writeHead(step.status, { 'content-type': step.contentType }).end(step.body);
    }
    const reply = replyTo(step, request, protocol);
    request.status = reply.status;
    outgoing
      .writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
      .end(JSON.stringify(reply.body));
  }

  function replyTo(
    step: Extract<Step, { kind: 'answer' | 'fail' }>,
    request: FakeRequest,
    protocol: Protocol,
  ): HttpReply {
    try {
      if (step.kind === 'fail') throw step.error;
      const { understood } = request as AcceptedRequest;
      const text = step.text ?? JSON.stringify('value' in step ? step.value : truth(request as AcceptedRequest));
      return protocol.answer(limited(text, step.finish ?? 'stop', understood, step.usage), request as AcceptedRequest);
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      request.complaint = error.message;
      return protocol.error(error, request.index);
    }
  }

  function truth(request: AcceptedRequest): unknown {
    const value = options.truth?.(request) ?? {};
    const { schema, turns } = request.understood;
    return schema ? shape(schema, value, rowsOf(turns.map(({ text }) => text).join('\n'))) : value;
  }

  return {
    url,
    apiKey: settings.apiKey,
    requests,
    get peakInFlight() {
      return peak;
    },
    enqueue: (...steps) => void queue.push(...steps),
    async [Symbol.asyncDispose]() {
      closing.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function settingsOf({ apiKey, unknownModels, compatible }: FakeLlmOptions): ServerSettings {
  return {
    apiKey: apiKey ?? FAKE_KEY,
    unknownModels: unknownModels ?? ['no-such-model'],
    compatible: { structured: 'json_schema', images: true, tokenField: 'both', temperature: true, ...compatible },
  };
}

async function readCall(incoming: IncomingMessage, base: string): Promise<HttpCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const { pathname, searchParams } = new URL(incoming.url ?? '/', base);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(pathname),
    query: searchParams,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: parse(bytes),
    bodyBytes: bytes.length,
  };
}

/** A body that is no JSON is no object either, which every protocol complains of. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function retryAfter(ms: number, { rateLimit }: FakeLlmOptions): RetryAfter | undefined {
  const form = rateLimit?.form ?? 'none';
  return form === 'none' ? undefined : { ms, form };
}

function contextMessage({ name }: Protocol, tokens: number, most: number): string {
  if (name === 'anthropic') return `prompt is too long: ${tokens} tokens > ${most} maximum`;
  if (name === 'google')
    return `The input token count (${tokens}) exceeds the maximum number of tokens allowed (${most}).`;
  return `This model's maximum context length is ${most} tokens. However, your messages resulted in ${tokens} tokens.`;
}
