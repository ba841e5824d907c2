/** Why some nodes do not take a pod, as the scheduler words it. */
export interface NodeReason {
  /** How many nodes; undefined where the scheduler did not get as far as looking at nodes. */
  readonly nodes: number | undefined;
  /** `Insufficient cpu`, `node(s) were unschedulable`. */
  readonly text: string;
}

/** What the scheduler says of a pod for which it finds no node. */
export interface SchedulerMessage {
  /** How many nodes there were. */
  readonly total: number;
  readonly reasons: readonly NodeReason[];
}

const HEAD = /^0\/(\d+) nodes are available:\s*/;

/**
 * Reads `0/3 nodes are available: 2 Insufficient cpu, 1 node(s) were unschedulable. preemption: …`; what it says of
 * preemption is left out. A text of another form is one reason.
 */
export function parseSchedulerMessage(message: string): SchedulerMessage {
  const head = HEAD.exec(message);
  if (head === null) {
    if (message.startsWith('no nodes available')) return { total: 0, reasons: [] };
    const text = message.trim();
    return { total: 0, reasons: text === '' ? [] : [{ nodes: undefined, text }] };
  }
  // Reasons end with a full stop; what comes after it are the words of plugins that tried to make room.
  const [body = ''] = message.slice(head[0].length).split(/\.(?:\s|$)/, 1);
  const reasons = body
    .split(/, (?=\d+ )/)
    .filter((part) => part !== '')
    .map((part): NodeReason => {
      const counted = /^(\d+) (.*)$/s.exec(part);
      return counted === null
        ? { nodes: undefined, text: part }
        : { nodes: Number(counted[1]), text: counted[2] ?? '' };
    });
  return { total: Number(head[1]), reasons };
}
