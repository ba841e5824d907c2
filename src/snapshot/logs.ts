import type { KubeObject } from '../api/types.ts';
import { parseRFC3339 } from '../formats/time.ts';
import { badRequest, json, text, type Answer } from './answer.ts';
import { idle, isTrue } from './list.ts';
import type { Source } from './source.ts';

interface PodSpec {
  readonly containers?: readonly { readonly name?: string }[];
  readonly initContainers?: readonly { readonly name?: string }[];
  readonly ephemeralContainers?: readonly { readonly name?: string }[];
}

/** Answers `pods/NAME/log`: container, previous, tailLines, limitBytes, sinceSeconds, sinceTime, timestamps, follow. */
export async function answerLog(
  store: Source,
  pod: KubeObject,
  query: URLSearchParams,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const container = chooseContainer(pod, query.get('container') ?? '');
  const previous = isTrue(query, 'previous') ? 'previous.' : '';
  const saved = await store.log(namespace, name, container, `${previous}txt`);
  if (saved === undefined) {
    const refused = await store.log(namespace, name, container, `${previous}refused.json`);
    if (refused === undefined) {
      throw badRequest(
        `the snapshot holds no ${previous === '' ? '' : 'previous '}log of container "${container}" in pod "${name}"`,
      );
    }
    const status = JSON.parse(refused) as { code?: number };
    return json(status, status.code ?? 500);
  }
  const { savedAt, untimedLogs = false } = store.info;
  const asked = ['timestamps', 'sinceSeconds', 'sinceTime'].find((one) => query.has(one));
  if (untimedLogs && asked !== undefined && query.get(asked) !== 'false') {
    throw badRequest('the lines of logs in a dump have no times');
  }
  const lines = selectLines(saved, query, Date.parse(savedAt), !untimedLogs);
  return text(isTrue(query, 'follow') ? follow(lines, signal) : lines);
}

function chooseContainer(pod: KubeObject, asked: string): string {
  const spec = (pod.spec ?? {}) as PodSpec;
  const names = (list: PodSpec['containers'] = []): string[] => list.map((one) => one.name ?? '');
  const main = names(spec.containers);
  const initial = names(spec.initContainers);
  const podName = pod.metadata?.name ?? '';
  if (asked === '') {
    if (main.length === 1) return main[0] as string;
    const others =
      initial.length === 0 ? '' : ` or one of the init containers: [${initial.join(' ')}]`;
    throw badRequest(
      `a container name must be specified for pod ${podName}, choose one of: [${main.join(' ')}]${others}`,
    );
  }
  if ([...main, ...initial, ...names(spec.ephemeralContainers)].includes(asked)) return asked;
  throw badRequest(`container ${asked} is not valid for pod ${podName}`);
}

/** The lines that are asked for; `savedAt` in milliseconds is the "now" of `sinceSeconds`. */
function selectLines(
  saved: string,
  query: URLSearchParams,
  savedAt: number,
  timed: boolean,
): string {
  let lines = saved.split(/(?<=\n)/);
  const seconds = query.get('sinceSeconds');
  const time = query.get('sinceTime');
  const since =
    seconds !== null
      ? savedAt - Number(seconds) * 1000
      : time === null
        ? undefined
        : Date.parse(time);
  if (since !== undefined) lines = lines.filter((line) => timeOf(line) >= since);
  const tail = query.get('tailLines');
  if (tail !== null) lines = Number(tail) === 0 ? [] : lines.slice(-Number(tail));
  if (timed && !isTrue(query, 'timestamps'))
    lines = lines.map((line) => line.slice(line.indexOf(' ') + 1));
  const limit = query.get('limitBytes');
  const whole = lines.join('');
  return limit === null ? whole : Buffer.from(whole).subarray(0, Number(limit)).toString();
}

/** Every saved line begins with its time. */
function timeOf(line: string): number {
  return parseRFC3339(line.slice(0, line.indexOf(' ')))?.ms ?? 0;
}

async function* follow(lines: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  if (lines !== '') yield lines;
  await idle(0, signal);
}
