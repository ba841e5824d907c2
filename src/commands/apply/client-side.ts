import type { JSONValue, KubeObject } from '../../api/types.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { isNotFound, retrieve } from '../../resources/retrieve.ts';
import { createObject } from '../../resources/write.ts';
import { fromSource } from '../change/source-error.ts';
import { LAST_APPLIED, withLastAppliedManifest } from '../create/last-applied.ts';
import { describeInfo } from './describe.ts';
import { writeOptions } from './options.ts';
import { patchLive } from './patcher.ts';
import type { Applied, ApplySetting } from './setting.ts';

/** Creates an object, or patches what is there to what the manifest says. Rejects with an error that names the manifest. */
export async function applyClientSide(info: ObjectInfo, setting: ApplySetting): Promise<Applied> {
  const configured = withLastAppliedManifest(info.object);
  const live = await findLive(info, setting);
  if (live === undefined) {
    return { object: await create(info, configured, setting), verb: 'created' };
  }
  const { context, say } = setting;
  if (live.metadata?.annotations?.[LAST_APPLIED] === undefined) {
    const { program } = context;
    say(
      `Warning: resource ${info.resource.resource}/${info.name} is missing the ${LAST_APPLIED} annotation which is required by ${program} apply. ` +
        `${program} apply should only be used on resources created declaratively by either ${program} create --save-config or ${program} apply. ` +
        'The missing annotation will be patched automatically.\n',
    );
  }
  const { object, unchanged } = await patchLive(info, live, configured, setting);
  warnIfDeleting(object, say);
  return { object, verb: unchanged ? 'unchanged' : 'configured' };
}

/** Tells that what was changed is about to go. */
export function warnIfDeleting({ metadata }: KubeObject, say: ApplySetting['say']): void {
  if (!metadata?.deletionTimestamp) return;
  say(`Warning: Detected changes to resource ${metadata.name} which is currently being deleted.\n`);
}

async function findLive(
  info: ObjectInfo,
  { context, namespaces }: ApplySetting,
): Promise<KubeObject | undefined> {
  const doing = `retrieving current configuration of:\n${describeInfo(info)}\nfrom server for:`;
  const client = await context.client();
  try {
    return await fromSource(doing, info.source, () => retrieve(client, info, {}, namespaces));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function create(
  info: ObjectInfo,
  configured: KubeObject,
  { context, options }: ApplySetting,
): Promise<KubeObject> {
  const object = withoutNulls(configured as JSONValue) as KubeObject;
  if (options.dryRun === 'client') return object;
  const client = await context.client();
  const { resourceVersion: _, ...metadata } = object.metadata ?? {};
  return fromSource('creating', info.source, () =>
    createObject(client, info, { ...object, metadata }, writeOptions(options)),
  );
}

/** Without fields that are null, at any depth: in a patch they mean to be absent, so they do in a new object. */
function withoutNulls(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, withoutNulls(member)]),
  );
}
