import { type Fields, fields } from '../../../describe/fields.ts';
import { nameOf, type World } from '../../world.ts';
import { isSelected, nodeSelectionOf } from '../shared/node-selection.ts';
import { hostPortsOf, lacks, requestsOf, type Room, roomsOf } from '../shared/node-room.ts';
import { tolerates, UNSCHEDULABLE, untoleratedTaints } from '../shared/taints.ts';

/** The kinds of obstacle between a pod and a node, in the order in which the scheduler asks: it tells the first of a node. */
export const OBSTACLES = [
  'cordon',
  'taint',
  'selection',
  'port',
  'resource',
  'count',
  'volume',
  'spread',
] as const;

export type Obstacle = (typeof OBSTACLES)[number];

const TEXTS: readonly (readonly [RegExp, Obstacle])[] = [
  [/^Insufficient /, 'resource'],
  [/^Too many pods/, 'count'],
  [/node affinity\/selector|requested node name|node\(s\) didn't satisfy plugin/, 'selection'],
  [/taint/, 'taint'],
  [/were unschedulable/, 'cordon'],
  [/free ports/, 'port'],
  [/pod (?:anti-)?affinity|pods anti-affinity|topology spread/, 'spread'],
  [/volume|persistentvolume|PersistentVolume/, 'volume'],
];

/** What a reason of the scheduler is about; undefined for a text that is not known. */
export function obstacleOf(reason: string): Obstacle | undefined {
  return TEXTS.find(([shape]) => shape.test(reason))?.[1];
}

/** Obstacles that the specs of a node and a pod show, whether or not the scheduler got as far as telling them. */
export function obstaclesAt(pod: Fields, room: Room): ReadonlySet<Obstacle> {
  const found = new Set<Obstacle>();
  if (isCordoned(room.node, pod)) found.add('cordon');
  if (taintsAt(room.node, pod).length > 0) found.add('taint');
  if (!isSelected(room.node, nodeSelectionOf(pod))) found.add('selection');
  if (portHolders(pod, room).length > 0) found.add('port');
  if (missingAt(pod, room).length > 0) found.add('resource');
  const most = room.allocatable.get('pods');
  if (most !== undefined && BigInt(room.pods.length + 1) * 1_000_000_000n > most.nano)
    found.add('count');
  return found;
}

export function isCordoned(node: Fields, pod: Fields): boolean {
  const tolerations = fields(pod['spec'])['tolerations'];
  return (
    fields(node['spec'])['unschedulable'] === true &&
    !(Array.isArray(tolerations) ? (tolerations as Fields[]) : []).some((one) =>
      tolerates(one, { key: UNSCHEDULABLE, effect: 'NoSchedule' }),
    )
  );
}

/** The taints that keep the pod from the node, but that of its cordon. */
export function taintsAt(node: Fields, pod: Fields): readonly Fields[] {
  return untoleratedTaints(node, pod).filter(({ key }) => key !== UNSCHEDULABLE);
}

/** The resources of which the node has less left than the pod asks for. */
export function missingAt(pod: Fields, room: Room): readonly string[] {
  return [...requestsOf(pod)]
    .filter(([resource, wanted]) => lacks(room, resource, wanted))
    .map(([resource]) => resource);
}

/** Pods on the node that hold a host port which the pod wants. */
export function portHolders(pod: Fields, room: Room): readonly Fields[] {
  const wanted = hostPortsOf(pod);
  if (wanted.length === 0) return [];
  return room.pods.filter(
    (other) => other !== pod && hostPortsOf(other).some((port) => wanted.includes(port)),
  );
}

/** The nodes of the world, with their room; in the order of their names. */
export function nodesOf(world: World): readonly Room[] {
  return [...roomsOf(world)].sort((a, b) => (nameOf(a.node) < nameOf(b.node) ? -1 : 1));
}

/** `node-1`, `node-1, node-2 and 3 more`. */
export function nodeNames(rooms: readonly Room[]): string {
  const names = rooms.map(({ node }) => nameOf(node));
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
