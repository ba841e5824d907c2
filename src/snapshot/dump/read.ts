import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { parseYAMLDocuments } from '../../formats/yaml/parse.ts';
import type { FileSource } from '../files.ts';
import { splitDump, type DumpedLog } from './logs.ts';

/** What a dump holds: objects with their types, and logs by `NAMESPACE/POD/CONTAINER`. */
export interface Dump {
  readonly objects: readonly KubeObject[];
  /** Resource versions of lists, by `APIVERSION KIND` of their items. */
  readonly lists: ReadonlyMap<string, string>;
  readonly log: (key: string) => Promise<DumpedLog | undefined>;
}

/** Folders in folders that are looked into: `NAMESPACE/POD/`. */
const DEPTH = 2;

/** Reads the folder that `cluster-info dump --output-directory` makes; undefined when it holds no objects. */
export async function readDumpFolder(files: FileSource): Promise<Dump | undefined> {
  const found = new Objects();
  const visit = async (folder: string, depth: number): Promise<void> => {
    for (const name of await files.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (/\.(?:json|ya?ml)$/.test(name)) {
        await found.add(await textOf(files, path), `${files.name}: ${path}`);
      } else if (depth < DEPTH && !name.includes('.txt')) {
        await visit(path, depth + 1);
      }
    }
  };
  await visit('', 0);
  if (found.objects.length === 0) return undefined;
  const log = async (key: string): Promise<DumpedLog | undefined> => {
    const file = `${key.slice(0, key.lastIndexOf('/'))}/logs.txt`;
    return splitDump(await textOf(files, file)).logs.get(key);
  };
  return { objects: found.objects, lists: found.lists, log };
}

/** Reads what `cluster-info dump` prints; undefined when that holds no objects. `name` is for messages. */
export async function readDumpText(text: string, name: string): Promise<Dump | undefined> {
  const { objects, logs } = splitDump(text);
  const found = new Objects();
  await found.add(objects, name);
  if (found.objects.length === 0) return undefined;
  return { objects: found.objects, lists: found.lists, log: async (key) => logs.get(key) };
}

async function textOf(files: FileSource, path: string): Promise<string> {
  return new TextDecoder().decode((await files.bytes(path)) ?? new Uint8Array());
}

class Objects {
  readonly objects: KubeObject[] = [];
  readonly lists: Map<string, string> = new Map();

  /** Takes the objects of a file of JSON or YAML: lists of one kind, and mixed ones. */
  async add(text: string, name: string): Promise<void> {
    if (text.trim() === '') return;
    let documents;
    try {
      documents = await parseYAMLDocuments(text);
    } catch (error) {
      throw new KubistError(`snapshot ${name}: ${(error as Error).message}`, { cause: error });
    }
    for (const { value } of documents) this.#take(value);
  }

  #take(value: JSONValue): void {
    if (!isFields(value)) return;
    const { apiVersion, kind, items, metadata } = value;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return;
    if (!kind.endsWith('List') || !(Array.isArray(items) || items === null)) {
      this.objects.push(value);
      return;
    }
    const itemKind = kind.slice(0, -'List'.length);
    const version = isFields(metadata ?? null) ? (metadata as JSONObject)['resourceVersion'] : '';
    if (itemKind !== '') {
      this.lists.set(`${apiVersion} ${itemKind}`, typeof version === 'string' ? version : '');
    }
    for (const item of items ?? []) {
      if (!isFields(item)) continue;
      // Items of a list of one kind do not tell it.
      if (itemKind === '') this.#take(item);
      else this.objects.push({ apiVersion, kind: itemKind, ...item });
    }
  }
}

function isFields(value: JSONValue): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
