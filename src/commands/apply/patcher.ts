import type { JSONObject, KubeObject } from '../../api/types.ts';
import { gvkOf } from '../../api/gvk.ts';
import type { Context } from '../../cli/context.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { parseJSON, stringifyJSON } from '../../formats/json.ts';
import type { Info } from '../../resources/info.ts';
import { retrieve } from '../../resources/retrieve.ts';
import { patchObject, type WriteOptions } from '../../resources/write.ts';
import { fromSource } from '../change/source-error.ts';
import { LAST_APPLIED } from '../create/last-applied.ts';
import { describeInfo } from './describe.ts';
import { type MergePatch, threeWayMerge } from './merge.ts';
import { type ApplyOptions, writeOptions } from './options.ts';
import { recreate } from './recreate.ts';
import type { Patched, ApplySetting } from './setting.ts';

/** How often a patch is sent in all when others change the object meanwhile. */
const TRIES = 6;
/** Pause before the third try and those after it, in milliseconds. */
const PAUSE = 1000;

/** How a patch is made, and what its request says. */
export interface PatchSetting {
  readonly context: Context;
  readonly options: Pick<ApplyOptions, 'openAPIPatch' | 'overwrite'>;
  /** Undefined sends nothing: the outcome is worked out here. */
  readonly write: WriteOptions | undefined;
  /** Patch only this version of the object. */
  readonly resourceVersion?: string | undefined;
  readonly say: ApplySetting['say'];
  /** How often it is sent in all when others change the object meanwhile; six times when missing. */
  readonly tries?: number;
  /** Told the text of each patch. */
  readonly made?: (patch: string) => void;
}

/**
 * Changes a live object to what the manifest says. With `--force`, an object that cannot be patched is deleted and
 * created anew. Rejects with an error that names the patch and the manifest.
 */
export async function patchLive(
  info: Info,
  live: KubeObject,
  configured: KubeObject,
  setting: ApplySetting,
): Promise<Patched> {
  const { context, options, say } = setting;
  let text = '';
  const made = (patch: string): void => void (text = patch);
  const write = options.dryRun === 'client' ? undefined : writeOptions(options);
  try {
    return await patchPatiently(info, live, configured, { context, options, write, say, made });
  } catch (error) {
    if (options.force && isReason(error as Error, 'Conflict', 'Invalid')) {
      text = `${stringifyJSON(configured, { sortKeys: true })}\n`;
      return await named(info, text, () => recreate(info, live, configured, setting));
    }
    return named(info, text, () => Promise.reject(error));
  }
}

/**
 * Changes a live object to what the manifest says. When others change it at the same time, it is read and patched
 * anew. Rejects with an error that names the manifest.
 */
export async function patchPatiently(
  info: Info,
  live: KubeObject,
  configured: KubeObject,
  setting: PatchSetting,
): Promise<Patched> {
  const { context, tries: most = TRIES } = setting;
  let current = live;
  for (let tries = 1; ; tries++) {
    try {
      return await fromSource('patching', info.source, () =>
        patchOnce(info, current, configured, setting),
      );
    } catch (error) {
      if (tries === most || !isReason(error as Error, 'Conflict')) throw error;
    }
    if (tries > 1) await pause(context.signal);
    current = await retrieve(await context.client(), info);
  }
}

async function patchOnce(
  info: Info,
  current: KubeObject,
  configured: KubeObject,
  setting: PatchSetting,
): Promise<Patched> {
  const merge = await makePatch(current, configured, setting);
  const { context, write, resourceVersion, made } = setting;
  if (Object.keys(merge.patch).length === 0) {
    made?.('{}');
    return { object: current, unchanged: true };
  }
  const patch = resourceVersion === undefined ? merge.patch : at(resourceVersion, merge.patch);
  const text = stringifyJSON(patch, { sortKeys: true });
  made?.(text);
  if (write === undefined) {
    return { object: merge.apply(current as JSONObject), unchanged: false };
  }
  const object = await patchObject(await context.client(), info, merge.type, text, write);
  return { object, unchanged: false };
}

/** The patch for this version of the object only. */
function at(resourceVersion: string, patch: JSONObject): JSONObject {
  return { ...patch, metadata: { ...(patch['metadata'] as JSONObject), resourceVersion } };
}

async function makePatch(
  current: KubeObject,
  configured: KubeObject,
  { context, options, say }: PatchSetting,
): Promise<MergePatch> {
  const text = current.metadata?.annotations?.[LAST_APPLIED] ?? '';
  const original = text === '' ? {} : (parseJSON(text) as JSONObject);
  try {
    return await threeWayMerge(
      gvkOf(configured),
      { original, modified: configured as JSONObject, current: current as JSONObject },
      {
        openapi: options.openAPIPatch ? () => context.openapi() : undefined,
        overwrite: options.overwrite,
        warn: say,
      },
    );
  } catch (error) {
    if (!(error instanceof KubistError) || error instanceof StatusError) throw error;
    const written = (object: KubeObject): string =>
      `${stringifyJSON(object, { sortKeys: true })}\n`;
    throw new KubistError(
      `creating patch with:\noriginal:\n${text}\nmodified:\n${written(configured)}\ncurrent:\n${written(current)}\nfor: ${error.message}`,
      { cause: error },
    );
  }
}

function named<T>(info: Info, patch: string, step: () => Promise<T>): Promise<T> {
  const doing = `applying patch:\n${patch}\nto:\n${describeInfo(info)}\nfor:`;
  return fromSource(doing, info.source, step);
}

function isReason(error: Error, ...reasons: string[]): boolean {
  return error instanceof StatusError && reasons.includes(error.reason);
}

/** Waits a moment; rejects when the command is interrupted. */
async function pause(signal: AbortSignal): Promise<void> {
  const { setTimeout: sleep } = await import('node:timers/promises');
  await sleep(PAUSE, undefined, { signal });
}
