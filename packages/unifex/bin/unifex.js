#!/usr/bin/env node
/* Old syntax on purpose: on a Node that is too old this file still has to run far enough to say so in one line. */
var needed = [22, 13];
var found = process.versions.node;
var parts = found.split('.');
var major = Number(parts[0]);
var minor = Number(parts[1]);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    'unifex: Node.js ' +
      needed.join('.') +
      ' or newer is needed, this is ' +
      found +
      '. Get one from https://nodejs.org, or run: npx -p node@24 -p unifex unifex [RUNTIME_UNSUPPORTED]\n',
  );
  process.exitCode = 2;
} else {
  /* Compiled code is kept between runs, as tsc does (NODE_DISABLE_COMPILE_CACHE=1 says no): a sixth of the time of a one-page
     document. Not imported above, because an old Node does not have it and would stop there. */
  process.getBuiltinModule('node:module').enableCompileCache();
  import('../dist/cli.js').then(function (cli) {
    return cli.main();
  });
}
