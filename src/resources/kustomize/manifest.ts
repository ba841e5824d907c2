import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goValue } from '../../formats/go-format.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { YAMLDecoder } from '../../formats/yaml/decode.ts';
import { decodeText, splitDocuments } from '../../formats/yaml/documents.ts';
import { YAMLProblem } from '../../formats/yaml/node.ts';
import { readNodes } from '../../formats/yaml/reader/reader.ts';
import { isMap, member } from '../patch/values.ts';

/** Text that is no YAML: the one mistake of a resource file that is told without trying it as a folder. */
export class MalformedManifest extends KubistError {
  override name = 'MalformedManifest';
}

/**
 * The documents of a file as kustomize reads them: unlike manifests of `-f`, only `true` and `false` are booleans.
 * Aliases are expanded within the bounds of the decoder. Throws MalformedManifest.
 */
export function readDocuments(source: string | Uint8Array, filename = ''): JSONValue[] {
  const suffix = filename === '' ? '' : ` in File: ${filename}`;
  const values: JSONValue[] = [];
  try {
    for (const { text } of splitDocuments(decodeText(source))) {
      const node = readNodes(text);
      const decoder = new YAMLDecoder('core');
      const value = node && decoder.value(node, '');
      const [twice] = decoder.duplicates;
      if (twice !== undefined) {
        throw new YAMLProblem(`mapping key ${goQuote(twice.key)} already defined`, twice.line);
      }
      if (value !== undefined && value !== null) values.push(value);
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new MalformedManifest(`MalformedYAMLError: yaml: ${error.message}${suffix}`, {
      cause: error,
    });
  }
  return values;
}

/** The objects of a file, lists taken apart. Throws KubistError for what is no object of the Kubernetes API. */
export function readObjects(source: string | Uint8Array, filename = ''): JSONObject[] {
  return readDocuments(source, filename).flatMap((value) => {
    if (!isMap(value)) throw new KubistError('missing Resource metadata');
    const objects = itemsOf(value) ?? [value];
    for (const object of objects) checkIdentity(object);
    return objects;
  });
}

function itemsOf(object: JSONObject): JSONObject[] | undefined {
  const [kind, items] = [member(object, 'kind'), member(object, 'items')];
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined;
  return items.filter(isMap).flatMap((item) => itemsOf(item) ?? [item]);
}

function checkIdentity(object: JSONObject): void {
  const kind = textAt(object, 'kind');
  const metadata = member(object, 'metadata');
  const name = isMap(metadata) ? textAt(metadata, 'name') : '';
  if (kind !== '' && (name !== '' || kind.endsWith('List'))) return;
  const missing = kind === '' ? 'kind' : 'metadata.name';
  const namespace = isMap(metadata) ? textAt(metadata, 'namespace') : '';
  const maps = ['labels', 'annotations'].map((key) => goMap(isMap(metadata) ? metadata[key] : {}));
  throw new KubistError(
    `missing ${missing} in object {{${textAt(object, 'apiVersion')} ${kind}} {{${name} ${namespace}} ${maps.join(' ')}}}`,
  );
}

function goMap(value: JSONValue | undefined): string {
  if (!isMap(value)) return 'map[]';
  const pairs = Object.keys(value).sort();
  return `map[${pairs.map((key) => `${key}:${goValue(value[key])}`).join(' ')}]`;
}

/** The text of a member, empty when it is missing or something else. */
export function textAt(object: JSONObject, key: string): string {
  const value = member(object, key);
  return typeof value === 'string' ? value : '';
}

/** What a text stands for in a file when it has no quotes: `5` is a number. */
export function plainValue(text: string): JSONValue {
  const node = { kind: 'scalar', text, plain: true, tag: '', line: 1 } as const;
  return new YAMLDecoder('core').value(node, '');
}
