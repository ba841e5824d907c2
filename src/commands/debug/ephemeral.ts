import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { builtinPatchSchema } from '../../resources/patch/builtin.ts';
import { createTwoWayMergePatch } from '../../resources/patch/strategic.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { patchObject } from '../../resources/write.ts';
import { PODS } from '../run/created.ts';
import { allContainers, containerName, newContainer, warnOfUser } from './container.ts';
import { customized } from './custom.ts';
import type { DebugOptions } from './options.ts';
import { applyToContainer } from './profiles.ts';
import type { DebugPod, Debugger } from './shapes.ts';

/** Adds an ephemeral container to a pod. */
export async function debugInPod(
  context: Context,
  flags: Flags,
  options: DebugOptions,
  pod: KubeObject,
): Promise<Debugger> {
  const before = asTyped(pod);
  const changed = asTyped(pod) as DebugPod;
  const { spec } = changed;
  const name = await containerName(context, flags, spec);
  const container = newContainer(name, flags, options);
  const target = flags.string('target');
  if (target !== '') container.targetContainerName = target;
  const others = spec.ephemeralContainers ?? [];
  spec.ephemeralContainers = [...others, container];
  // A container of this name may be there; the server refuses it, but that one is what the profile is for.
  const first = allContainers(spec).find((one) => one.name === name);
  if (first !== undefined) applyToContainer(options.profile, first);
  const added = options.custom === undefined ? container : customized(container, options.custom);
  spec.ephemeralContainers = [...others, added];
  await warnOfUser(context, spec, added);
  return { pod: await send(context, options, before, asTyped(changed)), container: name };
}

async function send(
  context: Context,
  { namespace }: DebugOptions,
  before: KubeObject,
  after: KubeObject,
): Promise<KubeObject> {
  const schema = builtinPatchSchema({ group: '', version: 'v1', kind: 'Pod' });
  if (schema === undefined) throw new Error('no patch schema for pods');
  const patch = createTwoWayMergePatch(before as JSONObject, after as JSONObject, schema);
  const name = after.metadata?.name ?? '';
  const target = {
    resource: PODS,
    namespace: after.metadata?.namespace ?? namespace,
    name,
    subresource: 'ephemeralcontainers',
  };
  try {
    const text = stringifyJSON(patch, { sortKeys: true });
    return await patchObject(await context.client(), target, 'strategic', text);
  } catch (error) {
    throw unsupported(error) ?? error;
  }
}

/** A NotFound that names no object is of the subresource: the server is too old, or was told not to have it. */
function unsupported(error: unknown): KubistError | undefined {
  if (!(error instanceof StatusError) || error.reason !== 'NotFound') return undefined;
  if ((error.status.details?.name ?? '') !== '') return undefined;
  return new KubistError(
    `ephemeral containers are disabled for this cluster (error from server: ${goQuote(error.message)})`,
    { cause: error },
  );
}
