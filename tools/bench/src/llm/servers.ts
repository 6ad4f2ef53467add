import { startFakeLlm, type AcceptedRequest } from '@unifex/llm-fakes';

/** How long the model takes to answer. */
export const LATENCY_MS = 100;

export interface Servers extends AsyncDisposable {
  readonly slowUrl: string;
  readonly fastUrl: string;
}

/** A server that answers after {@link LATENCY_MS}, and one that answers at once. They run in this process, not in the measured one. */
export async function startServers(): Promise<Servers> {
  const slow = await startFakeLlm({ truth, latencyMs: LATENCY_MS, record: false });
  const fast = await startFakeLlm({ truth, record: false });
  return {
    slowUrl: `${slow.url}/compatible/v1`,
    fastUrl: `${fast.url}/compatible/v1`,
    async [Symbol.asyncDispose]() {
      await slow[Symbol.asyncDispose]();
      await fast[Symbol.asyncDispose]();
    },
  };
}

/** The heading of the page and the word after it, where the request has text; of an image the fake reads nothing. */
function truth({ understood: { turns } }: AcceptedRequest): object {
  const [, title = 'unknown', first = 'unknown'] = /^\| (\d+\. .+)\n\| (\S+)/m.exec(turns[0]?.text ?? '') ?? [];
  return { title, first };
}
