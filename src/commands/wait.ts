import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { FlagSpec, Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import { allNamespacesFlag, fieldSelectorFlag, labelSelectorFlag } from '../cli/flags/selector.ts';
import { KubistError } from '../errors.ts';
import { type Condition, parseCondition } from '../resources/wait/conditions.ts';
import { A_WEEK, patience } from '../resources/wait/patience.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from './change/print.ts';
import { changeRequest } from './change/request.ts';
import { waitForAll } from './wait/run.ts';

const CONDITION_WORDS =
  "create, delete, condition=NAME[=VALUE] (true when there is no value, in any case of letters), or jsonpath='{EXPRESSION}'[=VALUE]";

/** `wait`: returns when objects are what they should be. */
export const wait: CommandSpec = {
  use: "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  short: 'Wait for a specific condition on one or many resources',
  long: `Waits until objects exist, are gone, have a condition in their status, or have a value somewhere.

Several --for are waited for one after the other, object by object; that objects exist always comes first. --timeout counts for all of it: the exit code is 1 when time is up. A condition that was observed before the latest change of the object does not count.`,
  examples: `  # Until the pod is ready
  {program} wait --for=condition=Ready pod/busybox

  # Until a condition is false
  {program} wait --for=condition=Ready=false pod/busybox

  # Until the pods with a label run
  {program} wait --for=jsonpath='{.status.phase}'=Running pods -l app=web

  # Until a service has an address, whatever it is
  {program} wait --for=jsonpath='{.status.loadBalancer.ingress}' service/web

  # Until somebody has made the secret
  {program} wait --for=create secret/password --timeout=30s

  # Delete a pod, and wait for at most a minute
  {program} delete pod/busybox --wait=false
  {program} wait --for=delete pod/busybox --timeout=60s`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    ...filenameFlags('to wait for')
      .filter(({ name }) => name !== 'kustomize')
      .map((flag): FlagSpec => (flag.name === 'recursive' ? { ...flag, default: true } : flag)),
    labelSelectorFlag,
    fieldSelectorFlag,
    { name: 'all', type: 'bool', default: false, usage: 'All objects of the types' },
    allNamespacesFlag,
    {
      name: 'local',
      type: 'bool',
      default: false,
      usage: 'Ask no server. There is nothing to wait for then, so it is always refused.',
    },
    {
      name: 'for',
      type: 'stringArray',
      default: [],
      usage: `What to wait for: ${CONDITION_WORDS}. May be given several times.`,
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '30s',
      usage: 'How long to wait; 0 looks once, a negative time is a week.',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const conditions = flags.strings('for').map((text): Condition => parseCondition(text));
  if (conditions.length === 0) throw new KubistError('unrecognized condition: []');
  const printer = await changePrinter(printOptions(flags), 'condition met');
  if (flags.bool('local')) refuseLocal(flags);
  const timeout = flags.duration('timeout');
  const request = await changeRequest(context, flags, args);
  await waitForAll(context, {
    request: { ...request, selectAll: flags.bool('all'), typeMeansAll: false },
    conditions,
    patience: patience(timeout < 0 ? A_WEEK : timeout, () => context.signal),
    printer,
  });
}

function refuseLocal(flags: Flags): never {
  if (flags.strings('filename').length > 0) {
    throw new KubistError('--local asks no server, so there is nothing to wait for');
  }
  throw new KubistError(
    "you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
  );
}
