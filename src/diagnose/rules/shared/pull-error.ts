import type { Scene } from '../../rule.ts';
import type { Container } from '../../subject.ts';
import type { Event } from '../../world.ts';
import { eventsOfContainer, waitOf } from './waiting.ts';

/** Why an image could not be pulled. */
export type PullTrouble =
  | 'rate'
  | 'disk'
  | 'signature'
  | 'platform'
  | 'tls'
  | 'auth'
  | 'missing'
  | 'unreachable'
  | 'other';

/** An image that could not be pulled. */
export interface PullError {
  readonly trouble: PullTrouble;
  /** What the runtime said. */
  readonly text: string;
  /** How often it was tried, as far as events tell. */
  readonly attempts: number;
  readonly event: Event | undefined;
}

/** Fragments of the runtimes' texts, the more telling first: a refusal also says that something was not found. */
const TEXTS: readonly (readonly [PullTrouble, RegExp])[] = [
  ['rate', /toomanyrequests|429 Too Many Requests|pull rate limit/i],
  ['disk', /no space left on device/i],
  ['platform', /no match(?:ing)? (?:for platform|manifest)/i],
  [
    'tls',
    /x509:|certificate signed by unknown authority|http: server gave HTTP response to HTTPS client|\btls: /,
  ],
  // The place where tokens are got may be what cannot be reached: `failed to authorize: … dial tcp …`.
  ['unreachable', /dial tcp|no such host|i\/o timeout/],
  [
    'auth',
    /401 Unauthorized|403 Forbidden|unauthorized|access denied|authentication required|insufficient_scope|no basic auth credentials|failed to authorize|denied:/i,
  ],
  [
    'missing',
    /: not found|not found$|manifest unknown|name unknown|NAME_UNKNOWN|MANIFEST_UNKNOWN|404 Not Found/i,
  ],
  [
    'unreachable',
    /server misbehaving|connection refused|connection reset|network is unreachable|TLS handshake timeout|EOF$|50[0234] |context deadline exceeded|registry is unavailable/i,
  ],
];

/** Waiting reasons of pulling. Source: kubelet, pkg/kubelet/images. */
const REASONS: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** Why the image of a container could not be pulled; undefined when that is not what it waits for. */
export function pullErrorOf(container: Container, { world }: Scene): PullError | undefined {
  const wait = waitOf(container);
  if (wait === undefined || !REASONS.has(wait.reason)) return undefined;
  const event = eventsOfContainer(container, world).find(({ message }) =>
    message.startsWith('Failed to pull image'),
  );
  // Older kubelets only say that they back off: then the event tells why.
  const said = wait.message.replace(/^Back-off pulling image "[^"]*":? ?/, '');
  const text = said === '' ? (event?.message ?? '') : said.replace(/^ErrImagePull: /, '');
  const attempts = event?.count ?? 1;
  return { trouble: troubleOf(wait.reason, text), text, attempts, event };
}

function troubleOf(reason: string, text: string): PullTrouble {
  if (
    reason === 'SignatureValidationFailed' ||
    /SignatureValidationFailed|signature validation failed/i.test(text)
  )
    return 'signature';
  const known = TEXTS.find(([, pattern]) => pattern.test(text));
  if (known !== undefined) return known[0];
  return reason === 'RegistryUnavailable' ? 'unreachable' : 'other';
}

/** What keeps a registry from answering, in words; "" when the text tells nothing more. */
export function unreachableBecause(text: string): string {
  const known = REACH.find(([pattern]) => pattern.test(text));
  return known?.[1] ?? '';
}

const REACH: readonly (readonly [RegExp, string])[] = [
  [/no such host/, 'its name cannot be resolved'],
  [/server misbehaving/, "the node's DNS server fails"],
  [/connection refused/, 'it refuses connections'],
  [/connection reset/, 'it resets connections'],
  [/network is unreachable|no route to host/, 'there is no route to it'],
  [
    /TLS handshake timeout|i\/o timeout|deadline exceeded|Client\.Timeout/i,
    'it does not answer in time',
  ],
  [/50[0234] /, 'it answers with a server error'],
  [/EOF$/, 'it closes the connection'],
];
