import type { Server } from 'node:net';
import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { listenOnPort, parseAddresses } from './listen.ts';
import { Session } from './session.ts';
import type { ForwardTarget } from './target.ts';

/** How to forward. */
export interface ForwardOptions {
  readonly addresses: readonly string[];
  /** Look for another pod when this one goes. */
  readonly reconnect: boolean;
}

/** Listens, and forwards what connects, until Ctrl-C or until the pod is lost. */
export async function forwardPorts(
  context: Context,
  find: (lasting: boolean) => Promise<ForwardTarget>,
  { addresses: texts, reconnect }: ForwardOptions,
): Promise<void> {
  const { signal } = context;
  const target = await find(false);
  const addresses = parseAddresses(texts);
  const ports = target.ports();
  const session = new Session(context, target, reconnect ? () => find(true) : undefined);
  const servers: Server[] = [];
  const { out, err } = context.streams;
  try {
    await session.start();
    for (const port of ports) {
      try {
        const opened = await listenOnPort(port, addresses, {
          listening: (line) => out.write(line),
          connection: (socket, local, to) => void session.carry(socket, local, to),
        });
        servers.push(...opened);
      } catch (error) {
        await err.write(`Unable to listen on port ${port.local}: ${(error as Error).message}\n`);
      }
    }
    if (servers.length === 0) {
      const list = ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ');
      throw new KubistError(`unable to listen on any of the requested ports: [${list}]`);
    }
    await session.untilLost(signal);
  } finally {
    for (const server of servers) server.close();
    await session.end();
  }
}
