import type { Fix } from '../../model.ts';
import type { Match, Scene } from '../../rule.ts';
import { obstacleOf, type Obstacle } from './obstacles.ts';
import type { Unscheduled } from './unscheduled.ts';

/** What a kind of obstacle says of a pod. */
export interface Words {
  /** A sentence without its full stop. */
  readonly cause: string;
  readonly fixes?: readonly Fix[];
  /** Nothing but a change of the pod or of the nodes helps; otherwise it may pass. */
  readonly lasts: boolean;
  /** Seconds for which it may be so. */
  readonly grace?: number;
}

export type Speaker = (pod: Unscheduled, scene: Scene) => Words;

/** Seconds that a pod may be without a node, and that an autoscaler may take to add one. */
const GRACE = 15;
const SCALE_UP = 300;

/** The match of one kind of obstacle. */
export function tell(
  obstacle: Obstacle,
  pod: Unscheduled | undefined,
  scene: Scene,
  speak: Speaker,
): Match | undefined {
  if (pod === undefined || !pod.causes.includes(obstacle)) return undefined;
  const { cause, fixes = [], lasts, grace = GRACE } = speak(pod, scene);
  const others = othersOf(pod);
  return {
    cause: `${cause}${others === '' ? '' : ` (the other nodes: ${others})`}.`,
    evidence: pod.evidence,
    fixes,
    since: pod.since,
    class: lasts && !pod.scalesUp ? 'fatal' : 'grace',
    grace: pod.scalesUp ? SCALE_UP : grace,
  };
}

/** What the scheduler says of the nodes that no cause is about. */
function othersOf({ reasons, causes, total, nodes, targets }: Unscheduled): string {
  const about = (text: string): boolean => {
    const obstacle = obstacleOf(text);
    return obstacle !== undefined && causes.includes(obstacle);
  };
  const covered = reasons.some(({ text, nodes }) => about(text) && (nodes ?? total) >= total);
  if (covered) return '';
  return (
    reasons
      .filter(({ text }) => !about(text))
      // Nodes that the pod does not ask for are none of its business.
      .filter(({ text }) => targets.length === nodes.length || obstacleOf(text) !== 'selection')
      .map(({ nodes, text }) => `${nodes === undefined ? '' : `${nodes} `}${text}`)
      .join(', ')
  );
}
