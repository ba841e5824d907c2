import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { deletionFlags, readCascade } from '../cli/flags/delete.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import {
  type DryRun,
  dryRunFlag,
  fieldManagerFlag,
  operation,
  readDryRun,
  readFieldValidation,
  saveConfigFlag,
  validateFlag,
} from '../cli/flags/write.ts';
import { KubistError } from '../errors.ts';
import { resolve } from '../resources/resolve.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from './change/print.ts';
import { sendRaw, validateRaw } from './change/raw.ts';
import { namedRequest } from './change/request.ts';
import { recreate } from './replace/recreate.ts';
import { type ReplaceOptions, replaceOne } from './replace/replace-one.ts';

/** `replace`: puts manifests in the place of objects. */
export const replace: CommandSpec = {
  use: '-f FILENAME',
  short: 'Replace a resource by file name or stdin',
  long: `Replaces objects by what manifests say, as a whole: fields that a manifest leaves out are reset. To change some fields only, patch or apply.

With a resourceVersion in the manifest an object is replaced only if nobody has changed it since. Some fields cannot be changed; --force deletes objects and creates them anew, which ends what they run.`,
  examples: `  # Replace a pod
  {program} replace -f ./pod.json

  # The same from stdin
  cat pod.json | {program} replace -f -

  # Another image for a pod
  {program} get pod web -o yaml | sed 's/\\(image: web\\):.*$/\\1:v4/' | {program} replace -f -

  # Delete and create anew
  {program} replace --force -f ./pod.json`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    ...filenameFlags('to replace'),
    ...deletionFlags(false),
    dryRunFlag,
    fieldManagerFlag('kubectl-replace'),
    {
      name: 'raw',
      type: 'string',
      default: '',
      usage:
        'A path of the server to PUT the file of -f to, with the credentials of the kubeconfig',
    },
    saveConfigFlag,
    {
      name: 'subresource',
      type: 'string',
      default: '',
      usage: 'Replace this subresource of the objects',
    },
    validateFlag,
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const printer = await changePrinter(printOptions(flags), operation('replaced', dryRun));
  const options: ReplaceOptions = {
    dryRun,
    fieldValidation: readFieldValidation(flags),
    fieldManager: flags.string('field-manager'),
    saveConfig: flags.bool('save-config'),
    subresource: flags.string('subresource'),
    printer,
  };
  const propagation = readCascade(flags, (text) => void context.streams.err.write(text));
  validate(flags, dryRun);
  const raw = flags.string('raw');
  if (raw !== '') {
    validateRaw(flags);
    return sendRaw(context, 'PUT', raw, flags.strings('filename')[0]);
  }
  const force = flags.bool('force');
  const resolution = await resolve(
    {
      ...(await namedRequest(context, flags, force ? args : [])),
      refuseUntyped: !force && options.fieldValidation !== 'Ignore',
    },
    context,
  );
  if (!force) {
    return resolution.visit((info) => replaceOne(context, info, options));
  }
  const seconds = flags.int('grace-period');
  await recreate(context, resolution, options, {
    propagation,
    // Nothing is created before the old object is gone: zero becomes the shortest time, and is waited for.
    gracePeriod: seconds === 0 ? 1 : seconds,
    wait: flags.bool('wait') || seconds === 0,
    timeout: flags.duration('timeout'),
    dryRun: 'none',
    nameOnly: flags.string('output') === 'name',
    ignoreNotFound: true,
    warnClusterScope: false,
  });
}

function validate(flags: Flags, dryRun: DryRun): void {
  const filenames = flags.strings('filename');
  if (filenames.length === 0 && flags.string('kustomize') === '') {
    throw new KubistError('must specify one of -f and -k');
  }
  const force = flags.bool('force');
  if (flags.int('grace-period') >= 0 && !force) {
    throw new KubistError('--grace-period must have --force specified');
  }
  if (flags.duration('timeout') !== 0 && !force) {
    throw new KubistError('--timeout must have --force specified');
  }
  if (force && dryRun !== 'none') {
    throw new KubistError('--dry-run can not be used when --force is set');
  }
}
