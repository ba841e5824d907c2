import { type Fields, fields, list, text } from '../../describe/fields.ts';
import type { Evidence, Fix } from '../model.ts';
import type { Match, Rule, Scene } from '../rule.ts';
import { eventEvidence } from '../rule.ts';
import { claimsOf } from '../related.ts';
import { type Event, metadataOf, nameOf, timeOf, type World } from '../world.ts';
import { nearest } from './shared/nearest.ts';
import { attachFailure, mountFailure } from './volumes/mounts.ts';
import { mismatches } from './volumes/mismatch.ts';

const head = { severity: 'error', confidence: 'high', class: 'fatal' } as const;

/** Claims that get no volume, and volumes that do not reach the pod. */
export const volumeRules: readonly Rule[] = [
  { ...head, id: 'VOL-01', title: 'claim-missing', class: 'grace', grace: 30, subject: missing },
  { ...head, id: 'VOL-02', title: 'claim-without-class', subject: each(withoutClass) },
  { ...head, id: 'VOL-03', title: 'storage-class-missing', subject: each(classMissing) },
  {
    ...head,
    id: 'VOL-04',
    title: 'provisioning',
    class: 'grace',
    grace: 120,
    subject: each(provisioning),
  },
  {
    ...head,
    id: 'VOL-05',
    title: 'waits-for-first-consumer',
    severity: 'info',
    class: 'transient',
    subject: each(waitsForConsumer),
  },
  { ...head, id: 'VOL-06', title: 'attach', class: 'grace', grace: 360, pod: attachFailure },
  { ...head, id: 'VOL-07', title: 'mount', class: 'grace', grace: 120, pod: mountFailure },
  { ...head, id: 'VOL-08', title: 'claim-lost', subject: each(lost) },
  { ...head, id: 'VOL-09', title: 'no-volume-fits', subject: each(noneFits) },
];

/** What a rule says of a claim that pods of the workload use. */
type ClaimRule = (claim: Claim) => Omit<Match, 'objects'> | undefined;

interface Claim {
  readonly object: Fields;
  readonly name: string;
  readonly namespace: string;
  readonly phase: string;
  readonly spec: Fields;
  /** The class that it asks for, or that is the default; "" for none. */
  readonly className: string;
  readonly events: readonly Event[];
  readonly created: number;
  readonly world: World;
  readonly scene: Scene;
}

function each(rule: ClaimRule): (scene: Scene) => readonly Match[] {
  return (scene) =>
    claimsOf(scene.subject).flatMap((name) => {
      const { namespace } = scene.subject;
      const object = scene.world.find('PersistentVolumeClaim', namespace, name);
      if (object === undefined) return [];
      const match = rule(read(object, scene));
      const objects = [{ kind: 'PersistentVolumeClaim', namespace, name }];
      return match === undefined ? [] : [{ ...match, objects }];
    });
}

function read(object: Fields, scene: Scene): Claim {
  const spec = fields(object['spec']);
  return {
    object,
    name: nameOf(object),
    namespace: scene.subject.namespace,
    phase: text(fields(object['status'])['phase']),
    spec,
    className: text(spec['storageClassName']),
    events: scene.world.eventsOf(object),
    created: timeOf(metadataOf(object)['creationTimestamp']),
    world: scene.world,
    scene,
  };
}

/** VOL-01 */
function missing(scene: Scene): readonly Match[] {
  const { subject, world } = scene;
  const { namespace } = subject;
  return claimsOf(subject).flatMap((name): Match[] => {
    const there = world.exists('PersistentVolumeClaim', namespace, name);
    const waiting = subject.pods.flatMap((pod) =>
      list(fields(pod['status'])['conditions']).filter(
        ({ type, message }) =>
          type === 'PodScheduled' &&
          text(message).includes(`persistentvolumeclaim "${name}" not found`),
      ),
    );
    if (there === true || (there === undefined && waiting.length === 0)) return [];
    // A claim of a volume that is made for each pod comes with the pod.
    if (isMadeWithPod(name, subject)) return [];
    const condition = waiting[0];
    const near = nearest(name, world.all('PersistentVolumeClaim', namespace).map(nameOf));
    const meant = near === undefined ? '' : `; there is one named ${near}`;
    return [
      {
        cause: `The volume claim ${name} does not exist in the namespace ${namespace}${meant}.`,
        evidence: [
          condition === undefined
            ? { kind: 'spec', source: 'pod template', text: `persistentVolumeClaim: ${name}` }
            : {
                kind: 'status',
                source: 'condition PodScheduled',
                text: text(condition['message']),
              },
        ],
        objects: [{ kind: 'PersistentVolumeClaim', namespace, name }],
        fixes: [
          { command: `{program} get pvc -n ${namespace}`, why: 'shows the claims that there are' },
          {
            command: `{program} apply -n ${namespace} -f CLAIM.yaml`,
            why: `makes the claim ${name}; the pods then start by themselves`,
          },
        ],
      },
    ];
  });
}

