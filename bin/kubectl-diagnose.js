#!/usr/bin/env node
// `kubectl diagnose`, as a plugin of the stock kubectl.
process.env.KUBIST_PROGRAM = 'kubectl';
process.argv.splice(2, 0, 'diagnose');
await import('./kubist.js');
