import { LlmError } from '../errors.ts';

/** The vendors' packages, at the major version that this package is written for. */
const PACKAGES = { openai: '7', '@anthropic-ai/sdk': '1', '@google/genai': '3' } as const;
export type SdkPackage = keyof typeof PACKAGES;

/**
 * Runs the import of a vendor's SDK, on first use: they are large, optional, and nobody needs all of them.
 * @throws LlmError `MISSING_DEPENDENCY` with the `npm install` line
 */
export async function loadSdk<T>(name: SdkPackage, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const install = `npm install ${name}@${PACKAGES[name]}`;
    const missing = (error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND' || isNotFound(error);
    const what = missing ? `The package ${name} is not installed` : `The package ${name} could not be loaded`;
    throw new LlmError('MISSING_DEPENDENCY', `${what}. Run: ${install}`, {
      cause: error,
      details: { package: name, install },
    });
  }
}

/** As bundlers and test runners word it. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && /cannot find (?:package|module)|failed to resolve/i.test(error.message);
}
