import type { KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import type { Info } from '../../resources/info.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import { objectPath } from '../../resources/paths.ts';
import { createObject, deleteObject } from '../../resources/write.ts';
import type { RESTClient } from '../../rest/client.ts';
import { type ApplyOptions, writeOptions } from './options.ts';
import type { ApplySetting, Patched } from './setting.ts';

/** Pause between two looks for an object that is being deleted, in milliseconds. */
const INTERVAL = 1000;

/**
 * Deletes an object, waits until it is gone, and creates it from the manifest; when that fails, as it was before.
 * Rejects when it is not gone after `--timeout`.
 */
export async function recreate(
  info: Info,
  live: KubeObject,
  configured: KubeObject,
  { context, options }: Pick<ApplySetting, 'context' | 'options'>,
): Promise<Patched> {
  const client = await context.client();
  await remove(client, info, options);
  const deadline = context.now() + options.timeout;
  for (;;) {
    if (await isGone(client, info)) break;
    const left = deadline - context.now();
    const { setTimeout: sleep } = await import('node:timers/promises');
    if (left > 0) await sleep(Math.min(INTERVAL, left), undefined, { signal: context.signal });
    if (left < INTERVAL) throw new KubistError('context deadline exceeded');
  }
  try {
    const object = await createObject(client, info, configured, writeOptions(options));
    return { object, unchanged: false };
  } catch (error) {
    await restore(client, info, live, options, error as Error);
    throw error;
  }
}

/** Deletes an object as the flags say. `typed` says in the request what its body is. */
export async function remove(
  client: RESTClient,
  info: Info,
  { propagation, gracePeriod, dryRun }: ApplyOptions,
  typed = false,
): Promise<void> {
  await deleteObject(client, info, {
    propagationPolicy: propagation,
    dryRun: dryRun === 'server',
    typed,
    ...(gracePeriod < 0 ? {} : { gracePeriodSeconds: gracePeriod }),
  });
}

async function isGone(client: RESTClient, { resource, namespace, name }: Info): Promise<boolean> {
  try {
    await client.json({ path: objectPath(resource, namespace, name) });
    return false;
  } catch (error) {
    if (isNotFound(error)) return true;
    throw error;
  }
}

async function restore(
  client: RESTClient,
  info: Info,
  live: KubeObject,
  options: ApplyOptions,
  cause: Error,
): Promise<void> {
  const { resourceVersion: _, ...metadata } = live.metadata ?? {};
  try {
    await createObject(client, info, { ...live, metadata }, writeOptions(options));
  } catch (error) {
    throw new KubistError(
      `An error occurred force-replacing the existing object with the newly provided one:\n\n${cause.message}.\n\nAdditionally, an error occurred attempting to restore the original object:\n\n${(error as Error).message}`,
      { cause: error },
    );
  }
}
