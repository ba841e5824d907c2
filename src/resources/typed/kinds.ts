import { formatAPIVersion } from '../../api/gvk.ts';
import type { GVK } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { builtinPatchSchema } from '../patch/builtin.ts';

/** Versions of the API's own groups that Go clients have types for. */
const VERSIONS: Readonly<Record<string, string>> = {
  '': 'v1',
  'admissionregistration.k8s.io': 'v1 v1alpha1 v1beta1',
  apps: 'v1 v1beta1 v1beta2',
  'authentication.k8s.io': 'v1 v1alpha1 v1beta1',
  'authorization.k8s.io': 'v1 v1beta1',
  autoscaling: 'v1 v2',
  batch: 'v1 v1beta1',
  'certificates.k8s.io': 'v1 v1alpha1 v1beta1',
  'coordination.k8s.io': 'v1 v1alpha2 v1beta1',
  'discovery.k8s.io': 'v1 v1beta1',
  'events.k8s.io': 'v1 v1beta1',
  extensions: 'v1beta1',
  'flowcontrol.apiserver.k8s.io': 'v1 v1beta1 v1beta2 v1beta3',
  'internal.apiserver.k8s.io': 'v1alpha1',
  'networking.k8s.io': 'v1 v1beta1',
  'node.k8s.io': 'v1 v1alpha1 v1beta1',
  policy: 'v1 v1beta1',
  'rbac.authorization.k8s.io': 'v1 v1alpha1 v1beta1',
  'resource.k8s.io': 'v1 v1alpha3 v1beta1 v1beta2',
  'scheduling.k8s.io': 'v1 v1alpha2 v1beta1',
  'storage.k8s.io': 'v1 v1alpha1 v1beta1',
  'storagemigration.k8s.io': 'v1beta1',
};

/** Refuses kinds that a Go client has no type for, as custom resources. Throws a KubistError; lists are of their items' kind. */
export function requireKnownKind(gvk: GVK): void {
  const { group, version, kind } = gvk;
  const versions = Object.hasOwn(VERSIONS, group) ? VERSIONS[group]!.split(' ') : [];
  const item = kind.replace(/List$/, '');
  if (versions.includes(version) && builtinPatchSchema({ ...gvk, kind: item }) !== undefined)
    return;
  throw new KubistError(
    `no kind "${kind}" is registered for version "${formatAPIVersion(group, version)}" in scheme "pkg/runtime/scheme.go:111"`,
  );
}
