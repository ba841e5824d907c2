import { gvkOf } from '../../api/gvk.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { Info, Resolution } from '../../resources/info.ts';
import { type ObjectInfo, objectsIn } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { requireKnownKind } from '../../resources/typed/kinds.ts';
import { changeRequest } from '../change/request.ts';

/** What is to be changed; nothing is fetched yet. */
export async function resolveTargets(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<Resolution> {
  return resolve({ ...(await changeRequest(context, flags, args)), typed: true }, context);
}

/** All that is to be changed. Rejects when anything of it cannot be had: then nothing is changed. */
export async function collectTargets(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<ObjectInfo[]> {
  const resolution = await resolveTargets(context, flags, args);
  const infos: ObjectInfo[] = [];
  await resolution.visit((info) => void infos.push(...knownObjects(info)));
  return infos;
}

/** The objects of an answer. Throws for kinds whose fields are not known here, as those of custom resources. */
export function knownObjects(info: Info): ObjectInfo[] {
  if (info.object !== undefined) requireKnownKind(gvkOf(info.object));
  return objectsIn(info);
}

/** An object as errors name it: `deployments/web`; of a manifest, `deployment.apps/web` and a line break. */
export function nameInErrors({ resource, name }: Info): string {
  if (resource.resource !== '') return `${resource.resource}/${name}`;
  const kind = resource.kind.toLowerCase();
  return resource.group === '' ? `${kind}/${name}` : `${kind}.${resource.group}/${name}\n`;
}
