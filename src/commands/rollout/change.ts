import type { JSONValue } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import { printFlags } from '../../cli/flags/print.ts';
import type { Flags, FlagSpec } from '../../cli/flags/flags.ts';
import { fieldManagerFlag } from '../../cli/flags/write.ts';
import { AggregateFailure, KubistError, StatusError } from '../../errors.ts';
import { formatLocalRFC3339 } from '../../formats/time.ts';
import { collectObjects, type ObjectInfo } from '../../resources/objects.ts';
import { throwAll } from '../../resources/failures.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { patchObject } from '../../resources/write.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from '../change/print.ts';
import {
  quotedName,
  resolveWorkloads,
  targetFlags,
  workloadKind,
  type Workload,
} from './shared.ts';

/** One of the changes that a rollout knows. `patch` throws when the object has no use for it. */
interface Change {
  readonly done: string;
  /** As messages have it: `restarting`. */
  readonly doing: string;
  readonly kinds: readonly string[];
  patch(object: Workload, name: string, now: number): JSONValue;
}

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

const restarting: Change = {
  done: 'restarted',
  doing: 'restarting',
  kinds: ['Deployment', 'DaemonSet', 'StatefulSet'],
  patch(object, name, now) {
    if (object.kind === 'Deployment' && object.spec?.paused === true) {
      throw new KubistError(
        `error: ${name} can't restart paused deployment (run rollout resume first)`,
      );
    }
    const restartedAt = formatLocalRFC3339(now);
    if (object.spec?.template?.metadata?.annotations?.[RESTARTED_AT] === restartedAt) {
      throw new KubistError(
        `failed to create patch for ${object.metadata?.name ?? ''}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
      );
    }
    return {
      spec: { template: { metadata: { annotations: { [RESTARTED_AT]: restartedAt } } } },
    };
  },
};

const pausing: Change = {
  done: 'paused',
  doing: 'pausing',
  kinds: ['Deployment'],
  patch({ spec }, name) {
    if (spec?.paused === true) throw new KubistError(`error: ${name} is already paused`);
    return { spec: { paused: true } };
  },
};

const resuming: Change = {
  done: 'resumed',
  doing: 'resuming',
  kinds: ['Deployment'],
  patch({ spec }, name) {
    if (spec?.paused !== true) throw new KubistError(`error: ${name} is not paused`);
    return { spec: { paused: null } };
  },
};

function flagsFor(purpose: string): readonly FlagSpec[] {
  return [
    ...printFlags(CHANGE_FORMATS),
    ...targetFlags(purpose),
    fieldManagerFlag('kubectl-rollout'),
  ];
}

/** `rollout restart`: replaces the pods of workloads by new ones. */
export const restart: CommandSpec = {
  use: 'RESOURCE',
  short: 'Restart a resource',
  long: `Replaces the pods of a workload by new ones, the way it rolls out a change: some at a time.

Deployments, daemon sets and stateful sets can be restarted.`,
  examples: `  # New pods for a deployment
  {program} rollout restart deployment/web

  # For all deployments of the namespace, or those with a label
  {program} rollout restart deployment
  {program} rollout restart deployment -l app=web`,
  flags: flagsFor('to restart'),
  run: (context, flags, args) => change(restarting, context, flags, args),
};

/** `rollout pause`: keeps deployments from rolling out changes. */
export const pause: CommandSpec = {
  use: 'RESOURCE',
  short: 'Mark the provided resource as paused',
  long: `Keeps a deployment from rolling out changes until it is resumed. Its pods run on.`,
  examples: `  # Collect changes, and roll them out together later
  {program} rollout pause deployment/web`,
  flags: flagsFor('to pause'),
  run: (context, flags, args) => change(pausing, context, flags, args),
};

/** `rollout resume`: lets deployments roll out changes again. */
export const resume: CommandSpec = {
  use: 'RESOURCE',
  short: 'Resume a paused resource',
  long: `Lets a paused deployment roll out changes again, those that were made meanwhile too.`,
  examples: `  # Roll out what was changed since it was paused
  {program} rollout resume deployment/web`,
  flags: flagsFor('to resume'),
  run: (context, flags, args) => change(resuming, context, flags, args),
};

async function change(
  wanted: Change,
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<void> {
  const resolution = await resolveWorkloads(context, flags, args);
  const { infos, failure } = await collectObjects(resolution);
  const errors: Error[] =
    failure instanceof AggregateFailure ? [...failure.errors] : failure ? [failure] : [];
  if (infos.length === 0 && errors.length === 0) {
    const { namespace } = await context.namespace();
    await context.streams.err.write(`No resources found in ${namespace} namespace.\n`);
  }
  // All patches are made before the first one is sent.
  const now = context.now();
  const patches = infos.map((info) => preparePatch(wanted, info, now));
  for (const [index, info] of infos.entries()) {
    try {
      const patch = patches[index];
      if (patch instanceof Error) throw patch;
      const object = await send(context, info, patch as JSONValue, flags.string('field-manager'));
      const printer = await changePrinter({ ...printOptions(flags), typed: true }, wanted.done);
      await printer.print(asTyped(object), context.streams.out);
    } catch (error) {
      errors.push(error as Error);
    }
  }
  throwAll(errors);
}

function preparePatch(wanted: Change, info: ObjectInfo, now: number): JSONValue | Error {
  const name = quotedName(info);
  if (!wanted.kinds.includes(workloadKind(info) ?? '')) {
    return new KubistError(`error: ${name} ${wanted.doing} is not supported`);
  }
  try {
    return wanted.patch(info.object, name, now);
  } catch (error) {
    return error as Error;
  }
}

async function send(
  context: Context,
  info: ObjectInfo,
  patch: JSONValue,
  fieldManager: string,
): ReturnType<typeof patchObject> {
  try {
    return await patchObject(await context.client(), info, 'strategic', patch, { fieldManager });
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw new KubistError(`failed to patch: ${error.message}`, { cause: error });
  }
}
