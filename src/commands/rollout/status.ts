import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { Report } from '../../diagnose/model.ts';
import { ExitError, KubistError } from '../../errors.ts';
import { writeAs } from '../../printers/write-as.ts';
import { type ObjectInfo, visitObjects } from '../../resources/objects.ts';
import { collectionPath } from '../../resources/paths.ts';
import { itemOf } from '../../resources/wait/until.ts';
import { watchResource } from '../../rest/watcher.ts';
import { diagnoseFlag, readDiagnose } from '../diagnose/flag.ts';
import { untilHopeless } from '../diagnose/follow.ts';
import { resolveWorkloads, targetFlags, type Workload, workloadKind } from './shared.ts';
import { DeadlineError, type Viewer, viewers } from './viewers.ts';

/** `rollout status`: tells how far rollouts are, until they are done. */
export const status: CommandSpec = {
  use: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'Show the status of the rollout',
  long: `Tells how far the rollout of a workload is, until it is done.

With --diagnose, which is the default on a terminal, it also looks at the pods meanwhile, and ends as soon as waiting is of no use: what is wrong, the evidence and the way out go to standard error, and the exit code is 1. A rollout that is only slow goes on. The same is told when the deadline or --timeout is over.

--watch=false tells once. --revision insists on one revision of a deployment: when another takes its place, the command fails.`,
  examples: `  # Wait until a deployment is rolled out, for five minutes at most
  {program} rollout status deployment/web --timeout=5m

  # In CI: end with the cause instead of waiting for the deadline
  {program} rollout status deployment/web --diagnose`,
  flags: [
    ...targetFlags('to watch'),
    diagnoseFlag,
    {
      name: 'revision',
      type: 'int64',
      default: 0,
      usage: 'The revision that must be rolled out; 0 is the newest, whichever it is.',
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'How long to wait; 0 waits as long as it takes.',
    },
    { name: 'watch', short: 'w', type: 'bool', default: true, usage: 'Wait until it is done' },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const revision = flags.int('revision');
  const diagnose = readDiagnose(flags, context);
  const resolution = await resolveWorkloads(context, flags, args, { latest: false });
  if (revision < 0) throw new KubistError(`revision must be a positive integer: ${revision}`);
  let found = false;
  await visitObjects(resolution, async (info) => {
    found = true;
    const viewer = workloadKind(info) === undefined ? undefined : viewers[info.resource.kind];
    if (viewer === undefined) {
      throw new KubistError(`no status viewer has been implemented for ${info.resource.kind}`);
    }
    await follow(context, info, {
      viewer,
      revision,
      watch: flags.bool('watch'),
      diagnose,
      timeout: flags.duration('timeout'),
    });
  });
  if (found) return;
  const { namespace } = await context.namespace();
  await context.streams.err.write(`No resources found in ${namespace} namespace.\n`);
}

interface FollowOptions {
  readonly viewer: Viewer;
  readonly revision: number;
  readonly watch: boolean;
  /** Find out what is wrong while waiting. */
  readonly diagnose: boolean;
  /** Milliseconds; 0 is none. */
  readonly timeout: number;
}

/** Prints what changes about one rollout until it is done, the time is up, or waiting is of no use. */
async function follow(context: Context, info: ObjectInfo, options: FollowOptions): Promise<void> {
  const late = new AbortController();
  const over = new AbortController();
  const { timeout, watch, diagnose } = options;
  const timer = timeout > 0 ? setTimeout(() => late.abort(), timeout) : undefined;
  const guard = diagnose && watch ? await import('../diagnose/guard.ts') : undefined;
  const look = guard?.looker(context, [info]);
  let hopeless: Report | undefined;
  if (look !== undefined) {
    const ended = AbortSignal.any([late.signal, over.signal]);
    void untilHopeless(look, context, ended).then((report) => {
      hopeless = report;
      over.abort();
    });
  }
  try {
    const signal = AbortSignal.any([late.signal, over.signal, context.signal]);
    await viewUntilDone(context, info, options, signal);
  } catch (error) {
    context.progress.end();
    if (context.signal.aborted) throw new ExitError(1);
    const isLate = late.signal.aborted;
    const wantsWhy = hopeless === undefined && (isLate || error instanceof DeadlineError);
    const report = wantsWhy ? await look?.().catch(() => undefined) : hopeless;
    if (report !== undefined) await guard?.tell(context, report);
    if (hopeless !== undefined) throw new KubistError(endOf(info, hopeless));
    throw isLate ? new KubistError('timed out waiting for the condition') : error;
  } finally {
    clearTimeout(timer);
    over.abort();
    context.progress.end();
  }
}

/** What a rollout has come to that was given up. */
function endOf({ resource, name }: ObjectInfo, { verdict }: Report): string {
  const what = `${resource.kind.toLowerCase()} ${JSON.stringify(name)}`;
  return verdict === 'blocked'
    ? `the rollout of ${what} does not get on by itself: it waits for someone`
    : `the rollout of ${what} has failed: waiting does not help any more`;
}

/** Prints what changes about one rollout until it is done. Rejects when it cannot be, or the signal ends the waiting. */
async function viewUntilDone(
  context: Context,
  { resource, namespace, name }: ObjectInfo,
  { viewer, revision, watch }: FollowOptions,
  signal: AbortSignal,
): Promise<void> {
  const updates = watchResource<Workload>(await context.client(), {
    path: collectionPath(resource, namespace),
    query: { fieldSelector: `metadata.name=${name}` },
    signal,
  });
  for await (const { type, object: seen } of updates) {
    const object = type === 'LIST' ? itemOf(seen, name) : seen;
    // Another one of that name is not the one whose rollout is meant.
    if (type === 'DELETED' || object === undefined)
      throw new KubistError('object has been deleted');
    const { text, done } = viewer(object, revision);
    await writeAs('change', text, context.streams.out);
    if (done || !watch) return;
    context.progress.show(`rollout of ${resource.kind.toLowerCase()}/${name}`);
  }
  // The signal has ended it.
  throw new ExitError(1);
}
