import { fields, list, text } from '../../../describe/fields.ts';
import type { Fix } from '../../model.ts';
import type { Scene } from '../../rule.ts';
import { type Container, containersOf, type Subject } from '../../subject.ts';

/** Kinds of which the pod template may be changed, so that pods are made anew by it. */
const CHANGEABLE: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'CronJob',
]);

/** Kinds that `rollout undo` knows. */
const WITH_HISTORY: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The workload as an argument of a command: `deployment/web`. */
export function argumentOf({ kind, name }: Subject): string {
  return `${kind.toLowerCase()}/${name}`;
}

/** `-n shop`. */
export function inNamespace({ namespace }: Subject): string {
  return `-n ${namespace}`;
}

/** A `set` command on the workload; where its template cannot be changed, that it is to be replaced. */
export function setFix(
  subject: Subject,
  what: 'image' | 'resources',
  args: string,
  why: string,
): Fix {
  const changeable = CHANGEABLE.has(subject.kind) || (subject.kind === 'Pod' && what === 'image');
  if (!changeable) return replaceFix(subject, why);
  return {
    command: `{program} set ${what} ${argumentOf(subject)} ${args} ${inNamespace(subject)}`,
    why,
  };
}

/** Opens the workload in an editor; where its template cannot be changed, says that it is to be replaced. */
export function editFix(subject: Subject, why: string): Fix {
  if (!CHANGEABLE.has(subject.kind)) return replaceFix(subject, why);
  return { command: `{program} edit ${argumentOf(subject)} ${inNamespace(subject)}`, why };
}

function replaceFix(subject: Subject, why: string): Fix {
  const { kind } = subject;
  return {
    command: `{program} replace --force -f ${kind.toLowerCase()}.yaml ${inNamespace(subject)}`,
    why: `${why}; a ${kind} has to be made anew for that`,
  };
}

/** Goes back to the revision before this one, where there is one. */
export function undoFix({ subject }: Scene): readonly Fix[] {
  if (!WITH_HISTORY.has(subject.kind)) return [];
  if (subject.oldMakers.length === 0 && subject.oldPods.length === 0) return [];
  return [
    {
      command: `{program} rollout undo ${argumentOf(subject)} ${inNamespace(subject)}`,
      why: 'goes back to the revision before this one',
    },
  ];
}

/** The image that the revision before this one gave to a container; "" when there is none. */
export function earlierImage({ subject }: Scene, container: string): string {
  const [maker] = subject.oldMakers;
  const earlier =
    maker === undefined ? subject.oldPods[0] : fields(fields(maker['spec'])['template']);
  if (earlier === undefined) return '';
  return text(containersOf(earlier).find(({ name }) => name === container)?.spec['image']);
}

/** The ports that a container declares: `8080 (http), 9090`; "" for none. */
export function portList({ spec }: Container): string {
  return list(spec['ports'])
    .map((port) => {
      const name = text(port['name']);
      return text(port['containerPort']) + (name === '' ? '' : ` (${name})`);
    })
    .join(', ');
}
