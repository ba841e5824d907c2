import { gvkOf } from '../../api/gvk.ts';
import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { type DryRun, operation } from '../../cli/flags/write.ts';
import { AggregateFailure, KubistError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { builtinPatchSchema } from '../../resources/patch/builtin.ts';
import { createTwoWayMergePatch } from '../../resources/patch/strategic.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { patchObject } from '../../resources/write.ts';
import type { Printer } from '../../printers/printer.ts';
import { changePrinter, printOptions } from '../change/print.ts';
import { nameInErrors } from './targets.ts';

/** A change that was made here, to be sent. */
export interface Prepared {
  readonly info: ObjectInfo;
  readonly after: KubeObject;
  /** Strategic merge patch as JSON text with sorted keys. */
  readonly patch: string;
}

/** Changes an object in place. May throw a KubistError when it has no use for the change. */
export type Mutate = (object: JSONObject, info: ObjectInfo) => void | Promise<void>;

/** Makes a change to a copy of the object. `versionless` has the patch name the version, though it is the same. */
export async function prepare(
  info: ObjectInfo,
  mutate: Mutate,
  versionless = false,
): Promise<Prepared> {
  const before = asTyped(info.object) as JSONObject;
  const changed = asTyped(info.object) as JSONObject;
  await mutate(changed, info);
  const after = asTyped(changed);
  if (versionless) before['metadata'] = withoutVersion(before['metadata'] as JSONObject);
  const schema = builtinPatchSchema(gvkOf(info.object));
  if (schema === undefined) throw new Error(`no patch schema for ${String(info.object.kind)}`);
  const patch = createTwoWayMergePatch(before, after as JSONObject, schema);
  return { info, after, patch: stringifyJSON(patch, { sortKeys: true }) };
}

function withoutVersion(metadata: JSONObject): JSONObject {
  const { resourceVersion: _, ...rest } = metadata;
  return rest;
}

/** What was prepared, and in the reference's words what could not be. */
export async function prepareAll(
  infos: readonly ObjectInfo[],
  mutate: Mutate,
): Promise<(Prepared | Error)[]> {
  const all: (Prepared | Error)[] = [];
  for (const info of infos) {
    try {
      all.push(await prepare(info, mutate));
    } catch (error) {
      const text = `error: ${nameInErrors(info)} ${(error as Error).message}\n`;
      all.push(new KubistError(text, { cause: error }));
    }
  }
  return all;
}

/** How a command sends what it prepared. */
export interface Sending {
  readonly dryRun: DryRun;
  readonly printer: Printer;
  /** What a refused patch is told with, up to the server's words. */
  readonly failed: string;
  /** Send, and tell of, changes that change nothing. */
  readonly unchangedToo?: boolean;
  /** Called once a patch was sent; what it throws ends the command. */
  afterwards?(): void;
}

/** Sends what was prepared, one after the other. Rejects at the end with all that failed, `errors` first. */
export async function sendAll(
  context: Context,
  flags: Flags,
  prepared: readonly (Prepared | Error)[],
  sending: Sending,
  errors: Error[] = [],
): Promise<void> {
  for (const change of prepared) {
    if (change instanceof Error) {
      errors.push(change);
      continue;
    }
    if (change.patch === '{}' && sending.unchangedToo !== true) continue;
    let object = change.after;
    if (!flags.bool('local') && sending.dryRun !== 'client') {
      try {
        object = await send(context, flags, change, sending.dryRun);
      } catch (error) {
        const { message } = error as Error;
        errors.push(new KubistError(`${sending.failed}${message}`, { cause: error }));
        continue;
      }
      sending.afterwards?.();
    }
    await sending.printer.print(object, context.streams.out);
  }
  if (errors.length > 0) throw new AggregateFailure(errors);
}

/** Sends a patch; answers the object as it is then. */
export async function send(
  context: Context,
  flags: Flags,
  { info, patch }: Prepared,
  dryRun: DryRun,
): Promise<KubeObject> {
  const object = await patchObject(await context.client(), info, 'strategic', patch, {
    dryRun: dryRun === 'server',
    fieldManager: flags.string('field-manager'),
  });
  return asTyped(object);
}

/** Prints objects that were changed, or what was done to them. */
export function setPrinter(flags: Flags, done: string, dryRun: DryRun): Promise<Printer> {
  return changePrinter({ ...printOptions(flags), typed: true }, operation(done, dryRun));
}