/** Claims of ephemeral volumes and of a StatefulSet's templates. */
function isMadeWithPod(name: string, { pods, object }: Scene['subject']): boolean {
  const templates = list(fields(object['spec'])['volumeClaimTemplates']).map((one) => nameOf(one));
  return pods.some((pod) => {
    const own = list(fields(pod['spec'])['volumes'])
      .filter((volume) => volume['ephemeral'] !== undefined)
      .map((volume) => `${nameOf(pod)}-${text(volume['name'])}`);
    return [...own, ...templates.map((one) => `${one}-${nameOf(pod)}`)].includes(name);
  });
}

/** VOL-02 */
function withoutClass({
  phase,
  className,
  name,
  namespace,
  events,
  object,
  world,
}: Claim): ReturnType<ClaimRule> {
  if (phase !== 'Pending' || className !== '' || hasDefault(world)) return undefined;
  const volume = text(fields(object['spec'])['volumeName']);
  if (volume !== '') return undefined;
  const event = events.find(({ reason }) => reason === 'FailedBinding');
  if (event === undefined && !world.sees('StorageClass')) return undefined;
  const classes = world.all('StorageClass').map(nameOf);
  const known =
    classes.length > 0
      ? ', none is the default,'
      : world.sees('StorageClass')
        ? ', the cluster has no storage class,'
        : '';
  return {
    cause: `The volume claim ${name} names no storage class${known} and no volume fits it.`,
    evidence: [statusOf(object), ...(event === undefined ? [] : [eventEvidence(event)])],
    fixes: [
      { command: '{program} get storageclasses', why: 'shows the classes that there are' },
      ...(classes[0] === undefined
        ? []
        : [
            {
              command: `{program} patch pvc ${name} -n ${namespace} -p '{"spec":{"storageClassName":"${classes[0]}"}}'`,
              why: 'sets the class (a claim that has none may be given one)',
            },
          ]),
    ],
  };
}

function hasDefault(world: World): boolean {
  return world
    .all('StorageClass')
    .some(
      (one) =>
        fields(metadataOf(one)['annotations'])['storageclass.kubernetes.io/is-default-class'] ===
        'true',
    );
}

/** VOL-03 */
function classMissing(claim: Claim): ReturnType<ClaimRule> {
  const { phase, className, name, events, object, world } = claim;
  if (phase !== 'Pending' || className === '') return undefined;
  // A class that only volumes have need not be an object.
  if (volumesOfClass(claim).length > 0) return undefined;
  const event = events.find(({ message }) =>
    /storageclass\.storage\.k8s\.io ".*" not found/.test(message),
  );
  const there = world.exists('StorageClass', '', className);
  if (there === true || (there === undefined && event === undefined)) return undefined;
  const classes = world.all('StorageClass').map(nameOf);
  const near = nearest(className, classes);
  const known =
    near !== undefined
      ? `; there is one named ${near}`
      : classes.length > 0
        ? `; there are ${classes.slice(0, 5).join(', ')}`
        : world.sees('StorageClass')
          ? '; the cluster has none'
          : '';
  return {
    cause: `The volume claim ${name} asks for the storage class ${className}, which does not exist${known}.`,
    evidence: [statusOf(object), ...(event === undefined ? [] : [eventEvidence(event)])],
    fixes: [
      { command: '{program} get storageclasses', why: 'shows the classes that there are' },
      remake(claim, 'with a class that there is'),
    ],
  };
}

/** VOL-04 */
function provisioning(claim: Claim): ReturnType<ClaimRule> {
  const { phase, className, name, events, object, world, created } = claim;
  if (phase !== 'Pending' || className === '') return undefined;
  const failed = events.find(
    ({ reason, message }) =>
      reason === 'ProvisioningFailed' && !message.startsWith('storageclass.'),
  );
  if (failed !== undefined) {
    return {
      cause: `No volume could be made for the claim ${name}: ${failed.message.replace(/\.$/, '')}.`,
      evidence: [eventEvidence(failed)],
      since: created,
      fixes: [describe(claim)],
    };
  }
  const waiting = events.find(({ reason }) => reason === 'ExternalProvisioning');
  if (waiting === undefined) return undefined;
  const provisioner =
    /external provisioner '([^']*)'/.exec(waiting.message)?.[1] ??
    text(world.find('StorageClass', '', className)?.['provisioner']);
  return {
    cause: `The claim ${name} waits for a volume from the provisioner ${provisioner} of the storage class ${className}, which does not seem to run.`,
    evidence: [statusOf(object), eventEvidence(waiting)],
    since: created,
    fixes: [
      {
        command: '{program} get csidrivers,csinodes',
        why: 'shows the drivers that there are, and on which nodes',
      },
      describe(claim),
    ],
  };
}

