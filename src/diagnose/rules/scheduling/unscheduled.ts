import { type Fields, fields, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import { eventEvidence } from '../../rule.ts';
import { conditionOf, type Event, metadataOf, timeOf, type World } from '../../world.ts';
import type { Room } from '../shared/node-room.ts';
import { type NodeReason, parseSchedulerMessage } from '../shared/scheduler-message.ts';
import { nodesOf, type Obstacle, obstacleOf, OBSTACLES, obstaclesAt } from './obstacles.ts';

/** A pod for which the scheduler finds no node, and why. */
export interface Unscheduled {
  readonly pod: Fields;
  /** How many nodes the scheduler looked at; 0 when it does not say. */
  readonly total: number;
  readonly reasons: readonly NodeReason[];
  /** The nodes, as far as they are known. */
  readonly nodes: readonly Room[];
  /** The nodes that are meant for the pod; all of them where none is. */
  readonly targets: readonly Room[];
  /**
   * What has to change: obstacles that are there on all nodes meant for the pod, so that each must go. When no obstacle is
   * on all of them, the one that matters most; the others are alternatives.
   */
  readonly causes: readonly Obstacle[];
  readonly evidence: readonly Evidence[];
  readonly since: number;
  /** An autoscaler has said that it adds a node. */
  readonly scalesUp: boolean;
}

const known: WeakMap<World, Map<Fields, Unscheduled | undefined>> = new WeakMap();

/** Reads why a pod has no node; undefined for one that has, or that nobody has looked at yet. Computed once for each pod. */
export function unscheduledOf(pod: Fields, world: World): Unscheduled | undefined {
  const pods = known.get(world) ?? new Map<Fields, Unscheduled | undefined>();
  known.set(world, pods);
  if (!pods.has(pod)) pods.set(pod, read(pod, world));
  return pods.get(pod);
}

function read(pod: Fields, world: World): Unscheduled | undefined {
  if (text(fields(pod['spec'])['nodeName']) !== '') return undefined;
  const events = world.eventsOf(pod);
  const event = events.find(({ reason }) => reason === 'FailedScheduling');
  const condition = conditionOf(pod, 'PodScheduled');
  const refused =
    condition?.['status'] === 'False' && text(condition['reason']) !== 'SchedulingGated';
  if (!refused && (condition !== undefined || event === undefined)) return undefined;
  const message = text(condition?.['message']) || (event?.message ?? '');
  const { total, reasons } = parseSchedulerMessage(message);
  const nodes = nodesOf(world);
  const since = timeOf(condition?.['lastTransitionTime'] ?? metadataOf(pod)['creationTimestamp']);
  return {
    pod,
    total,
    reasons,
    nodes,
    ...judge(pod, total, reasons, nodes),
    evidence: evidenceOf(message, event, since),
    since,
    scalesUp: scalesUp(events),
  };
}

function evidenceOf(message: string, event: Event | undefined, since: number): Evidence[] {
  if (event?.message === message) return [eventEvidence(event)];
  return [
    {
      kind: 'status',
      source: 'condition PodScheduled',
      text: message,
      ...(since === 0 ? {} : { time: new Date(since).toISOString().replace('.000', '') }),
    },
  ];
}

/** Whether the last word of an autoscaler is that a node comes. */
function scalesUp(events: readonly Event[]): boolean {
  const last = events.find(({ reason }) =>
    /^(?:Not)?TriggerScaleUp$|^TriggeredScaleUp$/.test(reason),
  );
  return last?.reason === 'TriggeredScaleUp';
}

/** Obstacles that set nodes apart which are not meant for the pod, from the plainest to the one that passes. */
const APART: readonly Obstacle[] = ['selection', 'taint', 'cordon'];

/**
 * Finds what has to change. Nodes that the pod does not ask for, or that keep it away, are left out as long as there
 * are others: what is wrong with those is the cause.
 */
function judge(
  pod: Fields,
  total: number,
  reasons: readonly NodeReason[],
  nodes: readonly Room[],
): Pick<Unscheduled, 'causes' | 'targets'> {
  const told = countsOf(total, reasons);
  if (told.size === 0) return { causes: [], targets: nodes };
  // What the scheduler asks before the first thing that it tells has let some node pass.
  const first = Math.min(...[...told.keys()].map((one) => OBSTACLES.indexOf(one)));
  const seen = new Map(nodes.map((room) => [room, obstaclesAt(pod, room)]));
  const causes: Obstacle[] = [];
  let targets = nodes;
  for (const one of [...APART, ...OBSTACLES.filter((obstacle) => !APART.includes(obstacle))]) {
    const rest = targets.filter((room) => seen.get(room)?.has(one) !== true);
    const visible = targets.length > 0 && rest.length === 0 && OBSTACLES.indexOf(one) >= first;
    if (visible || (told.get(one) ?? 0) >= Math.max(total, 1)) causes.push(one);
    else if (APART.includes(one) && rest.length > 0) targets = rest;
  }
  return { causes: causes.length > 0 ? causes : [mostImportant(told)], targets };
}

/** On how many nodes each obstacle is, as the scheduler says. */
function countsOf(total: number, reasons: readonly NodeReason[]): ReadonlyMap<Obstacle, number> {
  const told = new Map<Obstacle, number>();
  for (const { nodes: count = total, text: reason } of reasons) {
    const obstacle = obstacleOf(reason);
    if (obstacle === undefined) continue;
    const before = told.get(obstacle) ?? 0;
    // A node that lacks two resources is told twice.
    told.set(obstacle, obstacle === 'resource' ? Math.max(before, count) : before + count);
  }
  return told;
}

/** The obstacle of most nodes; those that set nodes apart count only where there is no other. */
function mostImportant(told: ReadonlyMap<Obstacle, number>): Obstacle {
  const weight = ([obstacle, count]: readonly [Obstacle, number]): number =>
    APART.includes(obstacle) ? -1 / count : count;
  const sorted = [...told].sort((a, b) => weight(b) - weight(a));
  return sorted[0]?.[0] ?? 'resource';
}
