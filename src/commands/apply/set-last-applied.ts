import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { FlagSpec, Flags } from '../../cli/flags/flags.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { dryRunFlag, operation, readDryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { collectObjects, type ObjectInfo } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { retrieve } from '../../resources/retrieve.ts';
import { patchObject } from '../../resources/write.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from '../change/print.ts';
import { LAST_APPLIED } from '../create/last-applied.ts';

/** `-f` alone: there is no -k and no -R here. */
const filenames: readonly FlagSpec[] = filenameFlags('to take for applied').filter(
  ({ name }) => name === 'filename',
);

/** `apply set-last-applied`: takes a manifest for what was applied last, and changes nothing else. */
export const setLastApplied: CommandSpec = {
  use: '-f FILENAME',
  short:
    'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  long: `Takes manifests for what was applied last to objects that exist: as if they had been applied, but nothing but the annotation changes.`,
  examples: `  # The objects of a manifest
  {program} apply set-last-applied -f web.yaml

  # All manifests of a folder
  {program} apply set-last-applied -f manifests/

  # Objects that never were applied as well
  {program} apply set-last-applied -f web.yaml --create-annotation=true`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    ...filenames,
    dryRunFlag,
    {
      name: 'create-annotation',
      type: 'bool',
      default: false,
      usage: 'Add the annotation to objects that do not have one',
    },
  ],
  run,
};

/** An object that gets the annotation, and its text. */
interface Change {
  readonly info: ObjectInfo;
  readonly object: KubeObject;
  readonly text: string;
}

async function run(context: Context, flags: Flags): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const { namespace, explicit } = await context.namespace();
  const resolution = await resolve(
    { filenames: flags.strings('filename'), namespace, explicitNamespace: explicit },
    context,
  );
  const { infos, failure } = await collectObjects(resolution);
  if (failure !== undefined) throw failure;
  const client = await context.client();
  const changes: Change[] = [];
  for (const info of infos) {
    const change = changeOf(info, await retrieve(client, info), flags.bool('create-annotation'));
    if (change === undefined) {
      await context.streams.out.write(`set-last-applied ${info.name}: no changes required.\n`);
    } else changes.push(change);
  }
  for (const { info, object, text } of changes) {
    let changed = object;
    if (dryRun !== 'client') {
      const patch: JSONObject = { metadata: { annotations: { [LAST_APPLIED]: text } } };
      changed = await patchObject(client, info, 'merge', patch, { dryRun: dryRun === 'server' });
    }
    const printer = await changePrinter(printOptions(flags), operation('configured', dryRun));
    await printer.print(changed, context.streams.out);
  }
}

/** Undefined when the annotation is right already. Throws when there is none and none is to be made. */
function changeOf(info: ObjectInfo, live: KubeObject, create: boolean): Change | undefined {
  const { annotations = {}, ...metadata } = info.object.metadata ?? {};
  const { [LAST_APPLIED]: _, ...others } = annotations;
  const hasOthers = Object.keys(others).length > 0;
  const configured = {
    ...info.object,
    metadata: { ...metadata, ...(hasOthers ? { annotations: others } : {}) },
  };
  const text = `${stringifyJSON(configured, { sortKeys: true })}\n`;
  const before = live.metadata?.annotations?.[LAST_APPLIED];
  if (before === undefined && !create) {
    throw new KubistError(
      `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
    );
  }
  return before === text ? undefined : { info, object: live, text };
}
