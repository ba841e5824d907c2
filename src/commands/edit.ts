import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { fieldManagerFlag, saveConfigFlag } from '../cli/flags/write.ts';
import { KubistError } from '../errors.ts';
import { editFlags, readEdit } from './edit/flags.ts';
import { editObjects, HEADER } from './edit/loop.ts';
import { savePatches } from './edit/patches.ts';

/** `edit`: changes objects in the user's editor. */
export const edit: CommandSpec = {
  use: '(RESOURCE/NAME | -f FILENAME)',
  short: 'Edit a resource on the server',
  long: `Opens objects of the server in your editor, and sends what you changed as a patch once you leave it.

The editor is what KUBE_EDITOR or EDITOR says, with arguments if you like, and else vi (notepad on Windows). Several objects come as one list; nothing is sent when one of them cannot be patched. If the server refuses a change, the file opens again and says why. Leave it as it is to give up: nothing is lost, for changes that are not saved stay in a file whose path is told.

Objects are shown in the version that the server prefers. Name another one as in deployments.v1.apps/web.`,
  examples: `  # A service
  {program} edit service/web

  # In another editor
  KUBE_EDITOR="code --wait" {program} edit service/web

  # As JSON, and in a certain version
  {program} edit job.v1.batch/nightly -o json

  # Keep the configuration for a later apply
  {program} edit deployment/web --save-config

  # What else the object has besides its specification
  {program} edit deployment web --subresource=status`,
  flags: [
    ...editFlags,
    fieldManagerFlag('kubectl-edit'),
    saveConfigFlag,
    {
      name: 'output-patch',
      type: 'bool',
      default: false,
      usage: 'Print the patch of each object that was changed',
    },
    {
      name: 'subresource',
      type: 'string',
      default: '',
      usage: 'Edit this subresource of the object',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const request = await readEdit(context, flags, args, flags.string('subresource'));
  const { originals, fieldValidation } = request;
  if (originals.length === 0) throw new KubistError('edit cancelled, no objects found');
  await editObjects(context, originals, {
    header: HEADER,
    output: flags.string('output'),
    windowsLineEndings: flags.bool('windows-line-endings'),
    fieldValidation,
    save: (edited) => savePatches(context, flags, fieldValidation, edited, originals),
  });
}
