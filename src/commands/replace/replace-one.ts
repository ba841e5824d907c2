import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { DryRun, FieldValidation } from '../../cli/flags/write.ts';
import type { Printer } from '../../printers/printer.ts';
import type { Info } from '../../resources/info.ts';
import { objectPath } from '../../resources/paths.ts';
import { replaceObject } from '../../resources/write.ts';
import type { RESTClient } from '../../rest/client.ts';
import { fromSource } from '../change/source-error.ts';
import { LAST_APPLIED, withLastAppliedManifest } from '../create/last-applied.ts';

/** How objects are replaced. */
export interface ReplaceOptions {
  readonly dryRun: DryRun;
  readonly fieldValidation: FieldValidation;
  readonly fieldManager: string;
  readonly saveConfig: boolean;
  /** "" is the object itself. */
  readonly subresource: string;
  readonly printer: Printer;
}

/** Replaces one object and prints what came of it. Rejects with an error that names the manifest. */
export async function replaceOne(
  context: Context,
  info: Info,
  options: ReplaceOptions,
): Promise<void> {
  const { dryRun, fieldManager, fieldValidation, subresource, printer } = options;
  const object = configured(info, options);
  if (dryRun === 'client') return printer.print(object, context.streams.out);
  const client = await context.client();
  const replaced = await fromSource('replacing', info.source, async () =>
    replaceObject(
      client,
      { ...info, subresource },
      await versioned(client, { ...info, subresource }, object),
      { dryRun: dryRun === 'server', fieldManager, fieldValidation },
    ),
  );
  await printer.print(replaced, context.streams.out);
}

/** The manifest; with itself as the last-applied configuration where that is kept. */
export function configured({ object = {} }: Info, { saveConfig }: ReplaceOptions): KubeObject {
  const annotated = object.metadata?.annotations?.[LAST_APPLIED] !== undefined;
  return saveConfig || annotated ? withLastAppliedManifest(object) : object;
}

/** Without a version of its own, the manifest takes the place of whatever is there. */
async function versioned(
  client: RESTClient,
  { resource, namespace, name, subresource }: Info,
  object: KubeObject,
): Promise<KubeObject> {
  if (object.metadata?.resourceVersion) return object;
  const current = await client
    .json({ path: objectPath(resource, namespace, name, subresource) })
    // That there is nothing to replace is for the replacement to say.
    .catch(() => undefined);
  const resourceVersion = current?.metadata?.resourceVersion;
  if (resourceVersion === undefined) return object;
  return { ...object, metadata: { ...object.metadata, resourceVersion } };
}
