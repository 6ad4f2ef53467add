/** The command `unifex` on the sources of the packages, so that the first look at a fresh clone waits for no build. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.ts';

const cli = (await import(pathToFileURL(join(ROOT, 'packages/unifex/src/cli.ts')).href)) as { main(): Promise<void> };
await cli.main();
