import { runtimeVersion } from '#platform';
import { UnifexError } from './errors.ts';

/** Oldest Node.js that the project and its dependencies (pdfjs-dist 6 among them) run on. */
export const MINIMUM_NODE = '22.13';

/**
 * Refuses a Node.js that is too old, in one line, before something inside fails on it. Does nothing elsewhere.
 * @throws UnifexError `RUNTIME_UNSUPPORTED`
 */
export function assertRuntime(): void {
  checkNodeVersion(runtimeVersion());
}

/** The rule behind {@link assertRuntime}. @param version as in `process.versions.node`; undefined outside Node.js */
export function checkNodeVersion(version: string | undefined): void {
  if (version === undefined) return;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [minimumMajor = 0, minimumMinor = 0] = MINIMUM_NODE.split('.').map(Number);
  if (major > minimumMajor || (major === minimumMajor && minor >= minimumMinor)) return;
  throw new UnifexError(
    'RUNTIME_UNSUPPORTED',
    `unifex needs Node.js ${MINIMUM_NODE} or newer, and this is ${version}. Install a current Node.js and run it again.`,
    { details: { version, minimum: MINIMUM_NODE } },
  );
}
