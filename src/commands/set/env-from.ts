import { gvkOf } from '../../api/gvk.ts';
import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { compareBytes } from '../../formats/compare.ts';
import type { EnvVar } from './pod-spec.ts';
import { collectTargets } from './targets.ts';

/** Kinds whose keys become variables, and how these refer to them. */
const REFERENCES: Readonly<Record<string, 'configMapKeyRef' | 'secretKeyRef'>> = {
  '/ConfigMap': 'configMapKeyRef',
  '/Secret': 'secretKeyRef',
};

/** Variables that refer to the keys of what `--from` names; none without it. Tells of keys that are no names for variables. */
export async function importVariables(context: Context, flags: Flags): Promise<EnvVar[]> {
  const from = flags.string('from');
  if (from === '') return [];
  const wanted = flags.strings('keys');
  const variables: EnvVar[] = [];
  for (const { object, name: source } of await collectTargets(context, flags, [from])) {
    const { group, kind } = gvkOf(object);
    const reference = REFERENCES[`${group}/${kind}`];
    if (reference === undefined) {
      throw new KubistError('unsupported resource specified in --from');
    }
    for (const key of keysOf(object)) {
      if (wanted.length > 0 && !wanted.includes(key)) continue;
      const name = key.replaceAll(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
      if (name !== key) {
        await context.streams.err.write(`Warning: key ${key} transferred to ${name}\n`);
      }
      variables.push({ name, valueFrom: { [reference]: { name: source, key } } });
    }
  }
  return variables;
}

/** Sorted, where the reference has no order. */
function keysOf({ data }: KubeObject): string[] {
  return Object.keys(data ?? {}).sort(compareBytes);
}
