import type { KubeObject } from '../../api/types.ts';
import type { APIResource } from '../../discovery/mapper.ts';
import { KubistError } from '../../errors.ts';
import { formatSelector } from '../../formats/format-selector.ts';

/** What chooses the pods of each kind: a label selector, or a plain map of labels. */
const SELECTED: Readonly<Record<string, 'selector' | 'map'>> = {
  'apps/Deployment': 'selector',
  'apps/ReplicaSet': 'selector',
  'apps/StatefulSet': 'selector',
  'apps/DaemonSet': 'selector',
  'batch/Job': 'selector',
  '/ReplicationController': 'map',
  '/Service': 'map',
};

/**
 * The label selector of the pods that belong to an object, as text. `purpose` begins the error for those that have
 * none: `cannot get the logs from`.
 */
export function podSelector(
  { group, version, kind }: Pick<APIResource, 'group' | 'version' | 'kind'>,
  object: KubeObject,
  purpose: string,
): string {
  // The reference knows the types of Kubernetes itself, and of its own groups.
  if (group.includes('.') && !group.endsWith('.k8s.io')) {
    throw new KubistError(
      `no kind "${kind}" is registered for version "${group}/${version}" in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  const type = `*${version}.${kind}`;
  const refuse = (reason: string): KubistError => new KubistError(`${purpose} ${type}: ${reason}`);
  const how = SELECTED[`${group}/${kind}`];
  if (how === undefined) throw refuse(`selector for ${type} not implemented`);
  const { selector } = (object['spec'] ?? {}) as { selector?: Record<string, unknown> };
  if (how === 'selector') return formatSelector(selector ?? {});
  if (kind === 'Service' && Object.keys(selector ?? {}).length === 0) {
    const name = object.metadata?.name ?? '';
    throw refuse(`invalid service '${name}': Service is defined without a selector`);
  }
  return formatSelector({ matchLabels: selector ?? {} });
}
