import type { Duplex } from 'node:stream';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Fault, FaultStatus } from './case.ts';
import type { Target } from './target.ts';

/** A request as a client sent it. */
export interface Sent {
  method: string;
  /** Path with the query, undecoded. */
  url: string;
  contentType: string;
  body: string;
}

/** A plain-HTTP reverse proxy to the API server that keeps what passes. */
export interface Proxy {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  /** Requests since the last call. */
  take(): Sent[];
  /** From now on these requests go wrong. */
  fail(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

/** Starts a recording proxy on a free port. It adds the administrator's credentials where a request has none. */
export async function startProxy(target: Target): Promise<Proxy> {
  let sent: Sent[] = [];
  let faults: { fault: Fault; left: number }[] = [];
  const faultOf = ({ method, url }: IncomingMessage): Fault['answer'] | undefined => {
    const found = faults.find(({ fault, left }) => left > 0 && fault.on.test(`${method} ${url}`));
    if (found !== undefined) found.left--;
    return found?.fault.answer;
  };
  const record = (incoming: IncomingMessage): Sent => {
    const entry = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      contentType: incoming.headers['content-type'] ?? '',
      body: '',
    };
    sent.push(entry);
    return entry;
  };
  const forward = (incoming: IncomingMessage): ReturnType<typeof request> => {
    const own = incoming.headers.authorization !== undefined;
    const { cert, key, ...anonymous } = target.tls;
    return request(target.server + incoming.url, {
      ...(own ? anonymous : { ...anonymous, cert, key }),
      method: incoming.method,
      headers: { ...target.headers, ...incoming.headers, host: new URL(target.server).host },
    });
  };

  const server: Server = createServer((incoming, outgoing) => {
    const entry = record(incoming);
    const fault = faultOf(incoming);
    const body: Buffer[] = [];
    if (typeof fault === 'object') {
      incoming.on('data', (chunk: Buffer) => body.push(chunk));
      incoming.on('end', () => {
        entry.body = Buffer.concat(body).toString();
        answer(outgoing, fault);
      });
      return;
    }
    const upstream = forward(incoming);
    incoming.on('data', (chunk: Buffer) => {
      body.push(chunk);
      entry.body = Buffer.concat(body).toString();
    });
    incoming.pipe(upstream);
    upstream.on('response', (reply) => {
      if (fault === 'reset') {
        reply.resume().on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      // A watch sends nothing for long; the client waits for the headers.
      outgoing.flushHeaders();
      reply.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
  });
  const switched = new Set<Duplex>();
  // exec, attach, port-forward: after the switch of protocols the bytes pass unread.
  server.on('upgrade', (incoming, client, head) => {
    record(incoming);
    const fault = faultOf(incoming);
    if (fault === 'reset') return void client.destroy();
    if (fault !== undefined && 'code' in fault) return void client.end(refusalText(fault));
    const upstream = forward(incoming);
    switched.add(client);
    client.on('close', () => switched.delete(client));
    upstream.on('upgrade', (reply, socket, first) => {
      client.on('close', () => socket.destroy());
      const lines = [`HTTP/1.1 ${reply.statusCode} ${reply.statusMessage}`];
      for (let i = 0; i < reply.rawHeaders.length; i += 2)
        lines.push(`${reply.rawHeaders[i]}: ${reply.rawHeaders[i + 1]}`);
      client.write(`${lines.join('\r\n')}\r\n\r\n`);
      client.write(first);
      socket.write(head);
      socket.pipe(client).pipe(socket);
      socket.on('error', () => client.destroy());
      client.on('error', () => socket.destroy());
    });
    upstream.on('response', (reply) => {
      const lines = [`HTTP/1.1 ${reply.statusCode} ${reply.statusMessage}`, 'connection: close'];
      for (const name of ['content-type', 'content-length']) {
        if (reply.headers[name]) lines.push(`${name}: ${String(reply.headers[name])}`);
      }
      client.write(`${lines.join('\r\n')}\r\n\r\n`);
      reply.pipe(client);
    });
    upstream.on('error', () => client.destroy());
    upstream.end();
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
    fail(wanted) {
      faults = wanted.map((fault) => ({ fault, left: fault.times ?? Infinity }));
    },
    // Not awaited: a connection that has switched protocols is not the server's any more, and it would wait for it.
    async close() {
      server.close();
      server.closeAllConnections();
      for (const socket of switched) socket.destroy();
    },
  };
}

/** Answers with an object or with a Status, as the API server would. */
function answer(outgoing: ServerResponse, fault: Exclude<Fault['answer'], 'reset'>): void {
  const object =
    'object' in fault
      ? fault.object
      : { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', ...fault };
  outgoing.writeHead('object' in fault ? 200 : fault.code, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(object));
}

/** A Status in place of a switch of protocols. */
function refusalText(fault: FaultStatus): string {
  const body = JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    ...fault,
  });
  return `HTTP/1.1 ${fault.code} No\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
