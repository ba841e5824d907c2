import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { StatusError } from '../../errors.ts';
import { withoutManagedFields } from '../../printers/managed-fields.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { isNotFound, retrieve } from '../../resources/retrieve.ts';
import { warnIfDeleting } from '../apply/client-side.ts';
import type { Visited } from '../apply/prune.ts';
import { isSecret, maskSecrets } from './mask.ts';
import { mergedObject } from './merged.ts';
import type { DiffOptions } from './options.ts';
import type { Versions } from './versions.ts';

/** How often an object is read and merged while others change it. The last time its version does not count. */
const TRIES = 4;

/** What comparing needs besides the object. */
export interface CompareSetting {
  readonly context: Context;
  readonly options: DiffOptions;
  readonly versions: Versions;
  /** What was looked at is noted here. */
  readonly visited: { readonly [K in keyof Visited]: Set<string> };
}

/** Writes both versions of an object: as the server has it, and as it would be. */
export async function compareObject(info: ObjectInfo, setting: CompareSetting): Promise<void> {
  for (let tries = 1; ; tries++) {
    const live = await findLive(info, setting);
    const last = tries === TRIES;
    if (last) warnOfChanges(info, setting.context);
    try {
      await compare(info, live, { ...setting, anyVersion: last });
    } catch (error) {
      if (!last && error instanceof StatusError && error.reason === 'Conflict') continue;
      throw error;
    } finally {
      const { err } = setting.context.streams;
      if (live !== undefined) warnIfDeleting(live, (text) => void err.write(text));
    }
    return;
  }
}

async function findLive(
  info: ObjectInfo,
  { context, visited }: CompareSetting,
): Promise<KubeObject | undefined> {
  let live: KubeObject | undefined;
  try {
    live = await retrieve(await context.client(), info);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  if (info.namespace !== '') visited.namespaces.add(info.namespace);
  const uid = live?.metadata?.uid;
  if (uid !== undefined) visited.uids.add(uid);
  return live;
}

function warnOfChanges({ resource, name }: ObjectInfo, { log }: Context): void {
  const kind = `${resource.group}/${resource.version}, Kind=${resource.kind}`;
  log.warn('diff.go:723', `Object (${kind}: ${name}) keeps changing, diffing without lock`);
}

async function compare(
  info: ObjectInfo,
  live: KubeObject | undefined,
  setting: CompareSetting & { readonly anyVersion: boolean },
): Promise<void> {
  const { options, versions } = setting;
  const merged = await mergedObject(info, live, setting);
  const shown = (object: KubeObject | undefined): KubeObject | undefined =>
    object === undefined || options.showManagedFields ? object : withoutManagedFields(object);
  const [from, to] = [shown(live), shown(merged) as KubeObject];
  if (options.showSecrets || !isSecret(to)) {
    await versions.live.write(info, from);
    await versions.merged.write(info, to);
    return;
  }
  const masked = maskSecrets(from, to);
  // As the reference has it, a secret that does not exist yet is null here and not an empty file.
  await versions.live.write(info, masked.from ?? null);
  await versions.merged.write(info, masked.to);
}
