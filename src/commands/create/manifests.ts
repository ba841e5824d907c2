import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { DryRun, FieldValidation } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import type { Printer } from '../../printers/printer.ts';
import { throwAll } from '../../resources/failures.ts';
import type { Info } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { createObject } from '../../resources/write.ts';
import { eachInTurn } from '../change/each-in-turn.ts';
import { namedRequest } from '../change/request.ts';
import { fromSource } from '../change/source-error.ts';
import { LAST_APPLIED, withLastAppliedManifest } from './last-applied.ts';

/** How objects of manifests are created. */
export interface CreateOptions {
  readonly dryRun: DryRun;
  readonly fieldValidation: FieldValidation;
  readonly printer: Printer;
}

/** Creates what `-f` and `-k` describe. One that fails does not stop the rest. */
export async function createManifests(
  context: Context,
  flags: Flags,
  options: CreateOptions,
): Promise<void> {
  const resolution = await resolve(
    {
      ...(await namedRequest(context, flags)),
      labelSelector: flags.string('selector'),
      refuseUntyped: options.fieldValidation !== 'Ignore',
    },
    context,
  );
  const infos: Info[] = [];
  const unreadable = await failureOf(() => resolution.visit((info) => void infos.push(info)));
  const { err, out } = context.streams;
  let count = 0;
  if (infos.length > 1) {
    context.progress.show(() => `creating: ${count} of ${infos.length} done`);
  }
  const errors = await eachInTurn(
    infos,
    err,
    (info) => create(context, flags, options, info),
    async (created) => {
      count++;
      await options.printer.print(created, out);
    },
  );
  context.progress.end();
  throwAll([...errors, ...unreadable]);
  if (infos.length === 0) throw new KubistError('no objects passed to create');
}

async function failureOf(step: () => Promise<void>): Promise<Error[]> {
  const failures: Error[] = [];
  await step().catch((error: unknown) => failures.push(error as Error));
  return failures;
}

/** Creates one object and prints what came of it. Rejects with an error that names the manifest. */
export async function createOne(
  context: Context,
  flags: Flags,
  options: CreateOptions,
  info: Info,
): Promise<void> {
  const created = await create(context, flags, options, info);
  await options.printer.print(created, context.streams.out);
}

async function create(
  context: Context,
  flags: Flags,
  { dryRun, fieldValidation }: CreateOptions,
  info: Info,
): Promise<KubeObject> {
  const manifest = info.object ?? {};
  const annotated = manifest.metadata?.annotations?.[LAST_APPLIED] !== undefined;
  const keeps = flags.bool('save-config') || annotated;
  const object = keeps ? withLastAppliedManifest(manifest) : manifest;
  if (dryRun === 'client') return object;
  const client = await context.client();
  return fromSource('creating', info.source, () =>
    createObject(client, info, withoutVersion(object), {
      dryRun: dryRun === 'server',
      fieldManager: flags.string('field-manager'),
      fieldValidation,
    }),
  );
}

/** A new object has no version yet; one in the manifest would be refused. */
function withoutVersion(object: KubeObject): KubeObject {
  if (!object.metadata?.resourceVersion) return object;
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
