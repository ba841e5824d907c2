#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`error: kubist needs Node 22.19 or newer; this is ${process.versions.node}\n`);
  process.exit(1);
}
module.enableCompileCache?.();
const { runProcess } = await import('../dist/process.js');
await runProcess();
