import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { ExitError, KubistError } from '../../errors.ts';
import { writeAs } from '../../printers/write-as.ts';
import { type ObjectInfo, visitObjects } from '../../resources/objects.ts';
import { collectionPath } from '../../resources/paths.ts';
import { itemOf } from '../../resources/wait/until.ts';
import { watchResource } from '../../rest/watcher.ts';
import { resolveWorkloads, targetFlags, type Workload, workloadKind } from './shared.ts';
import { type Viewer, viewers } from './viewers.ts';

/** `rollout status`: tells how far rollouts are, until they are done. */
export const status: CommandSpec = {
  use: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'Show the status of the rollout',
  long: `Tells how far the rollout of a workload is, until it is done.

--watch=false tells once. --revision insists on one revision of a deployment: when another takes its place, the command fails.`,
  examples: `  # Wait until a deployment is rolled out, for five minutes at most
  {program} rollout status deployment/web --timeout=5m`,
  flags: [
    ...targetFlags('to watch'),
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
  /** Milliseconds; 0 is none. */
  readonly timeout: number;
}

/** Prints what changes about one rollout until it is done. */
async function follow(
  context: Context,
  info: ObjectInfo,
  { viewer, revision, watch, timeout }: FollowOptions,
): Promise<void> {
  const stop = new AbortController();
  const timer = timeout > 0 ? setTimeout(() => stop.abort(), timeout) : undefined;
  const late = new KubistError('timed out waiting for the condition');
  const { resource, namespace, name } = info;
  try {
    const updates = watchResource<Workload>(await context.client(), {
      path: collectionPath(resource, namespace),
      query: { fieldSelector: `metadata.name=${name}` },
      signal: AbortSignal.any([stop.signal, context.signal]),
    });
    for await (const { type, object: seen } of updates) {
      const object = type === 'LIST' ? itemOf(seen, name) : seen;
      // Another one of that name is not the one whose rollout is meant.
      if (type === 'DELETED' || object === undefined)
        throw new KubistError('object has been deleted');
      const { text, done } = viewer(object, revision);
      await writeAs('change', text, context.streams.out);
      if (done || !watch) return;
      context.progress.show(`rollout of ${info.resource.kind.toLowerCase()}/${info.name}`);
    }
    throw context.signal.aborted ? new ExitError(1) : late;
  } catch (error) {
    throw stop.signal.aborted ? late : error;
  } finally {
    context.progress.end();
    clearTimeout(timer);
    stop.abort();
  }
}
