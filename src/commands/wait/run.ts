import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import type { Printer } from '../../printers/printer.ts';
import type { ResourceRequest } from '../../resources/info.ts';
import { type ObjectInfo, visitObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import type { Condition } from '../../resources/wait/conditions.ts';
import { waitUntilGone } from '../../resources/wait/gone.ts';
import type { Patience } from '../../resources/wait/patience.ts';
import { waitUntil } from '../../resources/wait/until.ts';
import { pause } from '../../rest/pause.ts';
import { withoutNotFound } from '../get/failures.ts';

/** What to wait for. */
export interface WaitPlan {
  readonly request: ResourceRequest;
  readonly conditions: readonly Condition[];
  readonly patience: Patience;
  readonly printer: Printer;
}

/** How often to look whether something exists, in milliseconds. */
const LOOK_AGAIN = 500;

/** Waits object by object, condition by condition; an object that fails does not stop the others. */
export async function waitForAll(context: Context, plan: WaitPlan): Promise<void> {
  const { conditions, printer, request } = plan;
  if (conditions.includes('create')) await waitUntilThere(context, plan);
  const mayBeGone = conditions.includes('delete');
  let visited = 0;
  const resolution = await resolve(request, context);
  try {
    await visitObjects(resolution, async (info) => {
      visited++;
      for (const condition of conditions) {
        const object = await meet(context, info, condition, plan);
        // What was waited for has come: output that cannot be made of the object does not change that.
        try {
          await printer.print(object, context.streams.out);
        } catch (error) {
          if (!(error instanceof KubistError)) throw error;
        }
      }
    });
  } catch (error) {
    const failure = mayBeGone ? withoutNotFound(error) : error;
    if (failure !== undefined) throw failure;
  }
  if (visited === 0 && !mayBeGone) throw new KubistError(NOTHING);
}

const NOTHING = 'no matching resources found';

/** Looks until everything that is named is there, and selectors choose something. */
async function waitUntilThere(
  context: Context,
  { request, patience: { once, signal } }: WaitPlan,
): Promise<void> {
  context.progress.show('waiting until it is there');
  for (;;) {
    if (await isThere(context, request)) return;
    const late =
      once ||
      (await pause(LOOK_AGAIN, signal).then(
        () => false,
        () => true,
      ));
    if (late) throw new KubistError('timed out waiting for the condition');
  }
}

async function isThere(context: Context, request: ResourceRequest): Promise<boolean> {
  const resolution = await resolve(request, context);
  let seen = 0;
  try {
    await visitObjects(resolution, () => void seen++);
    return seen > 0;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Answers the object as it is once the condition is met. */
async function meet(
  context: Context,
  info: ObjectInfo,
  condition: Condition,
  { patience }: WaitPlan,
): Promise<KubeObject> {
  if (condition === 'create') return info.object;
  const client = await context.client();
  context.progress.show(`waiting for ${info.resource.kind.toLowerCase()}/${info.name}`);
  if (condition !== 'delete') return waitUntil(client, info, condition, patience);
  await waitUntilGone(client, info, patience);
  return info.object;
}
