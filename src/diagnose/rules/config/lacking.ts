import { type Fields, fields, text } from '../../../describe/fields.ts';
import type { Fix } from '../../model.ts';
import type { Match, Rule, Scene } from '../../rule.ts';
import { metadataOf, namespaceOf, timeOf } from '../../world.ts';
import { editFix, inNamespace } from '../shared/template-fixes.ts';
import { keysOf, type Lack, lacksOf, namesOf } from '../shared/lacks.ts';
import { nearest, some } from '../shared/nearest.ts';

/** ConfigMaps, Secrets and keys of theirs that are not there. */
export const lackRules: readonly Rule[] = [
  {
    id: 'CFG-01',
    title: 'configmap-missing',
    severity: 'error',
    class: 'grace',
    grace: 30,
    confidence: 'high',
    pod: (pod, scene) => missing('ConfigMap', pod, scene),
  },
  {
    id: 'CFG-02',
    title: 'secret-missing',
    severity: 'error',
    class: 'grace',
    grace: 30,
    confidence: 'high',
    pod: (pod, scene) => missing('Secret', pod, scene),
  },
  {
    id: 'CFG-03',
    title: 'key-missing',
    severity: 'error',
    class: 'grace',
    grace: 30,
    confidence: 'high',
    pod: (pod, scene) =>
      lacksOf(pod, scene.world)
        .filter(({ key }) => key !== '')
        .map((lack) => keyMissing(lack, pod, scene)),
  },
];

function missing(kind: Lack['kind'], pod: Fields, scene: Scene): readonly Match[] {
  const { world, subject } = scene;
  const namespace = namespaceOf(pod);
  return lacksOf(pod, world)
    .filter((lack) => lack.kind === kind && lack.key === '')
    .map(({ name, places, evidence, said }) => {
      const near = nearest(name, namesOf(kind, namespace, world));
      const create =
        kind === 'ConfigMap'
          ? `configmap ${name} --from-literal=KEY=VALUE`
          : `secret generic ${name} --from-literal=KEY=VALUE`;
      return {
        cause:
          `${kind} ${name} does not exist in namespace ${namespace}, but ${some(places, 3)} ${places.length > 1 ? 'ask' : 'asks'} for it` +
          (near === undefined ? '.' : `; there is one named ${near}.`),
        evidence,
        since: startedAt(pod),
        confidence: said ? 'high' : 'medium',
        fixes: [
          ...(near === undefined ? [] : [editFix(subject, `names ${near}, if that is meant`)]),
          {
            command: `{program} create ${create} ${inNamespace(subject)}`,
            why: 'makes it; the pods that wait for it start by themselves',
          },
        ],
      };
    });
}

function keyMissing(
  { kind, name, key, places, evidence, said }: Lack,
  pod: Fields,
  scene: Scene,
): Match {
  const { world, subject } = scene;
  const keys = keysOf(world.find(kind, namespaceOf(pod), name));
  const near = nearest(key, keys ?? []);
  return {
    cause: `${kind} ${name} has no key ${key}, which ${some(places, 3)} ${places.length > 1 ? 'ask' : 'asks'} for${keysText(keys, near)}`,
    evidence,
    since: startedAt(pod),
    confidence: said ? 'high' : 'medium',
    fixes: [
      ...(near === undefined ? [] : [editFix(subject, `names ${near}, if that is meant`)]),
      patchFix(kind, name, key, scene),
    ],
  };
}

function keysText(keys: readonly string[] | undefined, near: string | undefined): string {
  if (keys === undefined) return '.';
  if (keys.length === 0) return '; it is empty.';
  const meant = near === undefined ? '' : `; ${near} may be meant`;
  return `; its keys: ${some([...keys].sort(), 8)}${meant}.`;
}

function patchFix(kind: Lack['kind'], name: string, key: string, { subject }: Scene): Fix {
  const field = kind === 'Secret' ? 'stringData' : 'data';
  const patch = JSON.stringify({ [field]: { [key]: 'VALUE' } });
  return {
    command: `{program} patch ${kind.toLowerCase()} ${name} ${inNamespace(subject)} -p '${patch}'`,
    why: 'adds the key; the pods that wait for it start by themselves',
  };
}

/** When the kubelet took the pod, or it was made. */
function startedAt(pod: Fields): number {
  const started = timeOf(text(fields(pod['status'])['startTime']));
  return started || timeOf(metadataOf(pod)['creationTimestamp']);
}
