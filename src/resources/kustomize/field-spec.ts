import type { GVK, JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { isMap, member, setMember } from '../patch/values.ts';

/** Fields that a transformer works on: a path in the objects of a kind. Source: kustomize's transformer configuration. */
export interface FieldSpec {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  /** Segments between slashes; `\/` is a slash within one. Lists are passed through. */
  readonly path: string;
  /** Missing maps on the way are made. */
  readonly create?: boolean;
}

/** True when an object of this type has the field. What a spec leaves out matches all. */
export function specMatches(spec: Omit<FieldSpec, 'path'>, gvk: GVK): boolean {
  return (['group', 'version', 'kind'] as const).every(
    (part) => (spec[part] ?? '') === '' || spec[part] === gvk[part],
  );
}

/** Where a value stands: it can be read and put anew. */
export interface Slot {
  readonly value: JSONValue | undefined;
  set(value: JSONValue): void;
}

/** Visits every place that the path leads to in the object. `made` is what stands at the end of a path that is made. */
export function visitField(
  object: JSONObject,
  spec: FieldSpec,
  made: () => JSONValue,
  visit: (slot: Slot) => void,
): void {
  const segments = splitPath(spec.path).map((part) => part.replace(/\[\]$/, ''));
  descend(object, segments, spec, made, visit);
}

/** The segments of a path. */
export function splitPath(path: string): string[] {
  return path
    .replace(/^\//, '')
    .split(/(?<!\\)\//)
    .map((part) => part.replaceAll('\\/', '/'));
}

function descend(
  node: JSONValue,
  segments: readonly string[],
  spec: FieldSpec,
  made: () => JSONValue,
  visit: (slot: Slot) => void,
): void {
  if (Array.isArray(node)) {
    for (const item of node) descendItem(item, segments, spec, made, visit);
    return;
  }
  if (node === null) return;
  if (!isMap(node)) {
    throw new KubistError(`expected sequence or mapping node at ${spec.path}`);
  }
  const [key = '', ...rest] = segments;
  let value = member(node, key);
  if (value === undefined || value === null) {
    if (spec.create !== true) return;
    value = rest.length === 0 ? made() : {};
    setMember(node, key, value);
  }
  const items: JSONValue[] = Array.isArray(value) ? value : [];
  if (rest.length > 0) descend(value, rest, spec, made, visit);
  else if (items.length > 0 && items.every(isMap)) {
    items.forEach((item, index) => {
      const set = (changed: JSONValue): void => void ((items as JSONValue[])[index] = changed);
      visit({ value: item, set });
    });
  } else visit({ value, set: (changed) => setMember(node, key, changed) });
}

/** Errors say how far the path went at each list. */
function descendItem(...[item, segments, ...others]: Parameters<typeof descend>): void {
  try {
    descend(item, segments, ...others);
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    throw new KubistError(`visit traversal on path: [${segments.join(' ')}]: ${error.message}`, {
      cause: error,
    });
  }
}
