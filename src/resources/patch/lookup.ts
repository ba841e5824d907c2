import { PatchError } from './errors.ts';
import type { PatchSchema } from './schema.ts';

/** How a field is merged, and the schema of what is in it. */
export interface FieldRules {
  /** Of the members of a map, or of the items of a list. */
  readonly schema: PatchSchema;
  /** `merge`, `replace` or nothing. */
  readonly strategy: string;
  /** Members that the patch does not name are cleared. */
  readonly retainKeys: boolean;
  /** Empty when there is none. */
  readonly mergeKey: string;
}

/** The rules of a map's field that is a map. Throws PatchError when the schema has no such field. */
export function mapRules(schema: PatchSchema, name: string): FieldRules {
  const field = fieldOf(schema, name);
  return { schema: field, ...rulesOf(field) };
}

/** The rules of a map's field that is a list. Throws PatchError when the schema has no such field. */
export function listRules(schema: PatchSchema, name: string): FieldRules {
  const field = fieldOf(schema, name);
  return { schema: field.items ?? field, ...rulesOf(field) };
}

function fieldOf(schema: PatchSchema, name: string): PatchSchema {
  const field = schema.field(name);
  if (field === undefined) throw new PatchError(`unable to find api field "${name}"`);
  return field;
}

function rulesOf({ strategies, mergeKey = '' }: PatchSchema): Omit<FieldRules, 'schema'> {
  const retainKeys = strategies.includes('retainKeys');
  const others = strategies.filter((strategy) => strategy !== 'retainKeys');
  if (others.length > 1)
    throw new PatchError(`unexpected patch strategy: [${strategies.join(' ')}]`);
  return { strategy: others[0] ?? '', retainKeys, mergeKey };
}
