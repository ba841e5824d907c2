import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { stringifyJSON } from '../../formats/json.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { createObject, patchObject } from '../../resources/write.ts';
import { patchPatiently } from '../apply/patcher.ts';
import { withoutLastApplied } from '../create/last-applied.ts';
import type { DiffOptions } from './options.ts';

/** What merging needs besides the object. */
export interface MergeSetting {
  readonly context: Context;
  readonly options: DiffOptions;
  /** Merge into whatever version of the object is there, not only into the one that was read. */
  readonly anyVersion: boolean;
}

/** The object as apply would leave it; the server tells, in a dry run. Rejects with a Conflict when others change it meanwhile. */
export async function mergedObject(
  info: ObjectInfo,
  live: KubeObject | undefined,
  { context, options, anyVersion }: MergeSetting,
): Promise<KubeObject> {
  const client = await context.client();
  const write = { dryRun: true, fieldManager: options.fieldManager };
  if (options.serverSide) {
    const text = `${stringifyJSON(info.object, { sortKeys: true })}\n`;
    return patchObject(client, info, 'apply', text, { ...write, force: options.forceConflicts });
  }
  if (live === undefined) return createObject(client, info, info.object, write);
  const { object } = await patchPatiently(info, live, withoutLastApplied(info.object), {
    context,
    options: { overwrite: true, openAPIPatch: true },
    write,
    resourceVersion: anyVersion ? undefined : live.metadata?.resourceVersion,
    say: (text) => void context.streams.err.write(text),
  });
  return object;
}
