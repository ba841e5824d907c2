import type { JSONValue, KubeObject } from '../../../api/types.ts';
import { stringifyJSON } from '../../../formats/json.ts';
import type { PolicyRule } from '../rules.ts';

/** What it takes to bring an object up to date. */
export type Operation = 'none' | 'create' | 'update' | 'recreate';

/** Who gets a role. Source: the RBAC API's Subject. */
export interface Subject {
  readonly kind?: string;
  readonly apiGroup?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** What is to become of an object, and what it lacked or had too much of. */
export interface Plan {
  readonly operation: Operation;
  /** The object as it is to be. */
  readonly object: KubeObject;
  readonly missingRules?: readonly PolicyRule[];
  readonly extraRules?: readonly PolicyRule[];
  readonly missingSubjects?: readonly Subject[];
  readonly extraSubjects?: readonly Subject[];
}

/** The existing object with the labels and annotations that it lacks; those that it has stay. Undefined when it lacks none. */
export function withMetadata(existing: KubeObject, expected: KubeObject): KubeObject | undefined {
  const metadata = { ...existing.metadata };
  let changed = false;
  for (const field of ['labels', 'annotations'] as const) {
    const [wanted, present] = [expected.metadata?.[field] ?? {}, metadata[field] ?? {}];
    if (Object.keys(wanted).every((key) => Object.hasOwn(present, key))) continue;
    changed = true;
    metadata[field] = Object.fromEntries([...Object.entries(wanted), ...Object.entries(present)]);
  }
  return changed ? { ...existing, metadata } : undefined;
}

/** Which of `items` are not in `others`, each once. */
export function missingFrom<T extends object>(others: readonly T[], items: readonly T[]): T[] {
  const seen = new Set(others.map(identity));
  return items.filter((item) => {
    const key = identity(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** True when two values are the same to the API, which does not tell what is empty from what is missing. */
export function same(a: object, b: object): boolean {
  return identity(a) === identity(b);
}

function identity(value: object): string {
  return stringifyJSON(withoutEmpty(value as JSONValue) ?? {}, { sortKeys: true });
}

function withoutEmpty(value: JSONValue | undefined): JSONValue | undefined {
  if (value === null || value === '' || value === undefined) return undefined;
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((item) => withoutEmpty(item) ?? '');
  }
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([key, member]) => {
    const kept = withoutEmpty(member);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
