import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { aggregated } from '../discovery/api-server.ts';
import { run as runProgram } from '../../src/main.ts';
import { kubist, memoryIn, MemoryOut, type Outcome, type Setting } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';

/** Answers one request: an object as JSON, a Status with its code, bytes as they are, or an async iterable of lines. */
export type Handler = (
  url: URL,
  request: IncomingMessage,
  body: string,
) => object | AsyncIterable<object> | undefined;

/** An API server of this test, and command lines against it. */
export interface GetSetting {
  /** Paths and queries of requests, without discovery. */
  readonly asked: string[];
  /** Flags that lead to the server. */
  readonly flags: readonly string[];
  readonly run: (line: string | readonly string[], setting?: Setting) => Promise<Outcome>;
  /** Runs a command that never ends by itself, and presses Ctrl-C once its output matches. */
  readonly runUntil: (
    line: string,
    seen: RegExp,
    terminal?: Setting['terminal'],
  ) => Promise<Outcome>;
}

/** Starts a server with the discovery of a real cluster, and more groups of it; everything else is up to the handler. */
export async function getSetting(
  handler: Handler,
  groups: readonly object[] = [],
): Promise<GetSetting> {
  const asked: string[] = [];
  const discovery = aggregated(groups);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    const known = discovery[url.pathname];
    if (known !== undefined && typeof known !== 'string') {
      response.writeHead(200, { 'content-type': known.type ?? 'application/json' });
      response.end(known.body);
      return;
    }
    asked.push(url.pathname + url.search);
    void bodyOf(request).then((body) =>
      answer(handler(url, request, body) ?? notFound(url.pathname), response),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const home = folder();
  const flags = ['-s', `http://127.0.0.1:${port}`];
  return {
    asked,
    flags,
    async runUntil(line, seen, terminal) {
      const stop = new AbortController();
      const [out, err] = [new WatchedOut(seen, stop, terminal), new MemoryOut()];
      const exitCode = await runProgram(
        [...line.split(' '), ...flags],
        { in: memoryIn(''), out, err },
        { HOME: home },
        { program: 'kubectl', signal: stop.signal },
      );
      return { out: out.text, err: err.text, exitCode };
    },
    run: (line, setting) => {
      const words = typeof line === 'string' ? line.split(' ') : line;
      const dash = words.indexOf('--');
      const own = dash < 0 ? words : words.slice(0, dash);
      return kubist([...own, ...flags, ...words.slice(own.length)], {
        env: { HOME: home },
        program: 'kubectl',
        ...setting,
      });
    },
  };
}

/** Aborts once what was written matches. */
class WatchedOut extends MemoryOut {
  readonly #seen: RegExp;
  readonly #stop: AbortController;

  constructor(seen: RegExp, stop: AbortController, terminal: Setting['terminal']) {
    super(terminal);
    this.#seen = seen;
    this.#stop = stop;
  }

  override write(data: string | Uint8Array): void {
    super.write(data);
    if (this.#seen.test(this.text)) this.#stop.abort();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
}

async function answer(
  body: object | AsyncIterable<object>,
  response: ServerResponse,
): Promise<void> {
  if (body instanceof Uint8Array) {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(body);
    return;
  }
  const code = (body as { kind?: string; code?: number }).code;
  response.writeHead(typeof code === 'number' ? code : 200, { 'content-type': 'application/json' });
  if (Symbol.asyncIterator in body) {
    for await (const line of body) response.write(`${JSON.stringify(line)}\n`);
    response.end();
  } else response.end(JSON.stringify(body));
}

/** A NotFound as the API server words it. */
export function notFound(path: string): object {
  const [resource = '', name = ''] = path.split('/').slice(-2);
  return {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'NotFound',
    message: `${resource} "${name}" not found`,
    details: { name, kind: resource },
    code: 404,
  };
}

/** A Table of names and ages. */
export function table(names: readonly string[], metadata: object = {}): object {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '7', ...metadata },
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
      { name: 'Age', type: 'string', format: '', description: '', priority: 0 },
    ],
    rows: names.map((name) => ({
      cells: [name, '5m'],
      object: {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { name, namespace: 'default', resourceVersion: '7' },
      },
    })),
  };
}

/** A list of ConfigMaps, items without kind as servers send them. */
export function configMaps(names: readonly string[], metadata: object = {}): object {
  return {
    kind: 'ConfigMapList',
    apiVersion: 'v1',
    metadata: { resourceVersion: '7', ...metadata },
    items: names.map((name) => ({ metadata: { name, namespace: 'default' }, data: { key: name } })),
  };
}
