import type { GVK } from '../../api/types.ts';
import { OBJECT_STRUCTS } from './object-structs.ts';
import { OLD_STRUCTS } from './old-structs.ts';
import { POD_STRUCTS } from './pod-structs.ts';
import { ROLE_STRUCTS } from './role-structs.ts';
import { VOLUME_STRUCTS } from './volume-structs.ts';

/**
 * The fields of the API's Go types by type, in the order in which Go writes them: `name:type`, with `!` after the
 * name of one that is written even when it is empty; a text needs no type. Types: `string`, `bool`, `int32`, `int64`,
 * `quantity`, `time`, `microtime`, `intOrString`, `raw` (as it is), another struct, a text with a name of its own
 * (`v1.PullPolicy`), and of these pointers `*T`, lists `[]T` and maps `{}T`. Source: k8s.io/api.
 */
export type StructTable = Readonly<Record<string, string>>;

/** One field of a struct. */
export interface Field {
  readonly name: string;
  /** Written even when it is empty. */
  readonly always: boolean;
  readonly type: string;
}

const TABLE: StructTable = {
  ...OBJECT_STRUCTS,
  ...POD_STRUCTS,
  ...ROLE_STRUCTS,
  ...VOLUME_STRUCTS,
  ...OLD_STRUCTS,
};

const parsed = new Map<string, ReadonlyMap<string, Field>>();

/** The fields of a struct, by name and in order; undefined for types that are no struct. */
export function fieldsOf(struct: string): ReadonlyMap<string, Field> | undefined {
  const text = TABLE[struct];
  if (text === undefined) return undefined;
  let fields = parsed.get(struct);
  if (fields === undefined) {
    fields = new Map(text.split(/\s+/).map((word) => [/^\w+/.exec(word)![0], readField(word)]));
    parsed.set(struct, fields);
  }
  return fields;
}

function readField(word: string): Field {
  const [name = '', type = 'string'] = word.split(':');
  const always = name.endsWith('!');
  return { name: always ? name.slice(0, -1) : name, always, type };
}

/** Kinds with a struct, by group and version. */
const KINDS: Readonly<Record<string, string>> = {
  '/v1': 'Event Pod ReplicationController Service',
  'apps/v1': 'DaemonSet Deployment ReplicaSet StatefulSet',
  'apps/v1beta1': 'Deployment:DeploymentOld StatefulSet:StatefulSetOld',
  'apps/v1beta2': 'DaemonSet Deployment ReplicaSet StatefulSet',
  'batch/v1': 'CronJob Job',
  'batch/v1beta1': 'CronJob',
  'extensions/v1beta1': 'DaemonSet:DaemonSetOld Deployment:DeploymentOld ReplicaSet:ReplicaSetOld',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
};

/** The struct of a kind; undefined for kinds that are not in the table. */
export function structOf({ group, version, kind }: GVK): string | undefined {
  for (const entry of KINDS[`${group}/${version}`]?.split(' ') ?? []) {
    const [name, struct = name] = entry.split(':');
    if (name === kind) return struct;
  }
  return undefined;
}
