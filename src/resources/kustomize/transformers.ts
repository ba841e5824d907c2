import type { JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { sortedKeys } from '../../formats/compare.ts';
import { goJSON } from '../../formats/go-format.ts';
import { isMap, member, setMember } from '../patch/values.ts';
import { type FieldSpec, specMatches, visitField } from './field-spec.ts';
import { withHistory } from './history.ts';
import type { Kustomization } from './kustomization.ts';
import { describeGVK, type Resource, sameIdentity } from './resource.ts';
import { isClusterScoped } from './scope.ts';

/** Puts pairs into the maps at the fields: labels, selectors, annotations. */
export function setPairs(
  resources: readonly Resource[],
  pairs: Readonly<Record<string, string>>,
  specs: readonly FieldSpec[],
): void {
  const keys = sortedKeys(pairs);
  if (keys.length === 0) return;
  for (const resource of resources) {
    for (const spec of specs.filter((one) => specMatches(one, resource.gvk))) {
      const made = (): JSONValue => ({});
      visitField(resource.object, spec, made, ({ value }) => {
        if (!isMap(value))
          throw new KubistError(`wrong node kind: expected MappingNode at ${spec.path}`);
        for (const key of keys) setMember(value, key, pairs[key]!);
      });
    }
  }
}

const NAMESPACE_FIELDS: readonly FieldSpec[] = [
  { version: 'v1', kind: 'Namespace', path: 'metadata/name', create: true },
  {
    group: 'apiregistration.k8s.io',
    kind: 'APIService',
    path: 'spec/service/namespace',
    create: true,
  },
  {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    path: 'spec/conversion/webhook/clientConfig/service/namespace',
  },
];

/** Puts all objects that can be in one into the namespace. Throws KubistError when two become the same. */
export function setNamespace(resources: readonly Resource[], namespace: string): void {
  for (const resource of resources) {
    resource.remember();
    if (!isClusterScoped(resource.gvk)) resource.metadata()['namespace'] = namespace;
    for (const spec of NAMESPACE_FIELDS.filter((one) => specMatches(one, resource.gvk))) {
      visitField(
        resource.object,
        spec,
        () => '',
        (slot) => slot.set(namespace),
      );
    }
    if (/^(?:Cluster)?RoleBinding$/.test(resource.gvk.kind)) {
      visitField(
        resource.object,
        { path: 'subjects' },
        () => null,
        ({ value }) => {
          if (!isMap(value)) return;
          if (value['kind'] === 'ServiceAccount' && value['name'] === 'default') {
            setMember(value, 'namespace', namespace);
          }
        },
      );
    }
    const same = resources.filter((one) => sameIdentity(one.identity, resource.identity));
    if (same.length > 1 && same.indexOf(resource) > 0) {
      const list = same.map((one) => goJSON(withHistory(one)));
      throw new KubistError(`namespace transformation produces ID conflict: [${list.join(' ')}]`);
    }
  }
}

/** Kinds whose names are given by others: the API, or what the object contains. */
const FIXED_NAMES = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);

/** Puts something before or behind the names. */
export function setAffix(
  resources: readonly Resource[],
  affix: string,
  where: 'prefix' | 'suffix',
): void {
  for (const resource of resources) {
    if (FIXED_NAMES.has(resource.gvk.kind)) continue;
    resource.remember();
    const { name } = resource;
    resource.metadata()['name'] = where === 'prefix' ? affix + name : name + affix;
    (where === 'prefix' ? resource.prefixes : resource.suffixes).push(affix);
  }
}

const REPLICA_FIELDS: readonly FieldSpec[] = [
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
].map((kind) => ({ kind, path: 'spec/replicas', create: true }));

/** Sets the count of workloads by their name, that of now or an earlier one. */
export function setReplicas(
  resources: readonly Resource[],
  { name = '', count = 0 }: NonNullable<Kustomization['replicas']>[number],
): void {
  let found = false;
  for (const spec of REPLICA_FIELDS) {
    for (const resource of resources) {
      const isMeant = resource
        .identities()
        .some((id) => id.name === name && specMatches(spec, id.gvk));
      if (!isMeant) continue;
      found = true;
      visitField(
        resource.object,
        spec,
        () => 0,
        (slot) => slot.set(count),
      );
    }
  }
  if (found) return;
  const types = REPLICA_FIELDS.map(({ kind = '' }) =>
    describeGVK({ group: '', version: '', kind }),
  );
  throw new KubistError(
    `resource with name ${name} does not match a config with the following GVK [${types.join(' ')}]`,
  );
}

/** True for objects that tools read and clusters must not get. */
export function isLocal({ object }: Resource): boolean {
  const metadata = member(object, 'metadata');
  const annotations = isMap(metadata) ? member(metadata, 'annotations') : undefined;
  const value = isMap(annotations) ? annotations[LOCAL] : undefined;
  return value !== undefined && value !== 'false';
}

const LOCAL = 'config.kubernetes.io/local-config';
