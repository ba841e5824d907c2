import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import { setOwn } from '../../formats/json-parser.ts';
import { stringifyJSON } from '../../formats/json.ts';

const MASK = '***';

/** True for secrets, of whatever group: their values are not for the eye. */
export function isSecret({ apiVersion = '', kind }: KubeObject): boolean {
  return kind === 'Secret' && apiVersion.split('/').at(-1) === 'v1';
}

/**
 * Both versions with the values of `data` masked; the masks tell which keys change. What apply keeps of a secret in an
 * annotation is masked as well, where the reference shows it.
 */
export function maskSecrets(
  from: KubeObject | undefined,
  to: KubeObject,
): { from: KubeObject | undefined; to: KubeObject } {
  const [before, after] = [dataOf(from), dataOf(to)];
  const changes = (key: string): boolean =>
    Object.hasOwn(before, key) && Object.hasOwn(after, key) && differ(before[key], after[key]);
  const masked = <T extends KubeObject | undefined>(object: T, mask: string): T =>
    hasData(object)
      ? {
          ...withoutCopy(object),
          data: masks(object.data, (key) => (changes(key) ? mask : MASK)),
        }
      : withoutCopy(object);
  return { from: masked(from, `${MASK} (before)`), to: masked(to, `${MASK} (after)`) };
}

/** Where apply keeps a copy of the whole object. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object with the copy in its annotation masked. */
function withoutCopy<T extends KubeObject | undefined>(object: T): T {
  if (object?.metadata?.annotations?.[LAST_APPLIED] === undefined) return object;
  const annotations = { ...object.metadata.annotations, [LAST_APPLIED]: MASK };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function hasData(object: KubeObject | undefined): object is KubeObject & { data: JSONObject } {
  const data = object?.['data'];
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function dataOf(object: KubeObject | undefined): JSONObject {
  return hasData(object) ? object.data : {};
}

function differ(a: JSONValue | undefined, b: JSONValue | undefined): boolean {
  const text = (value: JSONValue | undefined): string =>
    stringifyJSON(value ?? null, { sortKeys: true });
  return text(a) !== text(b);
}

function masks(data: JSONObject, maskOf: (key: string) => string): JSONObject {
  const masked: JSONObject = {};
  for (const key of Object.keys(data)) setOwn(masked, key, maskOf(key));
  return masked;
}
