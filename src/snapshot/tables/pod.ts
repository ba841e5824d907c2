import type { JSONValue, KubeObject } from '../../api/types.ts';
import { type Fields, fields, list, text } from '../../describe/fields.ts';
import { formatTimestampAge } from '../../formats/duration.ts';
import { ageOf, count, NONE } from './cells.ts';

/** A Pod's row. */
export function podCells(pod: KubeObject, now: number): JSONValue[] {
  const [spec, status] = [fields(pod.spec), fields(pod.status)];
  const { word, ready, restarts, restarted } = stateOf(pod);
  const sidecars = list(spec['initContainers']).filter(isSidecar);
  const total = list(spec['containers']).length + sidecars.length;
  const since = restarts > 0 && restarted !== '' ? formatTimestampAge(restarted, now) : undefined;
  const [address] = list(status['podIPs']);
  return [
    pod.metadata?.name ?? '',
    `${ready}/${total}`,
    word,
    since === undefined ? String(restarts) : `${restarts} (${since} ago)`,
    ageOf(pod, now),
    text(address?.['ip']) || text(status['podIP']) || NONE,
    text(spec['nodeName']) || NONE,
    text(status['nominatedNodeName']) || NONE,
    gatesOf(spec, status),
  ];
}

interface State {
  readonly word: string;
  readonly ready: number;
  readonly restarts: number;
  /** When a container ended before its last restart, RFC 3339; "" when none did. */
  readonly restarted: string;
}

function stateOf(pod: KubeObject): State {
  const [spec, status] = [fields(pod.spec), fields(pod.status)];
  let word = text(status['reason']) || text(status['phase']);
  if (conditionOf(status, 'PodScheduled')?.['reason'] === 'SchedulingGated') {
    word = 'SchedulingGated';
  }
  const init = initState(spec, status);
  word = init.word ?? word;
  let { ready, restarts, restarted } = init;
  if (init.word === undefined || conditionOf(status, 'Initialized')?.['status'] === 'True') {
    const main = mainState(status);
    word = main.word ?? word;
    ready += main.ready;
    restarts = init.sidecarRestarts + main.restarts;
    restarted = later(init.sidecarRestarted, main.restarted);
    // One container is done, others run.
    if (word === 'Completed' && main.runs) {
      word = conditionOf(status, 'Ready')?.['status'] === 'True' ? 'Running' : 'NotReady';
    }
  }
  if (pod.metadata?.deletionTimestamp != null) {
    const phase = text(status['phase']);
    if (status['reason'] === 'NodeLost') word = 'Unknown';
    else if (phase !== 'Succeeded' && phase !== 'Failed') word = 'Terminating';
  }
  return { word, ready, restarts, restarted };
}

/** Init containers up to the first that is not done; `word` is missing when all are. */
function initState(
  spec: Fields,
  status: Fields,
): {
  word: string | undefined;
  ready: number;
  restarts: number;
  restarted: string;
  sidecarRestarts: number;
  sidecarRestarted: string;
} {
  const containers = list(spec['initContainers']);
  const all = { ready: 0, restarts: 0, restarted: '', sidecarRestarts: 0, sidecarRestarted: '' };
  for (const [index, container] of list(status['initContainerStatuses']).entries()) {
    const sidecar = containers.some((one) => one['name'] === container['name'] && isSidecar(one));
    const ended = endOf(container);
    all.restarts += count(container['restartCount']);
    all.restarted = later(all.restarted, ended);
    if (sidecar) {
      all.sidecarRestarts += count(container['restartCount']);
      all.sidecarRestarted = later(all.sidecarRestarted, ended);
    }
    const { terminated, waiting } = fields(container['state']);
    const end = terminated === undefined ? undefined : fields(terminated);
    if (end !== undefined && count(end['exitCode']) === 0) continue;
    if (sidecar && container['started'] === true) {
      if (container['ready'] === true) all.ready++;
      continue;
    }
    const reason = text(fields(waiting)['reason']);
    if (end !== undefined) return { ...all, word: `Init:${endWord(end)}` };
    if (reason !== '' && reason !== 'PodInitializing') return { ...all, word: `Init:${reason}` };
    return { ...all, word: `Init:${index}/${containers.length}` };
  }
  return { ...all, word: undefined };
}

/** The other containers; the first that has something to say gives the word. */
function mainState(status: Fields): Omit<State, 'word'> & {
  word: string | undefined;
  runs: boolean;
} {
  let [word, restarted]: [string | undefined, string] = [undefined, ''];
  let [ready, restarts, runs] = [0, 0, false];
  for (const container of list(status['containerStatuses']).toReversed()) {
    restarts += count(container['restartCount']);
    restarted = later(restarted, endOf(container));
    const { terminated, waiting, running } = fields(container['state']);
    const reason = text(fields(waiting)['reason']);
    if (reason !== '') word = reason;
    else if (terminated !== undefined) word = endWord(fields(terminated));
    else if (container['ready'] === true && running !== undefined) {
      runs = true;
      ready++;
    }
  }
  return { word, ready, restarts, restarted, runs };
}

function endWord(end: Fields): string {
  const signal = count(end['signal']);
  if (text(end['reason']) !== '') return text(end['reason']);
  return signal === 0 ? `ExitCode:${count(end['exitCode'])}` : `Signal:${signal}`;
}

function endOf(container: Fields): string {
  return text(fields(fields(container['lastState'])['terminated'])['finishedAt']);
}

function later(a: string, b: string): string {
  return a === '' || (b !== '' && Date.parse(b) > Date.parse(a)) ? b : a;
}

function isSidecar(container: Fields): boolean {
  return container['restartPolicy'] === 'Always';
}

function conditionOf(status: Fields, type: string): Fields | undefined {
  return list(status['conditions']).find((one) => one['type'] === type);
}

function gatesOf(spec: Fields, status: Fields): string {
  const gates = list(spec['readinessGates']);
  if (gates.length === 0) return NONE;
  const open = gates.filter(
    (gate) => conditionOf(status, text(gate['conditionType']))?.['status'] === 'True',
  );
  return `${open.length}/${gates.length}`;
}
