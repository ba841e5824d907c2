import { createServer, isIP, type Server, type Socket } from 'node:net';
import { KubistError } from '../../errors.ts';
import type { ForwardedPort } from './ports.ts';

/** An address to listen on. Of those that `localhost` stands for, one will do. */
export interface LocalAddress {
  readonly protocol: 'tcp4' | 'tcp6';
  readonly address: string;
  readonly optional: boolean;
}

/** Reads `--address`. Throws in the reference's words on what is neither an IP address nor `localhost`. */
export function parseAddresses(texts: readonly string[]): LocalAddress[] {
  const found = new Map<string, LocalAddress>();
  for (const text of texts) {
    const version = isIP(text);
    if (text === 'localhost') {
      found.set('127.0.0.1', { protocol: 'tcp4', address: '127.0.0.1', optional: true });
      found.set('::1', { protocol: 'tcp6', address: '::1', optional: true });
    } else if (version === 0) throw new KubistError(`${text} is not a valid IP`);
    else {
      found.set(text, {
        protocol: version === 4 ? 'tcp4' : 'tcp6',
        address: text,
        optional: false,
      });
    }
  }
  // In the order of their texts, as in the reference.
  return [...found.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** `127.0.0.1:8080`, `[::1]:8080`. */
function place(address: string, port: number): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** strerror(3) of what `bind` says, as Go prints it. */
const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'address already in use',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
  EAFNOSUPPORT: 'address family not supported by protocol',
};

/** What listening reports. */
export interface ListenEvents {
  /** A line for stdout: where connections are taken. */
  listening(line: string): Promise<void> | void;
  /** A connection to one of the ports; `local` is the port here. */
  connection(socket: Socket, local: number, port: ForwardedPort): void;
}

/** Listens on one port at all addresses. Rejects when none of them, or none of the required ones, can be had. */
export async function listenOnPort(
  port: ForwardedPort,
  addresses: readonly LocalAddress[],
  events: ListenEvents,
): Promise<Server[]> {
  const servers: Server[] = [];
  const problems: string[] = [];
  const failed = { optional: 0, required: 0 };
  const succeeded = { optional: 0, required: 0 };
  // One that is free at the first address is taken at the others too.
  let { local } = port;
  for (const { protocol, address, optional } of addresses) {
    const sort = optional ? 'optional' : 'required';
    try {
      const server = await listen(address, local, (socket) =>
        events.connection(socket, local, port),
      );
      servers.push(server);
      local = portOf(server);
      succeeded[sort]++;
      await events.listening(`Forwarding from ${place(address, local)} -> ${port.remote}\n`);
    } catch (error) {
      failed[sort]++;
      const { code = '', message } = error as NodeJS.ErrnoException;
      problems.push(
        `unable to create listener: Error listen ${protocol} ${place(address, local)}: bind: ${WORDS[code] ?? message}`,
      );
    }
  }
  if (failed.required > 0 || (failed.optional > 0 && succeeded.optional === 0)) {
    for (const server of servers) server.close();
    throw new KubistError(
      `Listeners failed to create with the following errors: [${problems.join(' ')}]`,
    );
  }
  return servers;
}

function listen(host: string, port: number, connection: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    // The end of one direction is not that of the other.
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, connection);
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
