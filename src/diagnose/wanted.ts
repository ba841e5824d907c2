import { type Fields, fields, list, text } from '../describe/fields.ts';
import { referencesOf } from './references.ts';
import { claimsOf } from './related.ts';
import { type CalledService, calledService } from './rules/admission/webhook.ts';
import { refusalsOf } from './rules/shared/refusals.ts';
import { hasStarted, isUnstarted } from './rules/shared/waiting.ts';
import { containersOf, endOf, restartsOf, runningOf, type Subject, waitingOf } from './subject.ts';
import { isReady } from './subjects.ts';
import { conditionOf, type Kind, namespaceOf, type World } from './world.ts';

type Named = readonly [kind: Kind, namespace: string, name: string];

/** What a diagnosis needs beside the first lists. */
export interface Wanted {
  /** To be listed. */
  readonly kinds: readonly Kind[];
  /** Of which only names are wanted. */
  readonly names: readonly Kind[];
  readonly objects: readonly Named[];
  /** Services of other namespaces whose endpoints are wanted. */
  readonly services: readonly CalledService[];
}

/** More objects of a kind than this are not asked for one by one: one list of names says which there are. */
const MANY = 8;

/** What the workloads that do not run ask for; nothing where all is well. */
export function wantedOf(subjects: readonly Subject[], world: World): Wanted {
  const named = [...missingReferences(subjects, world), ...certificates(world)];
  const count = (kind: Kind): number => named.filter(([one]) => one === kind).length;
  const many = (['ConfigMap', 'Secret'] as const).filter((kind) => count(kind) > MANY);
  const refused = refusals(subjects, world);
  return {
    kinds: kindsOf(subjects, world, refused),
    names: [
      ...many,
      ...(refused.some((said) => /serviceaccount "[^"]*" not found/.test(said))
        ? (['ServiceAccount'] as const)
        : []),
    ],
    objects: named.filter(([kind]) => !many.some((one) => one === kind)),
    services: calledElsewhere(refused, world),
  };
}

function kindsOf(
  subjects: readonly Subject[],
  world: World,
  refused: readonly string[],
): readonly Kind[] {
  const waiting = subjects.filter(isWaiting);
  const pods = waiting.flatMap((subject) => subject.pods.filter((pod) => !isOver(pod)));
  // For which nodes a DaemonSet without pods is meant, only nodes can tell.
  const idle = subjects.some(({ kind, desired }) => kind === 'DaemonSet' && desired === 0);
  const claims = waiting.some(
    (subject) =>
      claimsOf(subject).length > 0 &&
      (subject.pods.length === 0 || !subject.pods.every(hasStarted)),
  );
  const limited = refused.some((said) => /usage per|limit to request/.test(said));
  const silent = pods.some((pod) =>
    world
      .eventsOf(pod)
      .some(
        ({ reason, message }) =>
          reason === 'Unhealthy' && /deadline exceeded|timeout/i.test(message),
      ),
  );
  const wanted: readonly (readonly [boolean, readonly Kind[]])[] = [
    [subjects.some(({ kind }) => kind === 'DaemonSet'), ['ControllerRevision']],
    [pods.some((pod) => !isReady(pod)) || idle, ['Node']],
    [silent, ['NetworkPolicy']],
    [limited, ['LimitRange']],
    [claims, ['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass']],
    [world.all('Ingress').length > 0, ['IngressClass']],
  ];
  return wanted.flatMap(([when, kinds]) => (when ? kinds : []));
}

/** True where pods are missing that there should be. */
function isWaiting({ object, pods, desired }: Subject): boolean {
  const done = conditionOf(object, 'Complete')?.['status'] === 'True';
  return !done && pods.filter(isReady).length < desired;
}

/** A pod that has done its work asks for nothing. */
function isOver(pod: Fields): boolean {
  return fields(pod['status'])['phase'] === 'Succeeded';
}

