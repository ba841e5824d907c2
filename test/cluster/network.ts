import { networkInterfaces } from 'node:os';

import { ClusterError } from './errors.ts';
import type { Network } from './instance.ts';
import { attempt, run } from './shell.ts';

/** Creates a bridge with a name and a /24 that nobody on this machine uses. */
export function createNetwork(): Network {
  const used = Object.values(networkInterfaces()).flatMap(
    (addresses) => addresses?.map(({ address }) => address) ?? [],
  );
  for (let number = 1; number < 255; number++) {
    const network: Network = { bridge: `kubist${number}`, prefix: `10.88.${number}` };
    if (used.some((address) => address.startsWith(`${network.prefix}.`))) continue;
    // Adding a name that exists fails, which settles a race of two instances.
    if (!attempt('ip', ['link', 'add', network.bridge, 'type', 'bridge']).ok) continue;
    run('ip', ['address', 'add', `${network.prefix}.1/24`, 'dev', network.bridge]);
    run('ip', ['link', 'set', network.bridge, 'up']);
    return network;
  }
  throw new ClusterError(
    'no free bridge for the pods: run `ip link` and delete the unused kubist… ones',
  );
}

/** Removes the bridge; nothing happens when it has gone. */
export function removeNetwork(network: Network): void {
  attempt('ip', ['link', 'delete', network.bridge]);
}

/** The CNI configuration that connects pods to the bridge. */
export function cniConfig(name: string, network: Network): string {
  const bridge = {
    type: 'bridge',
    bridge: network.bridge,
    isGateway: true,
    ipMasq: false,
    ipam: {
      type: 'host-local',
      ranges: [[{ subnet: `${network.prefix}.0/24` }]],
      routes: [{ dst: '0.0.0.0/0' }],
    },
  };
  return JSON.stringify({
    cniVersion: '1.0.0',
    name,
    plugins: [bridge, { type: 'portmap', capabilities: { portMappings: true } }],
  });
}
