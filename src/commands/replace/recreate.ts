import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import type { Info, Resolution } from '../../resources/info.ts';
import { isNotFound, retrieve } from '../../resources/retrieve.ts';
import { patience } from '../../resources/wait/patience.ts';
import { createObject } from '../../resources/write.ts';
import { pause } from '../../rest/pause.ts';
import { preview } from '../delete/confirm.ts';
import { deleteAll, type DeletePlan, visitEach } from '../delete/plan.ts';
import { configured, type ReplaceOptions } from './replace-one.ts';

/** How long to wait for objects to be gone when nothing is said, in milliseconds. */
const LONG_ENOUGH = 5 * 60 * 1000;
/** How often to look, in milliseconds. */
const LOOK_AGAIN = 1000;

/**
 * Deletes objects, waits until they are gone, and creates them anew. Manifests are read once, all of them before
 * anything is deleted.
 */
export async function recreate(
  context: Context,
  resolution: Resolution,
  options: ReplaceOptions,
  plan: DeletePlan,
): Promise<void> {
  const read = await preview(resolution, false);
  await deleteAll(context, read, plan);
  const { signal } = patience(plan.timeout === 0 ? LONG_ENOUGH : Math.max(plan.timeout, 1));
  for (const info of read.infos) await untilGone(context, info, signal);
  if (read.infos.length === 0) throw new KubistError('no objects passed to replace');
  const client = await context.client();
  const failure = await visitEach(read, async (info) => {
    const created = await createObject(client, info, configured(info, options), {
      fieldManager: options.fieldManager,
      fieldValidation: options.fieldValidation,
    });
    await options.printer.print(created, context.streams.out);
  });
  if (failure !== undefined) throw failure;
}

async function untilGone(context: Context, info: Info, signal: AbortSignal): Promise<void> {
  const client = await context.client();
  for (;;) {
    try {
      await retrieve(client, info);
    } catch (error) {
      if (isNotFound(error)) return;
      throw error;
    }
    const late = await pause(LOOK_AGAIN, signal).then(
      () => false,
      () => true,
    );
    if (late) throw new KubistError('context deadline exceeded');
  }
}
