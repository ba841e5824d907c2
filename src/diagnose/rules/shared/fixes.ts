import { text } from '../../../describe/fields.ts';
import type { Fix } from '../../model.ts';
import type { Subject } from '../../subject.ts';
import { argumentOf, inNamespace } from './template-fixes.ts';

/** Kinds whose pod template can be changed. */
const CHANGEABLE: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
]);

/** `deployment/web -n shop`, as a command line names it. */
export function named(subject: Subject): string {
  return `${argumentOf(subject)} ${inNamespace(subject)}`;
}

/** True for a workload whose pods change with its template. */
export function isChangeable({ kind }: Subject): boolean {
  return CHANGEABLE.has(kind);
}

/** A JSON patch of the pod's spec in the workload's template; none for a workload whose template is fixed. */
export function patchTemplate(
  subject: Subject,
  operations: readonly { readonly op: string; readonly path: string; readonly value?: unknown }[],
  why: string,
): readonly Fix[] {
  if (!isChangeable(subject)) return [];
  const patch = operations.map(({ op, path, ...rest }) => ({
    op,
    path: `/spec/template/spec${path}`,
    ...rest,
  }));
  const quoted = JSON.stringify(patch, (_, value: unknown) =>
    typeof value === 'bigint' ? text(value) : value,
  ).replaceAll("'", String.raw`'\''`);
  return [{ command: `{program} patch ${named(subject)} --type=json -p '${quoted}'`, why }];
}

/** `/spec/nodeSelector/KEY` needs the slashes of the key escaped. Source: RFC 6901. */
export function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