const PLAIN = { tolerateRestarts: 0, hints: false };

/** What the API server said to those that could not make pods. */
function refusals(subjects: readonly Subject[], world: World): readonly string[] {
  return subjects.flatMap((subject) =>
    refusalsOf({ subject, world, options: PLAIN }).map((refusal) => refusal.text),
  );
}

/** What answers webhooks that could not be called, where nothing is known of it. */
function calledElsewhere(refused: readonly string[], world: World): readonly CalledService[] {
  const found = new Map<string, CalledService>();
  for (const service of refused.map(calledService)) {
    if (service === undefined) continue;
    const { namespace, name } = service;
    if (world.exists('Service', namespace, name) === undefined)
      found.set(`${namespace}/${name}`, service);
  }
  return [...found.values()];
}

/** Each namespace has it, and each pod names it. */
const ROOT = 'kube-root-ca.crt';

/**
 * The ConfigMaps and Secrets that pods which have not started refer to, and those for pulling images where that fails; one
 * pod of each workload stands for all.
 */
function missingReferences(subjects: readonly Subject[], world: World): readonly Named[] {
  const found = new Map<string, Named>();
  for (const { pods, namespace } of subjects) {
    const unstarted = pods.find((pod) => !isReady(pod) && isUnstarted(pod));
    const unpulled = pods.find(isUnpulled);
    const wanted = [
      ...referencesOf(unstarted ?? {}).filter(({ where }) => where !== PULL),
      ...referencesOf(unpulled ?? {}).filter(({ where }) => where === PULL),
    ];
    const complaints = world.eventsOf(unstarted ?? {}).map(({ message }) => message);
    for (const { kind, name, optional } of wanted) {
      const usual = name === ROOT && !complaints.some((said) => said.includes(ROOT));
      if (optional || usual || (kind !== 'ConfigMap' && kind !== 'Secret')) continue;
      found.set(`${kind}/${namespace}/${name}`, [kind, namespace, name]);
    }
  }
  return [...found.values()];
}

const PULL = 'imagePullSecrets';

function isUnpulled(pod: Fields): boolean {
  return containersOf(pod).some((container) =>
    /Image|Registry|Signature/.test(text(waitingOf(container)?.['reason'])),
  );
}

/** The secrets that Ingresses take their certificates from. */
function certificates(world: World): readonly Named[] {
  const found = new Map<string, Named>();
  for (const ingress of world.all('Ingress')) {
    const namespace = namespaceOf(ingress);
    for (const { secretName } of list(fields(ingress['spec'])['tls'])) {
      const name = text(secretName);
      if (name !== '') found.set(`${namespace}/${name}`, ['Secret', namespace, name]);
    }
  }
  return [...found.values()];
}

/** A log that tells why a container does not run. */
export interface WantedLog {
  readonly pod: Fields;
  readonly container: string;
  readonly previous: boolean;
}

/** Containers that ended badly, and then those that run and are not ready: of each workload and container one. */
export function wantedLogs(subjects: readonly Subject[]): readonly WantedLog[] {
  const failed: WantedLog[] = [];
  const unready: WantedLog[] = [];
  for (const { pods } of subjects) {
    const seen = new Set<string>();
    for (const container of pods.flatMap(containersOf)) {
      const end = endOf(container);
      const fails =
        end !== undefined && (text(end['exitCode']) !== '0' || restartsOf(container) > 0);
      // What an init container waits for, and why a program says that it is not well.
      const waits = runningOf(container) !== undefined && container.status['ready'] !== true;
      if (!(fails || waits) || seen.has(container.name)) continue;
      seen.add(container.name);
      const ended = fields(container.status['state'])['terminated'] !== undefined;
      (fails ? failed : unready).push({
        pod: container.pod,
        container: container.name,
        previous: !ended && fails && restartsOf(container) > 0,
      });
    }
  }
  return [...failed, ...unready];
}
