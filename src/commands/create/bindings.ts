import type { JSONObject } from '../../api/types.ts';
import type { FlagSpec, Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { flag } from './arguments.ts';
import { RBAC } from './resources.ts';

/** Who gets the role. */
export const subjectFlags: readonly FlagSpec[] = [
  flag('group', 'Group that gets the role', 'stringArray'),
  flag('serviceaccount', 'Service account that gets the role: NAMESPACE:NAME', 'stringArray'),
  flag('user', 'User who gets the role', 'stringArray'),
];

/** `subjects` of a binding, left out when there are none. */
export function subjects(flags: Flags): { subjects?: JSONObject[] } {
  const named = (kind: string, names: readonly string[]): JSONObject[] =>
    names.map((name) => ({ kind, apiGroup: RBAC, name }));
  const list = [
    ...named('User', flags.strings('user')),
    ...named('Group', flags.strings('group')),
    ...flags.strings('serviceaccount').map(serviceAccount),
  ];
  return list.length === 0 ? {} : { subjects: list };
}

function serviceAccount(text: string): JSONObject {
  const [namespace = '', name = '', ...more] = text.split(':');
  if (namespace === '' || name === '' || more.length > 0) {
    throw new KubistError('serviceaccount must be <namespace>:<name>');
  }
  return { kind: 'ServiceAccount', name, namespace };
}

/** `roleRef` of a binding. */
export function roleRef(kind: 'Role' | 'ClusterRole', name: string): JSONObject {
  return { apiGroup: RBAC, kind, name };
}
