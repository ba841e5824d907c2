import type { JSONObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { type FieldValidation, fieldManagerFlag } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { Failures } from '../../resources/failures.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { equal } from '../../resources/patch/values.ts';
import { patchObject } from '../../resources/write.ts';
import { changePrinter, printOptions } from '../change/print.ts';
import { LAST_APPLIED } from '../create/last-applied.ts';
import { decodeEdited } from '../edit/decode.ts';
import { editFlags, readEdit } from '../edit/flags.ts';
import { editObjects } from '../edit/loop.ts';
import { originalOf } from '../edit/originals.ts';

const HEADER = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`;

/** `apply edit-last-applied`: changes in the editor what counts as applied last. */
export const editLastApplied: CommandSpec = {
  use: '(RESOURCE/NAME | -f FILENAME)',
  short: 'Edit latest last-applied-configuration annotations of a resource/object',
  long: `Opens in your editor what was applied last to objects, as their annotations have it, and changes the annotations. The rest of the objects stays as it is. Objects without such an annotation are passed over.

The editor is what KUBE_EDITOR or EDITOR says, with arguments if you like, and else vi (notepad on Windows). Changes that could not be saved stay in a file whose path is told.`,
  examples: `  # What was applied to a deployment
  {program} apply edit-last-applied deployment/web

  # The same of the objects of a manifest, as JSON
  {program} apply edit-last-applied -f web.yaml -o json`,
  flags: [...editFlags, fieldManagerFlag('kubectl-client-side-apply')],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const { originals, fieldValidation } = await readEdit(context, flags, args);
  const applied: ObjectInfo[] = [];
  for (const { object } of originals) {
    const text = object.metadata?.annotations?.[LAST_APPLIED];
    if (!text) continue;
    const { infos, failure } = await decodeEdited(context, text);
    if (failure !== undefined) throw failure;
    applied.push(...infos.slice(0, 1));
  }
  if (applied.length === 0) {
    throw new KubistError(
      `no last-applied-configuration annotation found on resources, to create the annotation, use command \`${context.program} apply set-last-applied --create-annotation\``,
    );
  }
  await editObjects(context, applied, {
    header: HEADER,
    output: flags.string('output'),
    windowsLineEndings: flags.bool('windows-line-endings'),
    fieldValidation,
    async save(edited) {
      const failures = new Failures();
      for (const info of edited) {
        await failures.attempt(() => saveOne(context, flags, fieldValidation, info, applied));
      }
      failures.rethrow();
    },
  });
}

/** Writes the annotation of one object, and prints what is in it now. */
async function saveOne(
  context: Context,
  flags: Flags,
  fieldValidation: FieldValidation,
  info: ObjectInfo,
  originals: readonly ObjectInfo[],
): Promise<void> {
  const before = originalOf(info, originals)?.object;
  const unchanged = before !== undefined && equal(before as JSONObject, info.object as JSONObject);
  if (!unchanged) {
    const text = `${stringifyJSON(info.object, { sortKeys: true })}\n`;
    const patch: JSONObject = { metadata: { annotations: { [LAST_APPLIED]: text } } };
    await patchObject(await context.client(), info, 'merge', patch, {
      fieldManager: flags.string('field-manager'),
      fieldValidation,
    });
  }
  const printer = await changePrinter(printOptions(flags), unchanged ? 'skipped' : 'edited');
  await printer.print(info.object, context.streams.out);
}
