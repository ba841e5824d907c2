import { type Fields, fields, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import { eventEvidence } from '../../rule.ts';
import { conditionOf, type Event, metadataOf, timeOf, type World } from '../../world.ts';
import type { Room } from '../shared/node-room.ts';
import { type NodeReason, parseSchedulerMessage } from '../shared/scheduler-message.ts';
import {
  isControlPlane,
  nodesOf,
  type Obstacle,
  obstacleOf,
  OBSTACLES,
  obstaclesAt,
} from './obstacles.ts';

/** A pod for which the scheduler finds no node, and why. */
export interface Unscheduled {
  readonly pod: Fields;
  /** How many nodes the scheduler looked at; 0 when it does not say. */
  readonly total: number;
  readonly reasons: readonly NodeReason[];
  /** The nodes, as far as they are known. */
  readonly nodes: readonly Room[];
  /**
   * What has to change: obstacles that are there on all nodes, so that each must go. When no obstacle is on all nodes, the
   * one that matters most; the others are alternatives.
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
    causes: causesOf(pod, total, reasons, nodes),
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

function causesOf(
  pod: Fields,
  total: number,
  reasons: readonly NodeReason[],
  nodes: readonly Room[],
): readonly Obstacle[] {
  const told = new Map<Obstacle, number>();
  for (const { nodes: count, text: reason } of reasons) {
    const obstacle = obstacleOf(reason);
    if (obstacle === undefined) continue;
    // Several reasons of one kind may be of the same nodes.
    const before = told.get(obstacle) ?? 0;
    const same =
      obstacle === 'resource' ? Math.max(before, count ?? total) : before + (count ?? total);
    told.set(obstacle, same);
  }
  if (told.size === 0) return [];
  const first = Math.min(...[...told.keys()].map((one) => OBSTACLES.indexOf(one)));
  const seen = nodes.map((room) => obstaclesAt(pod, room));
  const everywhere = OBSTACLES.filter(
    (one) =>
      (told.get(one) ?? 0) >= Math.max(total, 1) ||
      (seen.length > 0 && OBSTACLES.indexOf(one) >= first && seen.every((all) => all.has(one))),
  );
  if (everywhere.length > 0) return everywhere;
  return [mostImportant(told, nodes)];
}

/** The obstacle of most nodes. That control planes are tainted, and that some nodes are cordoned, is as it should be. */
function mostImportant(told: ReadonlyMap<Obstacle, number>, nodes: readonly Room[]): Obstacle {
  const planes = nodes.filter(({ node }) => isControlPlane(node)).length;
  const weight = ([obstacle, count]: readonly [Obstacle, number]): number =>
    obstacle === 'cordon' ? 0 : obstacle === 'taint' ? count - planes : count + 0.5;
  const sorted = [...told].sort((a, b) => weight(b) - weight(a));
  return sorted[0]?.[0] ?? 'resource';
}
