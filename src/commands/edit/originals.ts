import type { JSONObject, KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goSyntax } from '../../formats/go-format.ts';
import type { ObjectInfo } from '../../resources/objects.ts';

/**
 * What an object was before the edit: the one with its uid. Where objects have none, their type and name tell them
 * apart. Throws a KubistError when there was no such object.
 */
export function originalOf(
  edited: ObjectInfo,
  originals: readonly ObjectInfo[],
): ObjectInfo | undefined {
  const uid = edited.object.metadata?.uid ?? '';
  const candidates = originals.filter(({ object }) => (object.metadata?.uid ?? '') === uid);
  if (candidates.length === 0) {
    const object = goSyntax(edited.object as JSONObject);
    throw new KubistError(
      `no original object found for &unstructured.Unstructured{Object:${object}}`,
    );
  }
  if (uid !== '') return candidates[0];
  return candidates.find((one) => identity(one) === identity(edited));
}

function identity({ resource, namespace, name }: ObjectInfo): string {
  return [resource.group, resource.resource, namespace, name].join('/');
}

/** The object with the managedFields that the original has, for they are never shown in the editor. */
export function withManagedFields(object: KubeObject, original: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata ?? {};
  const managedFields = original.metadata?.managedFields;
  return {
    ...object,
    metadata: { ...metadata, ...(managedFields === undefined ? {} : { managedFields }) },
  };
}