/** VOL-05: as it should be while there are no pods. Where there are some, what keeps them from a node is told. */
function waitsForConsumer({ phase, name, events, object, scene }: Claim): ReturnType<ClaimRule> {
  const event = events[0];
  if (phase !== 'Pending' || event?.reason !== 'WaitForFirstConsumer') return undefined;
  if (scene.subject.pods.length > 0) return undefined;
  return {
    cause: `The claim ${name} gets its volume when a pod that uses it has a node.`,
    evidence: [statusOf(object), eventEvidence(event)],
  };
}

/** VOL-08 */
function lost({
  phase,
  name,
  namespace,
  events,
  spec,
  object,
  world,
}: Claim): ReturnType<ClaimRule> {
  const volumeName = text(spec['volumeName']);
  const volume = world.find('PersistentVolume', '', volumeName);
  const state = text(fields(volume?.['status'])['phase']);
  if (phase !== 'Lost' && !(state === 'Failed' || (state === 'Released' && phase !== 'Bound')))
    return undefined;
  const event = events.find(({ reason }) => reason === 'ClaimLost');
  const cause =
    phase === 'Lost'
      ? `The claim ${name} has lost its volume ${volumeName}: it no longer exists.`
      : `The volume ${volumeName} of the claim ${name} is ${state}: it belonged to a claim that was deleted.`;
  return {
    cause,
    evidence: [statusOf(object), ...(event === undefined ? [] : [eventEvidence(event)])],
    fixes: [
      phase === 'Lost'
        ? {
            command: `{program} delete pvc ${name} -n ${namespace}`,
            why: 'then make the claim again: the data of the volume are not reachable any more',
          }
        : {
            command: `{program} patch pv ${volumeName} --type=json -p '[{"op":"remove","path":"/spec/claimRef"}]'`,
            why: 'offers the volume, with the data on it, to a claim again',
          },
    ],
  };
}

/** VOL-09 */
function noneFits(claim: Claim): ReturnType<ClaimRule> {
  const { phase, name, object } = claim;
  if (phase !== 'Pending') return undefined;
  // With a provisioner behind the class a volume is made, whatever others there are.
  if (claim.className !== '' && isProvisioned(claim)) return undefined;
  const candidates = claim.className === '' ? namedVolume(claim) : volumesOfClass(claim);
  const reasons = candidates.map((volume) => ({ volume, why: mismatches(claim.object, volume) }));
  if (reasons.length === 0 || reasons.some(({ why }) => why.length === 0)) return undefined;
  const nearestOnes = [...reasons].sort((a, b) => a.why.length - b.why.length).slice(0, 3);
  const said = nearestOnes.map(({ volume, why }) => `${nameOf(volume)} ${why.join(' and ')}`);
  return {
    cause: `No volume fits the claim ${name}: ${said.join('; ')}.`,
    evidence: [
      statusOf(object),
      ...nearestOnes.map(({ volume }): Evidence => ({
        kind: 'object',
        source: `pv/${nameOf(volume)}`,
        text: `phase ${text(fields(volume['status'])['phase'])}`,
      })),
    ],
    fixes: [
      { command: '{program} get pv', why: 'shows the volumes that there are' },
      remake(claim, 'so that it asks for what a volume has'),
    ],
  };
}

function isProvisioned({ className, world }: Claim): boolean {
  const provisioner = text(world.find('StorageClass', '', className)?.['provisioner']);
  return provisioner !== '' && provisioner !== 'kubernetes.io/no-provisioner';
}

function volumesOfClass({ className, world }: Claim): readonly Fields[] {
  return world
    .all('PersistentVolume')
    .filter((volume) => fields(volume['spec'])['storageClassName'] === className);
}

function namedVolume({ spec, world }: Claim): readonly Fields[] {
  const volume = world.find('PersistentVolume', '', text(spec['volumeName']));
  return volume === undefined ? [] : [volume];
}

function statusOf(object: Fields): Evidence {
  return {
    kind: 'status',
    source: `pvc/${nameOf(object)}`,
    text: `phase ${text(fields(object['status'])['phase'])}`,
  };
}

function describe({ name, namespace }: Claim): Fix {
  return {
    command: `{program} describe pvc ${name} -n ${namespace}`,
    why: 'shows what the provisioner says',
  };
}

function remake({ name, namespace }: Claim, how: string): Fix {
  return {
    command: `{program} delete pvc ${name} -n ${namespace}`,
    why: `then apply it again ${how}: a claim cannot be changed`,
  };
}
