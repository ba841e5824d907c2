import type { GVR, JSONObject } from '../../api/types.ts';
import { isIPv4 } from 'node:net';
import { Refusal } from '../answer.ts';
import { listAt, textAt, textOf } from '../values.ts';
import { fill, maps } from './defaults/fill.ts';
import type { MemorySource } from './memory.ts';

/** Ports of nodes, by default. */
const NODE_PORTS = { from: 30_000, count: 2768 };

/** Gives a service its address, and ports of nodes where its type has them; `uid` is its own. Changes the spec. */
export async function allocateAddress(
  spec: JSONObject,
  services: GVR,
  source: MemorySource,
  uid = '',
): Promise<void> {
  const type = textOf(spec['type']);
  if (type === 'ExternalName') return;
  const all = (await source.resource(services))?.items.map(({ object }) => object) ?? [];
  const others = all.filter(({ metadata }) => metadata?.uid !== uid);
  const used = new Set(others.flatMap((object) => listAt(object, ['spec', 'clusterIPs'])));
  if (textOf(spec['clusterIP']) === '') {
    const address = freeAddress(await serviceRange(source, others), used);
    if (address !== undefined) spec['clusterIP'] = address;
  }
  const address = spec['clusterIP'];
  if (address !== undefined && address !== 'None' && used.has(address)) {
    throw new Refusal(
      422,
      'Invalid',
      `Service is invalid: spec.clusterIPs: Invalid value: ["${textOf(address)}"]: failed to allocate IP ${textOf(address)}: provided IP is already allocated`,
    );
  }
  if (address !== undefined) fill(spec, { clusterIPs: [address] });
  fill(spec, { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  if (type !== 'NodePort' && type !== 'LoadBalancer') return;
  const ports = new Set(
    others.flatMap((object) =>
      maps(listAt(object, ['spec', 'ports'])).map((one) => one['nodePort']),
    ),
  );
  let next = NODE_PORTS.from + Math.floor(Math.random() * NODE_PORTS.count);
  for (const port of maps(spec['ports'])) {
    if (port['nodePort'] !== undefined) continue;
    while (ports.size < NODE_PORTS.count && ports.has(next))
      next = next + 1 < NODE_PORTS.from + NODE_PORTS.count ? next + 1 : NODE_PORTS.from;
    ports.add(next);
    port['nodePort'] = next;
  }
}

/** The range of services' addresses, `10.96.0.0/16`: as the cluster says, or else around the address of its API. */
async function serviceRange(
  source: MemorySource,
  services: readonly object[],
): Promise<string | undefined> {
  const ranges = await source.resource({
    group: 'networking.k8s.io',
    version: 'v1',
    resource: 'servicecidrs',
  });
  const said = ranges?.items.flatMap(({ object }) => listAt(object, ['spec', 'cidrs'])) ?? [];
  const found = said.map(textOf).find((range) => isIPv4(range.split('/')[0] ?? ''));
  if (found !== undefined) return found;
  const addresses = services.map((object) => textAt(object, ['spec', 'clusterIP']));
  const some = addresses.find((address) => isIPv4(address));
  return some === undefined ? undefined : `${some.split('.').slice(0, 2).join('.')}.0.0/16`;
}

function freeAddress(range: string | undefined, used: ReadonlySet<unknown>): string | undefined {
  if (range === undefined) return undefined;
  const [base = '', bits = '16'] = range.split('/');
  const first = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  for (let tries = 0; tries < 1000; tries++) {
    const number = first + 1 + Math.floor(Math.random() * Math.max(size - 2, 1));
    const address = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
    if (!used.has(address)) return address;
  }
  return undefined;
}

/** Takes from a changed service what its type no longer has. Changes the spec. */
export function dropUnused(spec: JSONObject, before: JSONObject): void {
  const [type, old] = [textOf(spec['type']), textOf(before['type'])];
  if (type === old) return;
  const names = ['externalTrafficPolicy', 'allocateLoadBalancerNodePorts', 'healthCheckNodePort'];
  if (type === 'ClusterIP' || type === 'ExternalName') {
    for (const port of maps(spec['ports'])) delete port['nodePort'];
    for (const name of names) delete spec[name];
  }
  if (type !== 'ExternalName') return;
  for (const name of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) delete spec[name];
}
