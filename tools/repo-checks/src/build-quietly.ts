import { runQuietly } from './run-quietly.ts';

// Nx knows what is stale, so that this costs a second when nothing is. The note comes only when there is something to wait for.
const note = setTimeout(() => process.stderr.write('Building the packages…\n'), 2500);
const build = await runQuietly('nx', ['run-many', '-t', 'build', '--output-style=static']);
clearTimeout(note);
if (!build.ok) {
  process.stderr.write(`${build.log}\nThe build failed: see above.\n`);
  process.exitCode = 1;
}
