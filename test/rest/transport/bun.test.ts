import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarios } from './scenarios.ts';
import { startServers } from './servers.ts';

const bun = fileURLToPath(new URL('../../../node_modules/.bin/bun', import.meta.url));
const script = fileURLToPath(new URL('bun-scenarios.ts', import.meta.url));

/** All scenarios in one process of bun, against servers of this one. */
describe.skipIf(!existsSync(bun))('on bun', () => {
  let servers: Awaited<ReturnType<typeof startServers>>;
  let results: Record<string, unknown> = {};
  beforeAll(async () => {
    servers = await startServers();
    const { stdout } = await promisify(execFile)(bun, [script, JSON.stringify(servers.ports)], {
      timeout: 20_000,
    });
    results = JSON.parse(stdout) as Record<string, unknown>;
  }, 25_000);
  afterAll(() => servers.stop());

  test.each(scenarios)('$name', ({ name, want, onBun = want }) => {
    expect(results[name]).toEqual(onBun);
  });
});
