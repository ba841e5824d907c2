import type { RESTClient, RESTRequest } from '../../rest/client.ts';

/** The same client, whose requests end with a signal as well. */
export function endingWith(client: RESTClient, signal: AbortSignal): RESTClient {
  const within = (request: RESTRequest): RESTRequest => ({
    ...request,
    signal: request.signal === undefined ? signal : AbortSignal.any([signal, request.signal]),
  });
  return {
    server: client.server,
    timeout: client.timeout,
    send: (request) => client.send(within(request)),
    json: (request) => client.json(within(request)),
    text: (request) => client.text(within(request)),
    watch: (request) => client.watch(within(request)),
    upgrade: (request, protocols) => client.upgrade(within(request), protocols),
    upgradeByPost: (request, protocols) => client.upgradeByPost(within(request), protocols),
    close: () => client.close(),
  };
}
