import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { isMap, member } from '../patch/values.ts';
import { createAt, type FieldPart, placesAt, splitFieldPath } from './field-path.ts';
import type { Slot } from './field-spec.ts';
import type { FieldOptions, Replacement, Selector } from './kustomization.ts';
import { plainValue } from './manifest.ts';
import type { Resource } from './resource.ts';
import { selectedExactly } from './select.ts';

/** Copies a value from one object to fields of others. Throws KubistError. */
export function replace(resources: readonly Resource[], replacement: Replacement): void {
  const { source, sourceValue, targets } = replacement;
  if (targets === undefined)
    throw new KubistError('replacements must specify a source and at least one target');
  if (source === undefined && sourceValue === undefined) {
    throw new KubistError('replacements must specify a source and at least one target');
  }
  const value = source === undefined ? sourceValue! : readSource(resources, source);
  for (const { select, reject = [], fieldPaths = [DEFAULT_FIELD], options = {} } of targets) {
    if (select === undefined) throw new KubistError('target must specify resources to select');
    for (const resource of resources) {
      if (!selectedExactly(resource, select)) continue;
      if (reject.some((one) => selectedExactly(resource, one))) continue;
      for (const path of fieldPaths) {
        put(resource.object, splitFieldPath(path), path, structuredClone(value), options);
      }
    }
  }
}

const DEFAULT_FIELD = 'metadata.name';

function readSource(
  resources: readonly Resource[],
  source: NonNullable<Replacement['source']>,
): JSONValue {
  const found = resources.filter((resource) => selectedExactly(resource, source));
  const [only] = found;
  if (only === undefined) throw new KubistError(`nothing selected by ${describe(source)}`);
  if (found.length > 1) {
    throw new KubistError(`multiple matches for selector ${describe(source)}`);
  }
  const path = source.fieldPath || DEFAULT_FIELD;
  const value = placesAt(only.object, splitFieldPath(path))[0]?.value;
  if (value === undefined || value === null) {
    throw new KubistError(
      `fieldPath \`${path}\` is missing for replacement source ${describe(source)}`,
    );
  }
  return cut(value, source.options);
}

/** `Deployment.v1.apps/web.shop`, with placeholders for what the selector leaves open. */
function describe({ group, version, kind, name, namespace }: Selector): string {
  const type = [kind || '[noKind]', version || '[noVer]', group || '[noGrp]'].join('.');
  return `${type}/${name || '[noName]'}.${namespace || '[noNs]'}`;
}

/** The piece of the source that is meant. */
function cut(value: JSONValue, options: FieldOptions | undefined): JSONValue {
  const { delimiter = '', index = 0 } = options ?? {};
  if (delimiter === '') return value;
  if (typeof value === 'object') {
    throw new KubistError('delimiter option can only be used with scalar nodes');
  }
  const piece = String(value).split(delimiter)[index];
  if (piece === undefined || index < 0) {
    throw new KubistError(`options.index ${index} is out of bounds for value ${String(value)}`);
  }
  return piece;
}

function put(
  object: JSONObject,
  parts: readonly FieldPart[],
  path: string,
  value: JSONValue,
  options: FieldOptions,
): void {
  const found = options.create === true ? createAt(object, parts) : placesAt(object, parts);
  if (found.length === 0) {
    throw new KubistError(`unable to find field "${path}" in replacement target`);
  }
  for (const slot of found) slot.set(fitted(slot, value, options));
}

/** The value as it goes into a field: as a piece of the text there, and of the type that is there. */
function fitted({ value: current }: Slot, value: JSONValue, options: FieldOptions): JSONValue {
  const { delimiter = '', index = 0 } = options;
  if (delimiter !== '') {
    if (typeof current !== 'string' || typeof value === 'object') {
      throw new KubistError('delimiter option can only be used with scalar nodes');
    }
    const pieces = current.split(delimiter);
    if (index < 0) pieces.unshift(String(value));
    else if (index >= pieces.length) pieces.push(String(value));
    else pieces[index] = String(value);
    return pieces.join(delimiter);
  }
  // What is made anew loses its quotes: so the reference does.
  if (current === undefined && typeof value === 'string') return plainValue(value);
  if (typeof current === 'string' && typeof value !== 'object') return String(value);
  return value;
}

/** Replacements of a file: one, or a list of them. */
export function replacementsOf(value: JSONValue): JSONObject[] {
  if (Array.isArray(value)) return value.filter(isMap);
  return isMap(value) && (member(value, 'source') ?? member(value, 'targets')) !== undefined
    ? [value]
    : [];
}
