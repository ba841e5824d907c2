import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { DryRun, FieldValidation } from '../../cli/flags/write.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { Printer } from '../../printers/printer.ts';
import type { Info } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { createObject } from '../../resources/write.ts';
import { errorText } from './error-text.ts';
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
  const { namespace, explicit } = await context.namespace();
  const resolution = await resolve(
    {
      filenames: flags.strings('filename'),
      recursive: flags.bool('recursive'),
      kustomize: flags.string('kustomize'),
      labelSelector: flags.string('selector'),
      namespace,
      explicitNamespace: explicit,
    },
    context,
  );
  let count = 0;
  await resolution.visit(async (info) => {
    await createOne(context, flags, options, info);
    count++;
  });
  if (count === 0) throw new KubistError('no objects passed to create');
}

/** Creates one object and prints what came of it. Rejects with an error that names the manifest. */
export async function createOne(
  context: Context,
  flags: Flags,
  { dryRun, fieldValidation, printer }: CreateOptions,
  info: Info,
): Promise<void> {
  const manifest = info.object ?? {};
  const annotated = manifest.metadata?.annotations?.[LAST_APPLIED] !== undefined;
  const keeps = flags.bool('save-config') || annotated;
  const object = keeps ? withLastAppliedManifest(manifest) : manifest;
  if (dryRun === 'client') return printer.print(object, context.streams.out);
  const client = await context.client();
  let created: KubeObject;
  try {
    created = await createObject(client, info, withoutVersion(object), {
      dryRun: dryRun === 'server',
      fieldManager: flags.string('field-manager'),
      fieldValidation,
    });
  } catch (error) {
    throw withSource(error as Error, info.source);
  }
  await printer.print(created, context.streams.out);
}

/** A new object has no version yet; one in the manifest would be refused. */
function withoutVersion(object: KubeObject): KubeObject {
  if (!object.metadata?.resourceVersion) return object;
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** The error with the manifest's place in its words. */
function withSource(error: Error, source: string | undefined): Error {
  if (source === undefined) return error;
  const lead = `error when creating ${goQuote(source)}: `;
  if (error instanceof StatusError) {
    const message = lead + (error.status.message ?? '');
    return new StatusError({ ...error.status, message }, { cause: error });
  }
  return new KubistError(lead + errorText(error, 'Post'), { cause: error });
}
