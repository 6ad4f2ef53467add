import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names that distributions give it, Debian's first. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Path of the Chromium that is installed here, or that the environment names (`CHROMIUM_PATH`).
 * @throws Error with the line that installs one
 */
export function findChromium(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const named = env['CHROMIUM_PATH'];
  const folders = (env['PATH'] ?? '').split(delimiter);
  const candidates = named ? [named] : NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    `${named ? `CHROMIUM_PATH names ${named}, which is no program` : 'There is no Chromium here'}. ` +
      'These tests need one: npm run test:browser:install (apt-get install chromium), or its path in CHROMIUM_PATH.',
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for this user.
    return false;
  }
}
