import type { JSONObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import { labelSelectorFlag } from '../cli/flags/selector.ts';
import {
  dryRunFlag,
  fieldManagerFlag,
  readDryRun,
  readFieldValidation,
  validateFlag,
} from '../cli/flags/write.ts';
import { AggregateFailure, KubistError } from '../errors.ts';
import { visitObjects } from '../resources/objects.ts';
import { resolve } from '../resources/resolve.ts';
import { patchObject } from '../resources/write.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from './change/print.ts';
import { parseTaints, type TaintChange, type Taint } from './taint/parse.ts';
import { changeTaints } from './taint/change.ts';

/** `taint`: sets and removes taints of nodes. */
export const taint: CommandSpec = {
  use: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  short: 'Update the taints on one or more nodes',
  long: `Sets taints of nodes, and removes them.

A taint keeps pods that do not tolerate it away from a node. KEY=VALUE:EFFECT or KEY:EFFECT sets one, KEY:EFFECT- removes it, KEY- removes all with that key. The effect is NoSchedule, PreferNoSchedule or NoExecute. Keys and values are written as those of labels are.`,
  examples: `  # Keep pods away from node big that do not tolerate dedicated=db
  {program} taint nodes big dedicated=db:NoSchedule

  # Take that back, or everything about dedicated
  {program} taint nodes big dedicated:NoSchedule-
  {program} taint nodes big dedicated-

  # All nodes with a label
  {program} taint node -l disk=slow dedicated=batch:PreferNoSchedule

  # Without a value
  {program} taint nodes big broken:NoExecute`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    dryRunFlag,
    validateFlag,
    fieldManagerFlag('kubectl-taint'),
    labelSelectorFlag,
    { name: 'all', type: 'bool', default: false, usage: 'All nodes of the cluster' },
    {
      name: 'overwrite',
      type: 'bool',
      default: false,
      usage: 'Replace taints that have the same key and effect',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const { resources, change } = readArguments(args);
  const options = printOptions(flags);
  const dryRun = readDryRun(flags, context.log);
  const fieldValidation = readFieldValidation(flags);
  const [type = '', ...names] = resources;
  await requireNodes(context, type);
  refuseConflicts(change);
  const selector = flags.string('selector');
  const all = flags.bool('all');
  if (all && selector !== '') {
    throw new KubistError("setting 'all' parameter with a non empty selector is prohibited");
  }
  if (!all && selector === '' && names.length === 0) {
    throw new KubistError(
      "at least one resource name must be specified since 'all' parameter is not set",
    );
  }

  const { namespace } = await context.namespace();
  const resolution = await resolve(
    {
      args: all || selector !== '' ? ['node'] : ['node', ...names],
      labelSelector: selector,
      selectAll: all,
      namespace,
      latest: true,
      chunkSize: 0,
    },
    context,
  );
  await visitObjects(resolution, async (info) => {
    const { object } = info;
    const spec = (object['spec'] ?? {}) as JSONObject & { taints?: Taint[] };
    const { taints, done } = changeTaints(
      info.name,
      spec.taints ?? [],
      change,
      flags.bool('overwrite'),
    );
    const { taints: before, ...rest } = spec;
    const changed = { ...object, spec: taints.length === 0 ? rest : { ...rest, taints } };
    const printer = await changePrinter(options, done);
    if (dryRun === 'client') return printer.print(changed, context.streams.out);
    const patch = before === undefined && taints.length === 0 ? {} : taintsPatch(taints);
    const result = await patchObject(await context.client(), info, 'strategic', patch, {
      dryRun: dryRun === 'server',
      fieldManager: flags.string('field-manager'),
      fieldValidation,
    });
    return printer.print(result, context.streams.out);
  });
}

function taintsPatch(taints: readonly Taint[]): JSONObject {
  return { spec: { taints: taints.length === 0 ? null : taints.map((one) => ({ ...one })) } };
}

function readArguments(args: readonly string[]): {
  resources: readonly string[];
  change: TaintChange;
} {
  const isTaint = (word: string): boolean => /[=:]/.test(word) || word.endsWith('-');
  const first = args.findIndex(isTaint);
  const resources = first < 0 ? args : args.slice(0, first);
  const taints = first < 0 ? [] : args.slice(first);
  const late = taints.find((word) => !isTaint(word));
  if (late !== undefined) {
    throw new KubistError(`all resources must be specified before taint changes: ${late}`);
  }
  if (resources.length === 0) {
    throw new KubistError('one or more resources must be specified as <resource> <name>');
  }
  if (taints.length === 0) throw new KubistError('at least one taint update is required');
  return { resources, change: parseTaints(taints) };
}

async function requireNodes(context: Context, type: string): Promise<void> {
  const mapper = await context.mapper();
  const { kind } = await mapper.resourceFor(type).catch((error: Error) => {
    // Two levels deep, where errors come without a lead.
    throw new AggregateFailure([new AggregateFailure([error])]);
  });
  if (kind === 'Node') return;
  throw new KubistError(`invalid resource type ${type}, only node types are supported`);
}

function refuseConflicts({ add, remove }: TaintChange): void {
  const both = add.flatMap((one) =>
    remove
      .filter(({ key, effect }) => key === one.key && (effect === '' || effect === one.effect))
      .map(({ key, effect }) => `${key}=${effect}`),
  );
  if (both.length === 0) return;
  throw new KubistError(
    `can not both modify and remove the following taint(s) in the same command: ${both.join(', ')}`,
  );
}
