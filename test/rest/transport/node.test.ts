import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTransport } from '../../../src/rest/transport/node.ts';
import type { ConnectionTimings } from '../../../src/rest/transport/transport.ts';
import { perform, scenarios } from './scenarios.ts';
import { pem, startServers } from './servers.ts';

let servers: Awaited<ReturnType<typeof startServers>>;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

describe('on Node', () => {
  test.each(scenarios)('$name', async (scenario) => {
    expect(await perform(scenario, createTransport, servers.ports)).toEqual(scenario.want);
  });
});

test('timings tell of the phases of a new connection, and of a kept one', async () => {
  const seen: ConnectionTimings[] = [];
  const transport = createTransport({
    tls: { ca: pem('ca.crt'), insecureSkipVerify: false },
    onTimings: (_, timings) => void seen.push(timings),
  });
  const request = {
    method: 'GET',
    url: `https://localhost:${servers.ports['server']}/x`,
    headers: {},
  };
  await (await transport.request(request)).text();
  await (await transport.request(request)).text();
  await transport.close();
  expect(seen[0]).toMatchObject({
    address: `127.0.0.1:${servers.ports['server']}`,
    lookup: { host: 'localhost', addresses: ['127.0.0.1'] },
    reusedConnection: false,
    tls: expect.any(Number) as number,
    dial: expect.any(Number) as number,
  });
  expect(seen[1]).toMatchObject({ reusedConnection: true });
});
