import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { allNamespacesFlag, chunkSizeFlag, labelSelectorFlag } from '../cli/flags/selector.ts';
import type { Description } from '../describe/description.ts';
import { AggregateFailure, KubistError } from '../errors.ts';
import type { ResourceRequest } from '../resources/info.ts';
import { collectObjects, type ObjectInfo } from '../resources/objects.ts';
import { resolve } from '../resources/resolve.ts';
import { isNotFound } from '../resources/retrieve.ts';
import { changeRequest, noFiles } from './change/request.ts';
import { sideBySide } from './change/side-by-side.ts';
import { describe as describeObject } from './describe/describe-one.ts';
import { createReport } from './describe/report.ts';

/** `describe`: what there is to know about objects, and what happened to them. */
export const describe: CommandSpec = {
  use: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  short: 'Show details of a specific resource or group of resources',
  long: `Shows what there is to know about objects, together with what belongs to them: events, pods, endpoints.

A name that no object has stands for all objects whose names begin with it.

With -o the same is printed as data, members named as in the text.`,
  examples: `  # A node
  {program} describe nodes node-1

  # A pod
  {program} describe pods/web

  # The pod that a manifest describes
  {program} describe -f pod.json

  # All pods
  {program} describe pods

  # Those with a label
  {program} describe pods -l app=web

  # Those whose names begin with web
  {program} describe pods web`,
  flags: [
    ...filenameFlags('containing the resource to describe'),
    labelSelectorFlag,
    allNamespacesFlag,
    chunkSizeFlag,
    {
      name: 'show-events',
      type: 'bool',
      default: true,
      usage:
        'Show the events of what is described. Without the flag they are shown for one object, and not for several or for a prefix of names.',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: 'Print the description as data: json or yaml.',
    },
  ],
  run,
};

/** How many objects are described at once: most of the time is spent on waiting for their events. */
const AT_ONCE = 8;

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const report = createReport(flags.string('output'), context.streams.out);
  const request = await toRequest(context, flags, args);
  if (args.length === 0 && noFiles(request)) {
    throw new KubistError(
      `You must specify the type of resource to describe. Use "${context.program} api-resources" for a complete list of supported resources.`,
    );
  }
  const found = await find(context, request, args);
  const several = found.infos.length > 1 || found.failure !== undefined || found.byPrefix;
  const showEvents = flags.bool('show-events') && (flags.changed('show-events') || !several);
  const failures = found.failure === undefined ? [] : [found.failure];
  await sideBySide(
    found.infos,
    { limit: AT_ONCE, waits: () => false },
    (info) => ({
      result: describeObject(context, info, {
        showEvents,
        chunkSize: flags.int('chunk-size'),
      }).catch((error: unknown) => error as Error),
      first: () => undefined,
    }),
    async (outcome: Description | Error) => {
      if (!(outcome instanceof Error)) return report.add(outcome, found.byPrefix);
      if (!failures.some(({ message }) => message === outcome.message)) failures.push(outcome);
    },
  );
  await report.end();
  // One that is a group of its own, as those of manifests are, shows in the wording.
  if (failures.length > 0) throw new AggregateFailure(failures);
  if (found.infos.length === 0) {
    const where = request.allNamespaces ? '' : ` in ${request.namespace} namespace.`;
    await context.streams.err.write(`No resources found${where}\n`);
  }
}

async function toRequest(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<ResourceRequest> {
  const named = await changeRequest(context, flags, args);
  // Manifests only name objects here, whose describers fetch them.
  return { ...named, latest: false, chunkSize: flags.int('chunk-size'), typeMeansAll: true };
}

interface Found {
  readonly infos: readonly ObjectInfo[];
  readonly failure: Error | undefined;
  readonly byPrefix: boolean;
}

/** The objects that are named; when there is none of the one name, those whose names begin with it. */
async function find(
  context: Context,
  request: ResourceRequest,
  args: readonly string[],
): Promise<Found> {
  const { infos, failure } = await collectObjects(await resolve(request, context));
  const [type, prefix] = args;
  if (!isNotFound(failure) || args.length !== 2 || type === undefined || prefix === undefined) {
    return { infos, failure, byPrefix: false };
  }
  const all = await collectObjects(
    await resolve({ ...request, args: [type], singleResourceType: true }, context),
  );
  if (all.failure !== undefined) throw all.failure;
  const matching = all.infos.filter(({ name }) => name.startsWith(prefix));
  if (matching.length === 0) return { infos: [], failure, byPrefix: true };
  return { infos: matching, failure: undefined, byPrefix: true };
}
