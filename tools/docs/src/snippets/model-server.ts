import { startFakeLlm, type FakeLlm } from '@unifex/llm-fakes';

/** What models say of `invoice.pdf`, whose fields pages ask for by these names; of any other document they say the same. */
const INVOICE = {
  seller: 'Halden & Voss',
  number: 'HV-2026-0412',
  date: '2026-03-16',
  total: 9167.46,
  discount: 12.5,
  items: [
    { article: '9001', description: 'Handbook “Aligning Optical Benches”', amount: 192.6 },
    { article: '9014', description: 'Star atlas, laminated', amount: 97 },
    { article: '9500', description: 'Calibration certificate', amount: 290 },
    { article: '9900', description: 'Insured transport to Èze', amount: 186 },
  ],
};

/** A server on this machine that stands in for the vendors of language models, and the environment that leads to it. */
export async function serveModels(): Promise<{ server: FakeLlm; env: Record<string, string> }> {
  const server = await startFakeLlm({ truth: () => INVOICE });
  const { url, apiKey } = server;
  return {
    server,
    env: {
      OPENAI_API_KEY: apiKey,
      OPENAI_BASE_URL: `${url}/v1`,
      ANTHROPIC_API_KEY: apiKey,
      ANTHROPIC_BASE_URL: url,
      GOOGLE_API_KEY: apiKey,
      GOOGLE_GEMINI_BASE_URL: url,
    },
  };
}
