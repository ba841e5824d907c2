import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import { podResources, type Resources, sumOf } from '../../../describe/node/pod-resources.ts';
import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
  subtractQuantities,
} from '../../../formats/quantity.ts';
import { nameOf, type World } from '../../world.ts';

const NOTHING: Quantity = { nano: 0n, format: 'DecimalSI' };

/** What a node has, and what of it no pod that is known asks for. Other namespaces may hold more of it. */
export interface Room {
  readonly node: Fields;
  readonly allocatable: Resources;
  readonly free: Resources;
  /** The pods that are known to be on it. */
  readonly pods: readonly Fields[];
}

const known: WeakMap<World, readonly Room[]> = new WeakMap();

/** The room on each node. Computed once for a world. */
export function roomsOf(world: World): readonly Room[] {
  const before = known.get(world);
  if (before !== undefined) return before;
  const byNode = new Map<string, Fields[]>();
  for (const pod of world.all('Pod')) {
    const phase = text(fields(pod['status'])['phase']);
    const node = text(fields(pod['spec'])['nodeName']);
    if (node === '' || phase === 'Succeeded' || phase === 'Failed') continue;
    byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  const rooms = world.all('Node').map((node) => roomOf(node, byNode.get(nameOf(node)) ?? []));
  known.set(world, rooms);
  return rooms;
}

function roomOf(node: Fields, pods: readonly Fields[]): Room {
  const allocatable = parseResources(fields(fields(node['status'])['allocatable']));
  const used = sumOf(pods.map(requestsOf));
  const free = new Map(
    [...allocatable].map(([resource, all]) => {
      const taken = resource === 'pods' ? undefined : used.get(resource);
      return [resource, taken === undefined ? all : subtractQuantities(all, taken)];
    }),
  );
  return { node, allocatable, free, pods };
}

/** What a pod asks for; nothing where its texts are no quantities. */
export function requestsOf(pod: Fields): Resources {
  try {
    return podResources(pod).requests;
  } catch {
    return new Map();
  }
}

function parseResources(map: Fields): Resources {
  const found = new Map<string, Quantity>();
  for (const resource of Object.keys(map)) {
    try {
      found.set(resource, parseQuantity(text(map[resource])));
    } catch {
      // A text that is no quantity is no amount.
    }
  }
  return found;
}

/** The node with the most of a resource. */
export function largest(
  rooms: readonly Room[],
  of: 'allocatable' | 'free',
  resource: string,
): { readonly amount: Quantity; readonly node: string } {
  let best = { amount: NOTHING, node: '' };
  for (const room of rooms) {
    const amount = room[of].get(resource) ?? NOTHING;
    if (best.node === '' || compareQuantities(amount, best.amount) > 0)
      best = { amount, node: nameOf(room.node) };
  }
  return best;
}

/** Whether a node has less of a resource than a pod asks for. */
export function lacks(room: Room, resource: string, wanted: Quantity): boolean {
  return wanted.nano > 0n && compareQuantities(room.free.get(resource) ?? NOTHING, wanted) < 0;
}

/** An amount for people: `64 CPUs`, `1.5 CPUs`, `9.4Gi of memory`, `2 nvidia.com/gpu`. */
export function amountText(resource: string, amount: Quantity): string {
  if (resource === 'cpu') {
    const cpus = decimal(Number(amount.nano) / 1e9, 3);
    return cpus === '1' ? '1 CPU' : `${cpus} CPUs`;
  }
  if (resource === 'memory' || resource === 'ephemeral-storage' || resource === 'storage') {
    const what = resource === 'memory' ? 'memory' : 'disk';
    return `${bytesText(amount)} of ${what}`;
  }
  return `${formatQuantity(amount)} ${resource}`;
}

/** `14Gi`; what is not whole with one decimal. */
export function bytesText(amount: Quantity): string {
  const written = formatQuantity(amount);
  if (/^\d{1,4}(?:[KMGTPE]i?)?$/.test(written)) return written;
  let value = Number(amount.nano) / 1e9;
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let step = 0;
  for (; Math.abs(value) >= 1024 && step < units.length - 1; step++) value /= 1024;
  return `${decimal(value, 1)}${units[step]}`;
}

function decimal(value: number, digits: number): string {
  const scale = 10 ** digits;
  // Rounded down: nobody is told that more is free than there is.
  return String(Math.floor(value * scale + 1e-9) / scale);
}

/** The host ports that a pod takes, `80/TCP`. */
export function hostPortsOf(pod: Fields): readonly string[] {
  const spec = fields(pod['spec']);
  return [...list(spec['containers']), ...list(spec['initContainers'])]
    .flatMap((container) => list(container['ports']))
    .filter((port) => text(port['hostPort']) !== '' && text(port['hostPort']) !== '0')
    .map((port) => `${text(port['hostPort'])}/${text(port['protocol']) || 'TCP'}`);
}
