import type { KubeObject } from '../api/types.ts';

/** The object, or each item of a list, without `metadata.managedFields`; the argument stays as it is. */
export function withoutManagedFields(object: KubeObject): KubeObject {
  if (Array.isArray(object.items)) {
    return { ...object, items: (object.items as KubeObject[]).map(withoutManagedFields) };
  }
  if (object.metadata?.managedFields === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
