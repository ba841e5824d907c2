import { gvkOf } from '../../api/gvk.ts';
import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { FieldValidation } from '../../cli/flags/write.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { Failures } from '../../resources/failures.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { builtinPatchSchema } from '../../resources/patch/builtin.ts';
import { PreconditionError } from '../../resources/patch/errors.ts';
import { createJSONMergePatch } from '../../resources/patch/json-merge.ts';
import { requireUnchanged, type Unchanged } from '../../resources/patch/preconditions.ts';
import { createTwoWayMergePatch } from '../../resources/patch/strategic.ts';
import { equal } from '../../resources/patch/values.ts';
import { patchObject } from '../../resources/write.ts';
import { changePrinter, printOptions } from '../change/print.ts';
import { errorText } from '../create/error-text.ts';
import { withLastAppliedManifest } from '../create/last-applied.ts';
import { describe, type Outcome } from './loop.ts';
import { originalOf, withManagedFields } from './originals.ts';
import type { Reason } from './text.ts';

/** What an edit must leave as it is. */
const UNCHANGED: readonly Unchanged[] = ['apiVersion', 'kind', 'metadata.name', 'managedFields'];

/** An edited object, and the patch that makes it so; none where nothing was changed. */
interface Change {
  readonly info: ObjectInfo;
  readonly patch?: { readonly type: 'strategic' | 'merge'; readonly text: string };
}

/**
 * Patches objects to what the user made of them, one after the other, and prints each. Rejects before anything is sent
 * when one of them cannot be patched: when it is another object now.
 */
export async function savePatches(
  context: Context,
  flags: Flags,
  fieldValidation: FieldValidation,
  edited: readonly ObjectInfo[],
  originals: readonly ObjectInfo[],
): Promise<Outcome> {
  const failures = new Failures();
  const changes: Change[] = [];
  for (const info of edited) {
    await failures.attempt(() => {
      changes.push(changeOf(info, originalOf(info, originals), flags.bool('save-config')));
    });
  }
  failures.rethrow();
  const { out, err } = context.streams;
  const invalid: Reason[] = [];
  const failed: Error[] = [];
  let missing = 0;
  for (const { info, patch } of changes) {
    if (patch === undefined) {
      await print(context, flags, 'skipped', info.object);
      continue;
    }
    if (flags.bool('output-patch')) await out.write(`Patch: ${patch.text}\n`);
    let patched: KubeObject;
    try {
      const subresource = flags.string('subresource');
      const target = { ...info, subresource };
      patched = await patchObject(await context.client(), target, patch.type, patch.text, {
        fieldManager: flags.string('field-manager'),
        fieldValidation,
      });
    } catch (error) {
      const subject = describe(info);
      const reason = error instanceof StatusError ? error.reason : '';
      if (reason === 'Invalid') {
        invalid.push(reasonOf(subject, error as StatusError));
        await err.write(`error: ${subject} is invalid\n`);
      } else if (reason === 'NotFound') {
        missing++;
        await err.write(`error: ${subject} could not be found on the server\n`);
      } else {
        failed.push(error as Error);
        const text = errorText(error as Error);
        await err.write(`error: ${subject} could not be patched: ${text}\n`);
      }
      continue;
    }
    await print(context, flags, 'edited', patched);
  }
  return { invalid, failures: failed, missing };
}

function changeOf(info: ObjectInfo, original: ObjectInfo | undefined, saves: boolean): Change {
  if (original === undefined) throw changedIdentity();
  const restored = withManagedFields(info.object, original.object);
  const object = saves ? withLastAppliedManifest(restored) : restored;
  const change = { ...info, object };
  const [before, after] = [original.object as JSONObject, object as JSONObject];
  if (equal(before, after)) return { info: change };
  const { type, patch } = patchOf(before, after, object);
  return { info: change, patch: { type, text: stringifyJSON(patch, { sortKeys: true }) } };
}

/** The patch between two states of an object. Throws when it would become another object. */
export function patchOf(
  before: JSONObject,
  after: JSONObject,
  object: KubeObject,
): { type: 'strategic' | 'merge'; patch: JSONObject } {
  const schema = builtinPatchSchema(gvkOf(object));
  try {
    if (schema !== undefined) {
      const options = { unchanged: UNCHANGED };
      return { type: 'strategic', patch: createTwoWayMergePatch(before, after, schema, options) };
    }
    const patch = createJSONMergePatch(before, after);
    requireUnchanged(patch, UNCHANGED);
    return { type: 'merge', patch };
  } catch (error) {
    throw error instanceof PreconditionError ? changedIdentity(error) : error;
  }
}

function changedIdentity(cause?: Error): KubistError {
  return new KubistError('At least one of apiVersion, kind and name was changed', { cause });
}

function reasonOf(subject: string, { status }: StatusError): Reason {
  const causes = status.details?.causes ?? [];
  return {
    head: `${subject} was not valid`,
    details: causes.map(({ field = '', message = '' }) => `${field}: ${message}`),
  };
}

async function print(
  { streams }: Context,
  flags: Flags,
  verb: string,
  object: KubeObject,
): Promise<void> {
  const printer = await changePrinter(printOptions(flags), verb);
  await printer.print(object, streams.out);
}
