import type { RESTClient, RESTRequest } from '../client.ts';
import type { TransportSocket } from '../transport/transport.ts';
import { pingFrame } from './frames.ts';

/** Milliseconds between pings: the reference's. */
const PING_PERIOD = 5000;

/**
 * A connection that speaks SPDY/3.1 after a POST, as clients did before WebSockets: servers before 1.31 forward ports in
 * no other way, some proxies let nothing else through, and a role that allows `create` and not `get` allows this alone.
 * As long as its messages are read it pings, so that nothing on the way takes it for idle. Answers are not insisted on:
 * a server that waits for a slow process to read its input does not answer. Rejects with what the server says instead.
 */
export async function connectSPDY(
  client: RESTClient,
  request: RESTRequest,
  protocols: readonly string[],
): Promise<TransportSocket> {
  const socket = await client.upgradeByPost(request, protocols);
  return {
    ...socket,
    async receive(sink) {
      let id = 1;
      const timer = setInterval(() => {
        socket.send(pingFrame(id)).catch(() => undefined);
        id += 2;
      }, PING_PERIOD);
      timer.unref();
      try {
        await socket.receive(sink);
      } finally {
        clearInterval(timer);
      }
    },
  };
}
