import type { JSONObject, KubeObject } from '../../api/types.ts';
import { gvkOf } from '../../api/gvk.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { parseJSON, stringifyJSON } from '../../formats/json.ts';
import type { Info } from '../../resources/info.ts';
import { retrieve } from '../../resources/retrieve.ts';
import { patchObject } from '../../resources/write.ts';
import { fromSource } from '../change/source-error.ts';
import { LAST_APPLIED } from '../create/last-applied.ts';
import { describeInfo } from './describe.ts';
import { type MergePatch, threeWayMerge } from './merge.ts';
import { writeOptions } from './options.ts';
import { recreate } from './recreate.ts';
import type { Patched, ApplySetting } from './setting.ts';

/** How often a patch is sent in all when others change the object meanwhile. */
const TRIES = 6;
/** Pause before the third try and those after it, in milliseconds. */
const PAUSE = 1000;

/**
 * Changes a live object to what the manifest says. When others change it at the same time, it is read and patched
 * anew. With `--force`, an object that cannot be patched is deleted and created anew. Rejects with an error that names the manifest.
 */
export async function patchLive(
  info: Info,
  live: KubeObject,
  configured: KubeObject,
  setting: ApplySetting,
): Promise<Patched> {
  let text = '';
  const attempt = async (current: KubeObject): Promise<Patched> => {
    const merge = await fromSource('patching', info.source, () =>
      makePatch(info, current, configured, setting),
    );
    text = stringifyJSON(merge.patch, { sortKeys: true });
    return send(info, current, merge, text, setting);
  };
  try {
    return await withRetries(info, live, attempt, setting);
  } catch (error) {
    const cause = error as Error;
    const { force } = setting.options;
    if (force && isReason(cause, 'Conflict', 'Invalid')) {
      text = `${stringifyJSON(configured, { sortKeys: true })}\n`;
      return await named(info, text, () => recreate(info, live, configured, setting));
    }
    return named(info, text, () => Promise.reject(cause));
  }
}

async function withRetries(
  info: Info,
  live: KubeObject,
  attempt: (current: KubeObject) => Promise<Patched>,
  { context }: ApplySetting,
): Promise<Patched> {
  let current = live;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(current);
    } catch (error) {
      if (tries === TRIES || !isReason(error as Error, 'Conflict')) throw error;
    }
    if (tries > 1) await pause(context.signal);
    current = await retrieve(await context.client(), info);
  }
}

async function makePatch(
  info: Info,
  current: KubeObject,
  configured: KubeObject,
  { context, options, say }: ApplySetting,
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

async function send(
  info: Info,
  current: KubeObject,
  merge: MergePatch,
  text: string,
  { context, options }: ApplySetting,
): Promise<Patched> {
  if (text === '{}') return { object: current, unchanged: true };
  if (options.dryRun === 'client') {
    return { object: merge.apply(current as JSONObject), unchanged: false };
  }
  const client = await context.client();
  const object = await patchObject(client, info, merge.type, text, writeOptions(options));
  return { object, unchanged: false };
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
