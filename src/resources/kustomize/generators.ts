import { basename } from 'node:path';
import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { isMap, member, setMember } from '../patch/values.ts';
import type { GeneratorEntry, GeneratorOptions } from './kustomization.ts';
import type { Loader } from './loader.ts';
import { type Identity, Resource, sameIdentity } from './resource.ts';

/** One key with its value. */
interface Pair {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What generators read: files of the kustomization, and the environment for keys of env files without a value. */
export interface Sources {
  readonly loader: Loader;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Makes the ConfigMap or Secret of an entry. Throws KubistError. */
export function generate(
  kind: 'ConfigMap' | 'Secret',
  entry: GeneratorEntry,
  common: GeneratorOptions,
  sources: Sources,
): Resource {
  const { name = '', namespace = '' } = entry;
  const what = kind.toLowerCase();
  if (name === '') throw new KubistError('a configmap must have a name');
  const options = withDefaults(entry.options ?? {}, common);
  const object: JSONObject = { apiVersion: 'v1', kind, metadata: { name } };
  const resource = new Resource(object);
  const metadata = resource.metadata();
  if (namespace !== '') metadata['namespace'] = namespace;
  if (kind === 'Secret') object['type'] = entry.type || 'Opaque';
  const seen = new Set<string>();
  for (const { key, value } of readPairs(entry, sources)) {
    if (seen.has(key))
      throw new KubistError(`${what} ${name} illegally repeats the key \`${key}\``);
    seen.add(key);
    store(object, kind, key, value);
  }
  for (const field of ['labels', 'annotations'] as const) {
    if (Object.keys(options[field] ?? {}).length > 0) metadata[field] = { ...options[field] };
  }
  if (options.immutable === true) object['immutable'] = true;
  resource.needsHash = options.disableNameSuffixHash !== true;
  return resource;
}

function withDefaults(own: GeneratorOptions, common: GeneratorOptions): GeneratorOptions {
  return {
    labels: { ...common.labels, ...own.labels },
    annotations: { ...common.annotations, ...own.annotations },
    disableNameSuffixHash: own.disableNameSuffixHash || common.disableNameSuffixHash || false,
    immutable: own.immutable || common.immutable || false,
  };
}

/** Secrets hold base64; a ConfigMap does so beside its data, for what is no text. */
function store(object: JSONObject, kind: string, key: string, value: Uint8Array): void {
  const text = kind === 'ConfigMap' ? textOf(value) : undefined;
  const field = kind === 'ConfigMap' && text === undefined ? 'binaryData' : 'data';
  const found = member(object, field);
  const data: JSONObject = isMap(found) ? found : {};
  setMember(object, field, data);
  setMember(data, key, text ?? base64(value));
}

/** Base64 in lines of 70 characters, if it needs more than one. */
function base64(value: Uint8Array): string {
  const text = Buffer.from(value).toString('base64');
  return text.length <= 70 ? text : text.replace(/.{1,70}/g, '$&\n');
}

function textOf(value: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    return undefined;
  }
}

function readPairs(entry: GeneratorEntry, sources: Sources): Pair[] {
  const { literals = [], files = [], env = '' } = entry;
  const envs = [...(entry.envs ?? []), ...(env === '' ? [] : [env])];
  return [
    ...told('env source files', envs, () => envs.flatMap((path) => readEnv(path, sources))),
    ...told('literal sources', literals, () => literals.map(readLiteral)),
    ...told('file sources', files, () => files.map((file) => readFile(file, sources))),
  ];
}

/** Names the sources in what goes wrong with one of them. */
function told(what: string, list: readonly string[], read: () => Pair[]): Pair[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    const colon = what === 'literal sources' ? '' : ':';
    throw new KubistError(
      `loading KV pairs: ${what}${colon} [${list.join(' ')}]: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}

function readLiteral(literal: string): Pair {
  const at = literal.indexOf('=');
  if (at < 1) throw new KubistError(`invalid literal source ${literal}, expected key=value`);
  const value = literal.slice(at + 1).replace(/^(["'])([^]*)\1$/, '$2');
  return { key: literal.slice(0, at), value: Buffer.from(value) };
}

function readFile(source: string, { loader }: Sources): Pair {
  const parts = source.split('=');
  if (parts.length > 2) {
    throw new KubistError(`source ${goQuote(source)} key name or file path contains '='`);
  }
  const [first = '', path] = parts;
  if (path === undefined) return { key: basename(first), value: loader.read(first) };
  if (first === '')
    throw new KubistError(
      `missing key name for file path ${goQuote(path)} in source ${goQuote(source)}`,
    );
  if (path === '')
    throw new KubistError(
      `missing file path for key name ${goQuote(first)} in source ${goQuote(source)}`,
    );
  return { key: first, value: loader.read(path) };
}

function readEnv(path: string, { loader, env }: Sources): Pair[] {
  const text = textOf(loader.read(path));
  if (text === undefined) throw new KubistError(`invalid UTF-8 in env file ${goQuote(path)}`);
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const at = line.indexOf('=');
      if (at < 0) return { key: line, value: Buffer.from(env[line] ?? '') };
      return { key: line.slice(0, at), value: Buffer.from(line.slice(at + 1)) };
    });
}

/** Adds what was generated to the resources, or merges it into what is there already, as `behavior` says. */
export function absorb(resources: Resource[], made: Resource, behavior = ''): void {
  const wanted = made.identity;
  const found = resources.filter((one) => one.identities().some((id) => sameIdentity(id, wanted)));
  const merges = behavior === 'merge' || behavior === 'replace';
  const [existing] = found;
  if (existing === undefined) {
    if (merges) {
      throw new KubistError(
        `merging from generator: id ${goIdentity(wanted)} does not exist; cannot merge or replace`,
      );
    }
    resources.push(made);
    return;
  }
  if (found.length > 1) {
    throw new KubistError(
      `merging from generator: found multiple objects ${goIdentity(wanted)} that could accept merge of ${behavior}`,
    );
  }
  if (!merges) {
    const said = behavior === 'create' ? 'create' : 'unspecified';
    throw new KubistError(
      `merging from generator: id ${goIdentity(wanted)} exists; can not use behavior: '${said}', behavior must be merge or replace`,
    );
  }
  combine(existing, made, behavior);
}

/** The new content on top of the old; labels and annotations are merged in both cases. */
function combine(existing: Resource, made: Resource, behavior: string): void {
  const object = { ...made.object, metadata: existing.metadata() };
  const old = existing.object;
  for (const field of ['labels', 'annotations']) {
    const merged = union(member(existing.metadata(), field), member(made.metadata(), field));
    if (Object.keys(merged).length > 0) object.metadata[field] = merged;
  }
  if (behavior === 'merge') {
    for (const field of ['data', 'binaryData']) {
      const merged = union(member(old, field), member(made.object, field));
      if (Object.keys(merged).length > 0) setMember(object, field, merged);
    }
  }
  existing.object = object;
  existing.needsHash &&= made.needsHash;
}

function union(below: JSONValue | undefined, above: JSONValue | undefined): JSONObject {
  return { ...(isMap(below) && below), ...(isMap(above) && above) };
}

/** An identity as Go prints the struct. */
function goIdentity(identity: Identity): string {
  const { gvk, name, namespace } = identity;
  return (
    `resid.ResId{Gvk:resid.Gvk{Group:${goQuote(gvk.group)}, Version:${goQuote(gvk.version)}, Kind:${goQuote(gvk.kind)}, ` +
    `isClusterScoped:false}, Name:${goQuote(name)}, Namespace:${goQuote(namespace)}}`
  );
}
