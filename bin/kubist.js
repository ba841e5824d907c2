#!/usr/bin/env node
// Node's modules are read by getBuiltinModule: an ES import of one reads all its exports, which costs milliseconds.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `error: kubist needs Node 22.19 or newer; this is ${process.versions.node}\n`,
  );
  process.exit(1);
}
const module = process.getBuiltinModule('node:module');
module.enableCompileCache();
module
  .createRequire(import.meta.url)('../dist/process.cjs')
  .runProcess();
