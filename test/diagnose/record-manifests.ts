/**
 * Records what a real server says of manifests, in dry runs: `node test/diagnose/record-manifests.ts --kubeconfig X
 * --kubectl Y`. It goes to fixtures/manifests/refusals.json.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kubist } from '../helpers/run-kubist.ts';
import { reference } from '../parity/fixtures.ts';
import { call, readTarget, type Target } from '../parity/target.ts';
import { CASES, NAMESPACE, SETUP } from './rules/manifest-cases.ts';

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string', default: process.env['KUBIST_TEST_KUBECONFIG'] ?? '' },
    kubectl: { type: 'string', default: process.env['KUBIST_TEST_KUBECTL'] ?? 'kubectl' },
  },
});

interface Recorded {
  code: number;
  body: unknown;
}

/** Asks the server what was asked here, and notes what is about objects of the namespace. */
async function forward(
  target: Target,
  incoming: IncomingMessage,
  notes: Record<string, Recorded>,
): Promise<{ code: number; type: string; body: Buffer }> {
  const sent = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>));
  const { method = 'GET', url = '' } = incoming;
  const { host: _, ...headers } = incoming.headers;
  const answer = await new Promise<{ code: number; type: string; body: Buffer }>((done, fail) => {
    const outgoing = request(
      target.server + url,
      { ...target.tls, method, headers: { ...headers, ...target.headers, 'accept-encoding': '' } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          done({
            code: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    outgoing.on('error', fail);
    outgoing.end(sent);
  });
  const { pathname, searchParams } = new URL(url, 'http://server');
  const isOfObject = /\/namespaces\/[^/]+\/[a-z]+\/[^/]+$/.test(pathname);
  if (method !== 'GET' && searchParams.get('dryRun') !== 'All') throw new Error(`${method} ${url}`);
  if (method !== 'GET' || isOfObject)
    notes[`${method} ${pathname}`] = {
      code: answer.code,
      body: slim(JSON.parse(String(answer.body))),
    };
  return answer;
}

/** Without who set which field. */
function slim(body: { metadata?: object; status?: unknown; kind?: string }): unknown {
  if (body.kind === 'Status') return body;
  const { metadata, status: _, ...rest } = body;
  return { ...rest, metadata: { ...metadata, managedFields: [] } };
}

const work = mkdtempSync(join(tmpdir(), 'kubist-record-'));
const target = await readTarget(resolve(values.kubeconfig), values.kubectl, work);
const recorded: Record<string, Record<string, Recorded>> = {};
let notes: Record<string, Recorded> = {};
const server = createServer((incoming, response) => {
  void forward(target, incoming, notes).then(({ code, type, body }) =>
    response.writeHead(code, { 'content-type': type }).end(body),
  );
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
try {
  await reference(target, ['create', 'namespace', NAMESPACE]);
  await reference(target, ['apply', '-n', NAMESPACE, '-f', '-'], SETUP);
  for (const { name, manifest } of CASES) {
    notes = {};
    const file = join(work, 'web.yaml');
    writeFileSync(file, manifest);
    const { port } = server.address() as AddressInfo;
    const { out } = await kubist(
      ['diagnose', '-f', file, '-n', NAMESPACE, '-s', `http://127.0.0.1:${port}`],
      { env: { HOME: work } },
    );
    recorded[name] = notes;
    console.log(`${name}:\n${out}`);
  }
  const path = new URL('../../fixtures/manifests/refusals.json', import.meta.url);
  writeFileSync(path, `${JSON.stringify(recorded)}\n`);
} finally {
  await call(target, 'DELETE', `/api/v1/namespaces/${NAMESPACE}`);
  server.closeAllConnections();
  server.close();
  rmSync(work, { recursive: true, force: true });
}
