import { gvkOf } from '../api/gvk.ts';
import type { KubeObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import { type DryRun, dryRunFlag, fieldManagerFlag, readDryRun } from '../cli/flags/write.ts';
import { KubistError, StatusError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import { type ObjectInfo, visitObjects } from '../resources/objects.ts';
import { equal } from '../resources/patch/values.ts';
import { resolve } from '../resources/resolve.ts';
import { PATCH_TYPES, patchObject } from '../resources/write.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from './change/print.ts';
import { changeRequest } from './change/request.ts';
import { applyLocally, describeGVK } from './patch/local.ts';
import { readPatch } from './patch/read.ts';

/** Ways to patch, as `--type` names them. */
export type PatchType = 'json' | 'merge' | 'strategic';

/** `patch`: changes fields of objects. */
export const patch: CommandSpec = {
  use: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  short: 'Update fields of a resource',
  long: `Changes fields of objects by a patch, which is JSON or YAML.

A strategic merge patch, the default, knows which lists are merged by which key. A JSON merge patch replaces lists as a whole; custom resources take it, but no strategic one. A JSON patch is a list of operations. In merge patches null removes a field.

With --local nothing is asked of the server: the patch is applied to the manifests of -f.`,
  examples: `  # Close a node, as a strategic merge patch
  {program} patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'

  # The same in YAML
  {program} patch node k8s-node-1 -p 'spec: {unschedulable: true}'

  # The image of one container: containers merge by name
  {program} patch pod web -p '{"spec":{"containers":[{"name":"web","image":"web:2"}]}}'

  # A custom resource
  {program} patch widget a --type=merge -p '{"spec":{"size":3}}'

  # By the place in the list
  {program} patch pod web --type=json -p '[{"op":"replace","path":"/spec/containers/0/image","value":"web:2"}]'

  # The size of a deployment, by its subresource
  {program} patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    ...filenameFlags('to patch'),
    { name: 'patch', short: 'p', type: 'string', default: '', usage: 'The patch' },
    { name: 'patch-file', type: 'string', default: '', usage: 'The file that holds the patch' },
    {
      name: 'type',
      type: 'string',
      default: 'strategic',
      usage: 'What kind of patch it is: json, merge or strategic',
    },
    {
      name: 'local',
      type: 'bool',
      default: false,
      usage: 'Ask no server: patch what the manifests of -f say',
    },
    {
      name: 'subresource',
      type: 'string',
      default: '',
      usage: 'Patch this subresource of the objects',
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-patch'),
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const type = validate(flags, args, dryRun);
  await changePrinter(printOptions(flags), '');
  const text = await readPatch(flags.string('patch'), flags.string('patch-file'));
  const subresource = flags.string('subresource');
  const local = flags.bool('local');
  const request = await changeRequest(context, flags, args);
  const resolution = await resolve({ ...request, subresource, latest: false }, context);
  let count = 0;
  await visitObjects(resolution, async (info) => {
    count++;
    const { object } = info;
    const patched =
      local || dryRun === 'client'
        ? applyLocally(type, object, text)
        : await send(context, { ...info, subresource }, type, text, {
            dryRun: dryRun === 'server',
            fieldManager: flags.string('field-manager'),
          });
    const changed = !equal(object as never, patched as never);
    const printer = await changePrinter(
      printOptions(flags),
      changed ? 'patched' : 'patched (no change)',
    );
    await printer.print(patched, context.streams.out);
  });
  if (count === 0) throw new KubistError('no objects passed to patch');
}

function validate(flags: Flags, args: readonly string[], dryRun: DryRun): PatchType {
  const given = ['patch', 'patch-file'].filter((name) => flags.string(name) !== '');
  if (given.length > 1) {
    throw new KubistError('cannot specify --patch and --patch-file together');
  }
  if (given.length === 0) {
    throw new KubistError(
      'must specify --patch or --patch-file containing the contents of the patch',
    );
  }
  if (flags.bool('local')) {
    if (args.length > 0) throw new KubistError('cannot specify --local and server resources');
    if (dryRun === 'server') {
      throw new KubistError(
        'cannot specify --local and --dry-run=server - did you mean --dry-run=client?',
      );
    }
  }
  const type = flags.string('type');
  const found = (['json', 'merge', 'strategic'] as const).find((one) => one === type.toLowerCase());
  if (found !== undefined) return found;
  throw new KubistError(`--type must be one of [json merge strategic], not ${goQuote(type)}`);
}

async function send(
  context: Context,
  info: ObjectInfo,
  type: PatchType,
  text: string,
  options: { dryRun: boolean; fieldManager: string },
): Promise<KubeObject> {
  try {
    return await patchObject(await context.client(), info, type, text, options);
  } catch (error) {
    if (!(error instanceof StatusError) || error.reason !== 'UnsupportedMediaType') throw error;
    throw new KubistError(
      `${PATCH_TYPES[type]} is not supported by ${describeGVK(gvkOf(info.object))}: ${error.message}`,
      { cause: error },
    );
  }
}
