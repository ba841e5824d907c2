import { type Meaning, theme } from './theme.ts';

const meanings = (meaning: Meaning, words: string): [string, Meaning][] =>
  words.split(' ').map((word) => [word, meaning]);

/** Words of the API for how something is. */
const WORDS: ReadonlyMap<string, Meaning> = new Map([
  ...meanings(
    'good',
    'Running Ready Active Bound Available Healthy Approved Issued Established Deployed',
  ),
  ...meanings('quiet', 'Completed Complete Succeeded Terminated Normal'),
  ...meanings(
    'waiting',
    'Pending ContainerCreating PodInitializing Terminating Waiting Released Unknown SchedulingDisabled Suspended Warning Progressing NotTriggerScaleUp SchedulingGated Resizing',
  ),
  ...meanings('bad', 'Failed Evicted Lost NotReady Denied Unhealthy NodeLost DeadlineExceeded'),
]);

/** Reasons of containers and pods come with every release; what went wrong has such a part. */
const BAD = /(?:Err|BackOff|OOMKilled|Invalid|Failed|Failure|Unschedulable|ContainerStatusUnknown)/;

/** What a status word means; undefined for words that mean nothing in particular. */
export function meaningOf(word: string): Meaning | undefined {
  const known = WORDS.get(word);
  if (known !== undefined) return known;
  // Init:0/2, Init:Error, ExitCode:1, Signal:9
  const colon = word.indexOf(':');
  if (colon > 0) {
    const [kind, rest] = [word.slice(0, colon), word.slice(colon + 1)];
    if (kind === 'Init') return meaningOf(rest) ?? 'waiting';
    if (kind === 'ExitCode' || kind === 'Signal') return 'bad';
  }
  return /^\w+$/.test(word) && BAD.test(word) ? 'bad' : undefined;
}

/** A status, which may be several words with commas: `Ready,SchedulingDisabled`. */
export function paintStatus(text: string): string {
  return text
    .split(',')
    .map((word) => {
      const meaning = meaningOf(word);
      return meaning === undefined ? word : theme[meaning](word);
    })
    .join(',');
}

/** Placeholders for what is not there. */
const NOTHING = /^<(?:none|unset|unknown|nil|invalid|not set)>$/;

/** True for `<none>` and the like. */
export function isNothing(text: string): boolean {
  return NOTHING.test(text);
}

const SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  y: 31_536_000,
};

/** Seconds of an age as tables show it, `5m10s`, `2d`; undefined for other text. */
export function secondsOf(age: string): number | undefined {
  if (!/^(?:\d+[smhdy])+$/.test(age)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of age.matchAll(/(\d+)([smhdy])/g)) {
    seconds += Number(count) * (SECONDS[unit as string] as number);
  }
  return seconds;
}

const FRESH = 600;
const OLD = 86_400;

/** An age: what is new stands out, what is older than a day steps back. Words after it stay with it. */
export function paintAge(text: string): string {
  const seconds = secondsOf(text.split(' ')[0] as string);
  if (seconds === undefined) return text;
  if (seconds < FRESH) return theme.good(text);
  return seconds < OLD ? text : theme.quiet(text);
}
