import type { JSONValue, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { DryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import type { Located } from '../../resources/paths.ts';
import { requireTyped } from '../../resources/typed/check.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { createObject } from '../../resources/write.ts';
import { withOverrides } from '../change/overrides.ts';
import { withLastApplied } from '../create/last-applied.ts';

/** Where pods are. */
export const PODS: Located = { group: '', version: 'v1', resource: 'pods', namespaced: true };

/** An object that was created, and where it is. */
export interface Created {
  readonly object: KubeObject;
  readonly resource: Located;
  readonly namespace: string;
}

/** The pod with what `--overrides` makes of it, as Go would have read that. */
export async function overridden(pod: KubeObject, flags: Flags): Promise<KubeObject> {
  if (flags.string('overrides') === '') return pod;
  const patched = await withOverrides(pod, flags);
  if (typeof patched !== 'object' || patched === null || Array.isArray(patched)) {
    throw new KubistError(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonType(patched)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  }
  const object = patched as KubeObject;
  try {
    requireTyped(object, '');
  } catch (error) {
    // There is no source that could not be decoded.
    throw (error as Error).cause;
  }
  return asTyped(object);
}

function jsonType(value: JSONValue): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Creates an object, or only says what it would be. */
export async function create(
  context: Context,
  flags: Flags,
  { object, resource }: Pick<Created, 'object' | 'resource'>,
  dryRun: DryRun,
): Promise<Created> {
  const { namespace, explicit } = await context.namespace();
  if (dryRun === 'client') {
    return { object: explicit ? within(namespace, object) : object, resource, namespace };
  }
  const created = await createObject(
    await context.client(),
    { resource, namespace },
    flags.bool('save-config') ? withLastApplied(object) : object,
    { dryRun: dryRun === 'server', fieldManager: flags.string('field-manager') },
  );
  return { object: created, resource, namespace };
}

/** The object with its namespace, where Go's type has it: after the name. */
function within(namespace: string, object: KubeObject): KubeObject {
  return asTyped({ ...object, metadata: { ...object.metadata, namespace } });
}
