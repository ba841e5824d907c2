import type { Context } from '../../cli/context.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import type { FlagSpec, Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { type FieldValidation, readFieldValidation, validateFlag } from '../../cli/flags/write.ts';
import { collectObjects, type ObjectInfo } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { CHANGE_FORMATS } from '../change/print.ts';
import { windowsLineEndingsFlag } from './windows.ts';

/** Flags of every command that opens an editor for objects of the server. */
export const editFlags: readonly FlagSpec[] = [
  ...printFlags(CHANGE_FORMATS),
  ...filenameFlags('to edit'),
  validateFlag,
  windowsLineEndingsFlag,
];

/** Objects of the server to edit, and how they are treated. */
export interface EditRequest {
  readonly originals: readonly ObjectInfo[];
  readonly fieldValidation: FieldValidation;
}

/**
 * The objects that the command line names, as the server has them now. Rejects when there is no such type, when flags
 * are wrong, or when one of the objects is not there: in this order.
 */
export async function readEdit(
  context: Context,
  flags: Flags,
  args: readonly string[],
  subresource = '',
): Promise<EditRequest> {
  const { namespace, explicit } = await context.namespace();
  const resolution = await resolve(
    {
      args,
      filenames: flags.strings('filename'),
      recursive: flags.bool('recursive'),
      kustomize: flags.string('kustomize'),
      namespace,
      explicitNamespace: explicit,
      typeMeansAll: true,
      latest: true,
      chunkSize: 0,
      subresource,
    },
    context,
  );
  const fieldValidation = readFieldValidation(flags);
  const { infos, failure } = await collectObjects(resolution);
  if (failure !== undefined) throw failure;
  return { originals: infos, fieldValidation };
}
