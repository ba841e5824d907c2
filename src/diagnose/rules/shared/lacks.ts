import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import { type Reference, referencesOf } from '../../references.ts';
import { eventEvidence } from '../../rule.ts';
import { containersOf } from '../../subject.ts';
import { nameOf, namespaceOf, type World } from '../../world.ts';
import { hasStarted, isUnstarted, plainEvent, waitingEvidence, waitOf } from './waiting.ts';

/** A ConfigMap or Secret, or a key of one, that a pod asks for and that is not there. */
export interface Lack {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** "" when all of it is missing. */
  readonly key: string;
  /** Where it is asked for: `env LEVEL of container app`. */
  readonly places: readonly string[];
  readonly evidence: readonly Evidence[];
  /** The kubelet says so; else it is only seen from the objects. */
  readonly said: boolean;
}

/** What the kubelet says is missing. */
interface Complaint {
  readonly kind: Lack['kind'];
  /** "" where the text does not tell. */
  readonly name: string;
  readonly key: string;
  /** The volume that waits for it; "" for the environment. */
  readonly volume: string;
  readonly evidence: Evidence;
}

/** What keeps a pod from starting because its configuration is not there. */
export function lacksOf(pod: Fields, world: World): readonly Lack[] {
  if (!isUnstarted(pod)) return [];
  const namespace = namespaceOf(pod);
  const complaints = complaintsOf(pod, world);
  const mounted = mountedVolumes(pod);
  const wanted = referencesOf(pod).filter(
    ({ kind, optional, where }) =>
      (kind === 'ConfigMap' || kind === 'Secret') &&
      !optional &&
      where !== 'imagePullSecrets' &&
      // A volume that no container mounts is not asked for.
      (!where.startsWith('volume ') || mounted.has(where)),
  );
  const found = new Map<string, Lack>();
  const add = (reference: Reference, key: string, complaint?: Complaint): void => {
    const { kind, name, where } = reference;
    if (kind !== 'ConfigMap' && kind !== 'Secret') return;
    const id = `${kind}/${name}/${key}`;
    const known = found.get(id);
    const places = [...new Set([...(known?.places ?? []), where])];
    const evidence = [...(known?.evidence ?? []), ...(complaint ? [complaint.evidence] : [])];
    const said = known?.said === true || complaint !== undefined;
    found.set(id, { kind, name, key, places, evidence, said });
  };
  for (const reference of wanted) {
    const { kind, name, key } = reference;
    const about = complaints.filter((complaint) => isAbout(complaint, reference));
    const exists = world.exists(kind, namespace, name);
    const keys = keysOf(world.find(kind, namespace, name));
    const whole = about.filter((complaint) => complaint.key === '');
    // What is there by now, the kubelet finds at its next attempt.
    if (exists === false || (exists === undefined && whole.length > 0)) {
      for (const complaint of whole) add(reference, '', complaint);
      if (whole.length === 0) add(reference, '');
    } else if (key !== '' && keys?.includes(key) !== true) {
      const ofKey = about.filter((complaint) => complaint.key === key);
      for (const complaint of ofKey) add(reference, key, complaint);
      if (ofKey.length === 0 && keys !== undefined) add(reference, key);
    }
  }
  return [...found.values()].map((lack) =>
    lack.evidence.length > 0 ? lack : { ...lack, evidence: [specOf(pod, lack)] },
  );
}

/** `volume NAME` of each volume that a container mounts, as long as that has not been done. */
function mountedVolumes(pod: Fields): ReadonlySet<string> {
  // Volumes are mounted before the first container is started.
  if (hasStarted(pod)) return new Set();
  return new Set(
    containersOf(pod)
      .flatMap(({ spec }) => list(spec['volumeMounts']))
      .map(({ name }) => `volume ${text(name)}`),
  );
}

/** The keys of a ConfigMap or Secret; undefined where they are not known. */
export function keysOf(object: Fields | undefined): readonly string[] | undefined {
  if (object === undefined || (object['data'] === undefined && object['binaryData'] === undefined))
    return undefined;
  return [...Object.keys(fields(object['data'])), ...Object.keys(fields(object['binaryData']))];
}

function isAbout(complaint: Complaint, { kind, name, key, where }: Reference): boolean {
  if (complaint.kind !== kind) return false;
  if (complaint.volume !== '' && where !== `volume ${complaint.volume}`) return false;
  if (complaint.name !== '' && complaint.name !== name) return false;
  return complaint.key === '' || complaint.key === key;
}

function specOf(pod: Fields, { kind, name, key, places }: Lack): Evidence {
  const what = key === '' ? `${kind} ${name}` : `key ${key} of ${kind} ${name}`;
  return { kind: 'spec', source: `pod/${nameOf(pod)}`, text: `${places.join(', ')}: ${what}` };
}

/** Texts of the kubelet. Sources: pkg/kubelet/kubelet_pods.go, pkg/volume/{configmap,secret,projected}. */
const MISSING = /\b(configmap|secret) "([^"]+)" not found/g;
const KEY = /couldn't find key (\S+) in (ConfigMap|Secret) [^/\s]+\/([^\s,\]]+)/g;
const CONFIG_KEY = /references non-existent config key: ([^\s,\]]+)/g;
const SECRET_KEY = /references non-existent secret key: ([^\s,\]]+)/g;

function complaintsOf(pod: Fields, world: World): readonly Complaint[] {
  const ofContainers = containersOf(pod)
    .filter((container) => waitOf(container)?.reason === 'CreateContainerConfigError')
    .flatMap((container) => read(waitOf(container)?.message ?? '', '', waitingEvidence(container)));
  const ofVolumes = world
    .eventsOf(pod)
    .filter(({ reason }) => reason === 'FailedMount')
    .map(plainEvent)
    .flatMap((event) => {
      const volume = /failed for volume "([^"]+)"/.exec(event.message)?.[1] ?? '';
      return volume === '' ? [] : read(event.message, volume, eventEvidence(event));
    });
  return [...ofContainers, ...ofVolumes];
}

function read(message: string, volume: string, evidence: Evidence): readonly Complaint[] {
  const found: Complaint[] = [];
  const add = (kind: string, name: string, key: string): void => {
    found.push({
      kind: kind.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap',
      name,
      key,
      volume,
      evidence,
    });
  };
  for (const [, kind = '', name = ''] of message.matchAll(MISSING)) add(kind, name, '');
  for (const [, key = '', kind = '', name = ''] of message.matchAll(KEY)) add(kind, name, key);
  for (const [, key = ''] of message.matchAll(CONFIG_KEY)) add('configmap', '', key);
  for (const [, key = ''] of message.matchAll(SECRET_KEY)) add('secret', '', key);
  return found;
}

/** The names of the objects of a kind that are there, as far as they are known. */
export function namesOf(kind: Lack['kind'], namespace: string, world: World): readonly string[] {
  return list(world.all(kind, namespace)).map((object) => text(nameOf(object)));
}
