import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import type { Fix } from '../../model.ts';
import { eventEvidence, type Match, type Scene } from '../../rule.ts';
import type { Event } from '../../world.ts';
import { named } from '../shared/fixes.ts';

/** True when a container of the pod has begun: its volumes are there. */
function isStarted(pod: Fields): boolean {
  const status = fields(pod['status']);
  return [...list(status['initContainerStatuses']), ...list(status['containerStatuses'])].some(
    ({ containerID }) => text(containerID) !== '',
  );
}

/** VOL-06: `FailedAttachVolume`. */
export function attachFailure(pod: Fields, { subject, world }: Scene): Match | undefined {
  const event = latest(pod, world.eventsOf(pod), 'FailedAttachVolume');
  if (event === undefined) return undefined;
  const volume = /volume "([^"]*)"/.exec(event.message)?.[1] ?? '';
  const [claim, source] = claimOf(pod, volume, world.all('PersistentVolume'));
  const what = claim === '' ? `The volume ${volume}` : `The volume of the claim ${claim}`;
  if (/Multi-Attach error/.test(event.message)) {
    const fixes: Fix[] =
      subject.kind === 'Deployment'
        ? [
            {
              command: `{program} patch ${named(subject)} -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'`,
              why: 'stops the old pod before it starts the new one, so that the volume can move',
            },
          ]
        : [];
    return {
      cause: `${what} can be attached to one node only, and is still attached to another.`,
      evidence: [eventEvidence(event)],
      fixes: [
        ...fixes,
        { command: '{program} get volumeattachments', why: 'shows what is attached where' },
      ],
    };
  }
  const why = event.message.replace(/^AttachVolume\.Attach failed for volume "[^"]*" ?: /, '');
  return {
    cause: `${what}${source} cannot be attached to the node: ${firstLine(why)}.`,
    evidence: [eventEvidence(event)],
    fixes: [
      {
        command: '{program} get csidrivers,volumeattachments',
        why: 'shows drivers, and what is attached where',
      },
    ],
  };
}

/** What ConfigMap, Secret and account lack is told by rules of their own. */
const OTHERS =
  /(?:configmap|secret) "[^"]*" not found|references non-existent (?:config|secret) key|failed to sync (?:configmap|secret) cache|object "[^"]*"\/"[^"]*" not registered|serviceaccounts? "[^"]*"|failed to fetch token/;

/** VOL-07: `FailedMount`, and a driver that is not there. */
export function mountFailure(pod: Fields, { world }: Scene): Match | undefined {
  const events = world.eventsOf(pod);
  const event =
    latest(pod, events, 'FailedMount', (one) => !OTHERS.test(one.message) && !isTimeout(one)) ??
    latest(pod, events, 'FailedMapVolume') ??
    latest(
      pod,
      events,
      'FailedMount',
      (one) => isTimeout(one) && !events.some(({ message }) => OTHERS.test(message)),
    );
  if (event === undefined) return undefined;
  const volume = /for volume "([^"]*)"/.exec(event.message)?.[1] ?? '';
  const [claim, source] = claimOf(pod, volume, world.all('PersistentVolume'));
  const what =
    volume === ''
      ? `Volumes of the pod (${/unmounted volumes=\[([^\]]*)\]/.exec(event.message)?.[1] ?? ''})`
      : claim === ''
        ? `The volume ${volume}${source}`
        : `The volume of the claim ${claim}`;
  const { why, fatal, fixes = [] } = explain(event.message, pod);
  return {
    cause: `${what} cannot be mounted: ${why}.`,
    evidence: [eventEvidence(event)],
    fixes,
    ...(fatal ? { class: 'fatal' } : {}),
  };
}

function isTimeout({ message }: Event): boolean {
  return message.startsWith('Unable to attach or mount volumes');
}

/** The newest event of a reason, while no container has begun. */
function latest(
  pod: Fields,
  events: readonly Event[],
  reason: string,
  also: (event: Event) => boolean = () => true,
): Event | undefined {
  return isStarted(pod) ? undefined : events.find((one) => one.reason === reason && also(one));
}

interface Explanation {
  readonly why: string;
  readonly fatal: boolean;
  readonly fixes?: readonly Fix[];
}

/** What the kubelet's text means. */
function explain(message: string, pod: Fields): Explanation {
  const node = text(fields(pod['spec'])['nodeName']);
  const path = /hostPath type check failed: (.*?) is not (.*)$/.exec(message);
  if (path !== null) {
    return {
      why: `${path[1]} is not ${path[2]?.replace(/\.$/, '')} on the node ${node}`,
      fatal: true,
      fixes: [
        {
          command: `{program} debug node/${node} -it --image=busybox -- ls -ld /host${path[1]}`,
          why: 'shows what is there on the node; the type DirectoryOrCreate has it made',
        },
      ],
    };
  }
  const driver = /driver name (\S+) not found in the list of registered CSI drivers/.exec(message);
  if (driver !== null) {
    return {
      why: `the CSI driver ${driver[1]} does not run on the node ${node}`,
      fatal: false,
      fixes: [
        {
          command: '{program} get csidrivers,csinodes',
          why: 'shows the drivers, and which nodes have them',
        },
      ],
    };
  }
  const output = /^Output: (.*)$/m.exec(message)?.[1];
  const said = output === undefined ? withoutHead(message) : outputText(output);
  const type = /unknown filesystem type '([^']*)'|wrong fs type/.exec(message);
  if (type !== null) {
    const lacks =
      type[1] === undefined
        ? `the file system is not what the volume says, or the node ${node} lacks the program that mounts it`
        : `the node ${node} cannot mount ${type[1]} file systems`;
    return { why: `${lacks} (${firstLine(said)})`, fatal: false };
  }
  if (/timed out waiting for the condition|context deadline exceeded/.test(message))
    return { why: 'the kubelet has waited in vain', fatal: false };
  return { why: firstLine(said), fatal: false };
}

function withoutHead(message: string): string {
  return message.replace(/^\w+\.\w+ failed for volume "[^"]*" ?: /, '');
}

/** `mount: /var/…/data: unknown filesystem` without the folder, which differs from pod to pod. */
function outputText(output: string): string {
  return output.replace(/^(mount(?:\.\w+)?): \/\S*\/pods\/\S+: /, '$1: ');
}

function firstLine(said: string): string {
  const line = said.split('\n', 1)[0] ?? '';
  return line
    .replace(/\/\S*\/pods\/[0-9a-f-]{36}\/\S*/g, 'the folder of the volume')
    .trim()
    .replace(/\.$/, '');
}

/** The claim behind a volume that an event names, which is the pod's own name for it or a PersistentVolume's; and its place. */
function claimOf(
  pod: Fields,
  volume: string,
  persistent: readonly Fields[],
): readonly [claim: string, source: string] {
  const own = list(fields(pod['spec'])['volumes']).find(({ name }) => name === volume);
  const claim = text(fields(own?.['persistentVolumeClaim'])['claimName']);
  if (claim !== '') return [claim, ''];
  const bound = persistent.find((one) => fields(one['metadata'])['name'] === volume);
  const ref = fields(fields(bound?.['spec'])['claimRef']);
  if (text(ref['name']) !== '') return [text(ref['name']), ''];
  const nfs = fields(own?.['nfs']);
  return ['', text(nfs['server']) === '' ? '' : ` (${text(nfs['server'])}:${text(nfs['path'])})`];
}
