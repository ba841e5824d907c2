import type { JSONValue, KubeObject } from '../api/types.ts';
import { parseJSON, stringifyJSON } from '../formats/json.ts';

/** Annotations in which tools keep a copy of a whole object, packed or not. */
const COPIES: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'kapp.k14s.io/original',
  'objectset.rio.cattle.io/applied',
  'openshift.io/token-secret.value',
]);

/** What stands in place of a masked text. */
export const MASK = '[redacted]';

/** Names of environment variables, headers and such whose values are likely secrets, unless they tell where one is. */
const SECRET_NAME =
  /pass(?:word|wd|phrase)|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|authorization/i;
const PLACE_NAME = /[_-](?:file|path|dir|name|ref)$/i;

/** How deep objects are looked into; the server refuses deeper ones. */
const DEPTH = 200;

/**
 * Takes the values of Secrets out of an object, wherever it holds one: its keys stay, with "". That is the Secret itself,
 * those within lists and templates, the copies that annotations keep, and releases that Helm stores in ConfigMaps. With `mask`, also
 * literal values of environment variables and headers with names such as DB_PASSWORD. Works on the object itself.
 */
export function removeSecrets(object: KubeObject, mask: boolean): void {
  visit(object as JSONValue, mask, 0);
}

type Fields = { [key: string]: JSONValue };

/** True when it changed something. */
function visit(value: JSONValue | undefined, mask: boolean, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > DEPTH) return false;
  if (Array.isArray(value)) {
    let changed = false;
    for (const item of value) changed = visit(item, mask, depth + 1) || changed;
    return changed;
  }
  if (value['kind'] === 'Secret' && value['apiVersion'] === 'v1') {
    emptySecret(value);
    return true;
  }
  let changed = emptyRelease(value);
  if (mask && isSecretLiteral(value)) {
    value['value'] = MASK;
    changed = true;
  }
  for (const key of Object.keys(value)) {
    changed =
      (key === 'annotations' ? visitAnnotations(value[key], mask, depth) : false) || changed;
    changed = visit(value[key], mask, depth + 1) || changed;
  }
  return changed;
}

function emptySecret(secret: Fields): void {
  const values = [...valuesOf(secret['data']), ...valuesOf(secret['stringData'])];
  delete secret['stringData'];
  const { data, metadata } = secret;
  if (isFields(data)) for (const key of Object.keys(data)) data[key] = '';
  if (!isFields(metadata) || !isFields(metadata['annotations'])) return;
  const { annotations } = metadata;
  for (const [key, text] of Object.entries(annotations)) {
    const holdsValue = typeof text !== 'string' || values.some((value) => text.includes(value));
    if (COPIES.has(key) || holdsValue) delete annotations[key];
  }
  if (Object.keys(annotations).length === 0) delete metadata['annotations'];
}

/** Values as they are and in base64. Shorter ones than four letters keep no secret, and would be found everywhere. */
function valuesOf(data: JSONValue | undefined): string[] {
  if (!isFields(data)) return [];
  return Object.values(data)
    .flatMap((value) =>
      typeof value === 'string' ? [value, Buffer.from(value, 'base64').toString()] : [],
    )
    .filter((value) => value.length >= 4);
}

/** Helm can keep releases, which hold the manifests of Secrets, in ConfigMaps. */
function emptyRelease(object: Fields): boolean {
  const { kind, metadata, data } = object;
  if (kind !== 'ConfigMap' || !isFields(metadata) || !isFields(data)) return false;
  const labels = isFields(metadata['labels']) ? metadata['labels'] : {};
  if (labels['owner'] !== 'helm' && labels['OWNER'] !== 'TILLER') return false;
  if (!Object.hasOwn(data, 'release')) return false;
  data['release'] = '';
  return true;
}

/** Copies of the object in annotations, as JSON. */
function visitAnnotations(
  annotations: JSONValue | undefined,
  mask: boolean,
  depth: number,
): boolean {
  if (!isFields(annotations)) return false;
  let changed = false;
  for (const [key, text] of Object.entries(annotations)) {
    if (typeof text !== 'string' || !/^\s*[{[]/.test(text)) continue;
    const copy = parsed(text);
    if (!visit(copy, mask, depth + 1)) continue;
    annotations[key] = `${stringifyJSON(copy)}${text.endsWith('\n') ? '\n' : ''}`;
    changed = true;
  }
  return changed;
}

function parsed(text: string): JSONValue | undefined {
  try {
    return parseJSON(text);
  } catch {
    return undefined;
  }
}

function isSecretLiteral({ name, value }: Fields): boolean {
  return (
    typeof name === 'string' &&
    typeof value === 'string' &&
    value !== '' &&
    SECRET_NAME.test(name) &&
    !PLACE_NAME.test(name)
  );
}

function isFields(value: JSONValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
