import { compatibleVersion } from '../../../api/client-version.ts';
import { formatAPIVersion } from '../../../api/gvk.ts';
import type { KubeObject } from '../../../api/types.ts';
import type { Context } from '../../../cli/context.ts';
import { KubistError, StatusError } from '../../../errors.ts';
import { goQuote } from '../../../formats/go-quote.ts';
import { objectPath } from '../../../resources/paths.ts';
import { isNotFound } from '../../../resources/retrieve.ts';
import { patchObject } from '../../../resources/write.ts';
import { type ApplyOptions, writeOptions } from '../options.ts';
import { type Contents, NOTHING, readAnnotations, toAnnotations } from './contents.ts';
import { withLead } from './lead.ts';
import { ID_LABEL, TOOLING } from './names.ts';
import { type ApplySetReference, describeReference, isBuiltin } from './reference.ts';

/** Who manages the parent's fields. */
const FIELD_MANAGER = 'kubectl-applyset';
/** The tool as parents note it: sets are shared with the reference. */
const TOOL = 'kubectl';

/** What the parent says of its set. Throws when it is not one that may be managed here. */
export async function readParent(
  reference: ApplySetReference,
  id: string,
  context: Context,
): Promise<Contents> {
  const parent = await fetch(reference, context);
  if (parent === undefined) {
    if (isBuiltin(reference)) return NOTHING;
    throw new KubistError('custom resource ApplySet parents cannot be created automatically');
  }
  const described = goQuote(describeReference(reference));
  const problem = problemOf(parent, id);
  if (problem !== undefined)
    throw new KubistError(`ApplySet parent object ${described} ${problem}`);
  return withLead(`parsing ApplySet annotation on ${described}`, () =>
    readAnnotations(parent, context),
  );
}

async function fetch(
  reference: ApplySetReference,
  context: Context,
): Promise<KubeObject | undefined> {
  const client = await context.client();
  const { resource, namespace, name } = reference;
  const described = goQuote(describeReference(reference));
  return withLead(`failed to fetch ApplySet parent object ${described}`, async () => {
    try {
      return await client.json({ path: objectPath(resource, namespace, name) });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  });
}

function problemOf({ metadata }: KubeObject, id: string): string | undefined {
  const tooling = metadata?.annotations?.[TOOLING];
  if (tooling === undefined) {
    return `already exists and is missing required annotation ${goQuote(TOOLING)}`;
  }
  const tool = tooling.split('/')[0] ?? '';
  if (tool !== TOOL) {
    return `already exists and is managed by tooling ${goQuote(tool)} instead of ${goQuote(TOOL)}`;
  }
  const found = metadata?.labels?.[ID_LABEL];
  if (found === undefined) return `exists and does not have required label ${ID_LABEL}`;
  if (found === id) return undefined;
  return `exists and has incorrect value for label ${goQuote(ID_LABEL)} (got: ${found}, want: ${id})`;
}

/** Notes in the parent where the members are; creates it when it is missing. A dry run by the client does nothing. */
export async function saveParent(
  reference: ApplySetReference,
  id: string,
  contents: Contents,
  context: Context,
  options: ApplyOptions,
): Promise<void> {
  if (options.dryRun === 'client') return;
  const client = await context.client();
  const { resource, name, namespace } = reference;
  const parent = {
    kind: resource.kind,
    apiVersion: formatAPIVersion(resource.group, resource.version),
    metadata: {
      name,
      ...(namespace === '' ? {} : { namespace }),
      labels: { [ID_LABEL]: id },
      annotations: {
        ...Object.fromEntries(toAnnotations(contents, namespace)),
        [TOOLING]: `${TOOL}/${compatibleVersion.gitVersion}`,
      },
    },
  };
  const send = (force: boolean): Promise<KubeObject> =>
    patchObject(client, reference, 'apply', parent, {
      ...writeOptions(options),
      fieldManager: FIELD_MANAGER,
      force,
    });
  await withLead('failed to update ApplySet', () =>
    send(false).catch((error: unknown) => {
      if (!(error instanceof StatusError) || error.reason !== 'Conflict') throw error;
      context.log.warn(
        'applyset.go:447',
        `WARNING: failed to update ApplySet: ${error.message}\nApplySet field manager ${FIELD_MANAGER} should own these fields. Retrying with conflicts forced.`,
      );
      return send(true);
    }),
  );
}
