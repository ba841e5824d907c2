import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { parseJSON } from '../../formats/json.ts';
import { stringifyYAML } from '../../formats/yaml/emit.ts';
import { parseYAML } from '../../formats/yaml/parse.ts';
import { builtinPatchSchema } from '../patch/builtin.ts';
import { applyJSONPatch } from '../patch/json-patch.ts';
import { isMap, setMember } from '../patch/values.ts';
import type { PatchEntry } from './kustomization.ts';
import type { Loader } from './loader.ts';
import { readObjects } from './manifest.ts';
import { strategicMerge } from './merge.ts';
import {
  describeIdentity,
  type Identity,
  identityOf,
  type Resource,
  sameIdentity,
} from './resource.ts';
import { selectByPattern } from './select.ts';

/** A patch that was read: objects to merge, or operations. */
type Patch =
  | { readonly type: 'strategic'; readonly objects: readonly JSONObject[] }
  | { readonly type: 'json'; readonly operations: JSONValue };

/** Applies one entry of `patches`. Resources that the patch deletes are taken out of the list. */
export async function applyPatch(
  resources: Resource[],
  entry: PatchEntry,
  loader: Loader,
): Promise<void> {
  const text = textOf(entry, loader);
  const patch = await read(text, entry);
  if (patch.type === 'json') {
    if (entry.target === undefined) {
      throw new KubistError(`must specify a target for JSON patch ${origin(text, entry)}`);
    }
    for (const resource of selectByPattern(resources, entry.target)) {
      const { name, gvk } = resource.identity;
      const object = applyJSONPatch(resource.object, patch.operations) as JSONObject;
      const after = identityOf(object);
      if (after.name !== name || after.gvk.kind !== gvk.kind) resource.remember();
      resource.object = object;
    }
    return;
  }
  for (const object of patch.objects) {
    const targets =
      entry.target === undefined
        ? [counterpart(resources, object)]
        : selectByPattern(resources, entry.target);
    for (const target of targets) merge(resources, target, object, entry);
  }
}

/** Applies `patchesStrategicMerge`: each entry is a file, or the patch itself. */
export function applyStrategicPatches(
  resources: Resource[],
  entries: readonly string[],
  loader: Loader,
): void {
  for (const object of entries.flatMap((entry) => readStrategic(entry, entries, loader))) {
    merge(resources, findUnique(resources, identityOf(object)), object, {});
  }
}

function readStrategic(entry: string, entries: readonly string[], loader: Loader): JSONObject[] {
  if (entry.includes('\n')) return readObjects(entry);
  try {
    return readObjects(loader.read(entry));
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    const config = stringifyYAML({ paths: entries });
    throw new KubistError(
      `trouble configuring builtin PatchStrategicMergeTransformer with config: \`\n${config}\`: ${error.message}`,
      { cause: error },
    );
  }
}

function textOf(entry: PatchEntry, loader: Loader): string {
  const { path = '', patch = '' } = entry;
  if (path === '' && patch === '') {
    const config = stringifyYAML(withoutEmpty(entry));
    throw trouble(entry, `must specify one of patch and path in\n${config}`);
  }
  if (path !== '' && patch !== '') {
    const config = stringifyYAML(withoutEmpty(entry));
    throw trouble(entry, `patch and path can't be set at the same time\n${config}`);
  }
  if (path === '') return patch;
  try {
    return new TextDecoder().decode(loader.read(path));
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    throw trouble(entry, `failed to get the patch file from path(${path}): ${error.message}`);
  }
}

async function read(text: string, entry: PatchEntry): Promise<Patch> {
  const operations = await readOperations(text);
  let objects: JSONObject[] | undefined;
  try {
    objects = readObjects(text);
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
  }
  if (objects !== undefined && objects.length > 0) return { type: 'strategic', objects };
  if (operations !== undefined) return { type: 'json', operations };
  throw trouble(entry, `unable to parse SM or JSON patch from ${origin(text, entry)}`);
}

/** The operations of a JSON patch; undefined when the text is something else. What begins with `[` must be JSON. */
async function readOperations(text: string): Promise<JSONValue | undefined> {
  try {
    const value = text.startsWith('[') ? parseJSON(text) : await parseYAML(text);
    return Array.isArray(value) && value.every(isMap) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The one resource that a patch of `patches` names. Throws KubistError. */
function counterpart(resources: readonly Resource[], patch: JSONObject): Resource {
  const wanted = identityOf(patch);
  try {
    return findUnique(resources, wanted);
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    throw new KubistError(
      `no resource matches strategic merge patch "${describeIdentity(wanted)}": ${error.message}`,
      { cause: error },
    );
  }
}

/** The one resource of this identity, that of now or an earlier one. Throws KubistError. */
function findUnique(resources: readonly Resource[], wanted: Identity): Resource {
  const found = resources.filter((one) => one.identities().some((id) => sameIdentity(id, wanted)));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const id = describeIdentity(wanted);
  const problem = only === undefined ? `no matches for Id ${id}` : `multiple matches for Id ${id}`;
  throw new KubistError(`${problem}; failed to find unique target for patch ${id}`);
}

function merge(
  resources: Resource[],
  target: Resource,
  patch: JSONObject,
  { options = {} }: PatchEntry,
): void {
  const { gvk, name, namespace } = target.identity;
  const { kind, apiVersion } = target.object;
  const merged = strategicMerge(target.object, patch, builtinPatchSchema(gvk));
  if (merged === undefined) {
    resources.splice(resources.indexOf(target), 1);
    return;
  }
  if (options['allowNameChange'] === true) target.remember();
  target.object = merged;
  if (options['allowKindChange'] !== true) Object.assign(merged, { kind, apiVersion });
  if (options['allowNameChange'] === true) return;
  const metadata = { ...target.metadata(), name };
  setMember(merged, 'metadata', metadata);
  if (namespace !== '') setMember(metadata, 'namespace', namespace);
}

/** The text or the file of a patch, as messages show it. */
function origin(text: string, { path = '' }: PatchEntry): string {
  return path === '' ? `[patch: ${JSON.stringify(text.replace(/\n$/, ''))}]` : `[path: "${path}"]`;
}

function trouble(entry: PatchEntry, message: string): KubistError {
  const config = stringifyYAML(withoutEmpty(entry));
  return new KubistError(
    `trouble configuring builtin PatchTransformer with config: \`\n${config}\`: ${message}`,
  );
}

function withoutEmpty(entry: PatchEntry): JSONObject {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== ''));
}
