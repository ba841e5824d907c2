import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a path answers. A string is a body of JSON. */
export type Answer =
  | string
  | { status?: number; type?: string; body: string; headers?: Readonly<Record<string, string>> };

/** A server on this machine that answers from a table, path by path. */
export interface APIServer {
  readonly url: string;
  /** Requests so far: `GET /api 200`. */
  readonly calls: string[];
  readonly headers: IncomingHttpHeaders[];
  answers: Record<string, Answer>;
}

/** Text of a file below fixtures/api. */
export function recorded(name: string): string {
  return readFileSync(new URL(`../../fixtures/api/${name}`, import.meta.url), 'utf8');
}

/** Aggregated discovery as Kubernetes 1.36 answers it, with more groups than those that were recorded. */
export function aggregated(groups: readonly object[] = []): Record<string, Answer> {
  const type = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const headers = { vary: 'Accept', 'cache-control': 'public' };
  return {
    '/api': {
      type,
      headers: { ...headers, etag: '"core"' },
      body: recorded('api-aggregated.json'),
    },
    '/apis': {
      type,
      headers: { ...headers, etag: '"named"' },
      body: recorded('apis-aggregated.json').replace(/\]\}\s*$/, (end) =>
        [...groups.map((group) => `,${JSON.stringify(group)}`), end].join(''),
      ),
    },
  };
}

/** OpenAPI v3 documents: the index, and two documents under URLs with a hash. */
export function openapi(): Record<string, Answer> {
  const documents = JSON.parse(recorded('openapi.json')) as Record<string, unknown>;
  const paths = Object.keys(documents).map((path) => [
    path,
    { serverRelativeURL: `/openapi/v3/${path}?hash=1` },
  ]);
  const immutable = {
    'cache-control': 'public, immutable',
    expires: 'Fri, 01 Jan 2100 00:00:00 UTC',
    etag: '"1"',
    date: new Date().toUTCString(),
  };
  return {
    '/openapi/v3': {
      type: 'text/plain',
      body: JSON.stringify({ paths: Object.fromEntries(paths) }),
    },
    ...Object.fromEntries(
      Object.entries(documents).map(([path, document]) => [
        `/openapi/v3/${path}`,
        { body: JSON.stringify(document), headers: immutable },
      ]),
    ),
  };
}

/** Starts a server that lives as long as the test. What has no answer is 404. */
export async function apiServer(answers: Record<string, Answer>): Promise<APIServer> {
  const calls: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const found = api.answers[path] ?? {
      status: 404,
      type: 'text/plain',
      body: '404 page not found\n',
    };
    const answer = typeof found === 'string' ? { body: found } : found;
    const fresh =
      answer.headers?.['etag'] !== undefined &&
      answer.headers['etag'] === request.headers['if-none-match'];
    const status = fresh ? 304 : (answer.status ?? 200);
    calls.push(`${request.method} ${path} ${status}`);
    headers.push(request.headers);
    response.writeHead(status, {
      'content-type': answer.type ?? 'application/json',
      ...answer.headers,
    });
    response.end(fresh ? '' : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const api = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    headers,
    answers,
  };
  return api;
}
