import type { KubeObject } from '../api/types.ts';
import { Failures } from './failures.ts';
import type { Info, Resolution } from './info.ts';

/** An Info that is one object, and has it. */
export type ObjectInfo = Info & { readonly object: KubeObject };

/**
 * Visits object by object, the items of lists too. A visitor that rejects does not stop the others; all errors come
 * together at the end. Objects always say their type.
 */
export async function visitObjects(
  resolution: Resolution,
  visitor: (info: ObjectInfo) => void | Promise<void>,
): Promise<void> {
  await resolution.visit(async (info) => {
    const failures = new Failures();
    for (const one of objectsIn(info)) await failures.attempt(() => visitor(one));
    // Through the resolution, which has failures of its own: they are told in the order of the objects.
    failures.rethrow();
  });
}

/** What is visited, and what failed on the way, for commands that judge the failures themselves. */
export async function collectObjects(
  resolution: Resolution,
): Promise<{ infos: ObjectInfo[]; failure: Error | undefined }> {
  const infos: ObjectInfo[] = [];
  try {
    await visitObjects(resolution, (info) => void infos.push(info));
  } catch (error) {
    return { infos, failure: error as Error };
  }
  return { infos, failure: undefined };
}

/** The objects of an Info: itself, or the items of its list. */
export function objectsIn(info: Info): ObjectInfo[] {
  const { object } = info;
  if (object === undefined) return [];
  if (info.name !== '' || !Array.isArray(object.items)) return [{ ...info, object }];
  const kind = (object.kind ?? '').replace(/List$/, '');
  return (object.items as KubeObject[]).map((item) => ({
    ...info,
    name: item.metadata?.name ?? '',
    namespace: item.metadata?.namespace ?? '',
    // Servers leave the type out of a list's items.
    object: { apiVersion: object.apiVersion ?? '', kind, ...item },
  }));
}
