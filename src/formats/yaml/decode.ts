import type { JSONObject, JSONValue } from '../../api/types.ts';
import { formatFloatG } from '../go-number.ts';
import { goQuote } from '../go-quote.ts';
import { setOwn } from '../json-parser.ts';
import { type YAMLMapping, type YAMLNode, YAMLProblem, type YAMLScalar } from './node.ts';
import { type Resolved, resolvePlain } from './resolve.ts';

/** A key that a mapping has twice; the last one counts. `path` is that of the mapping: `spec.containers[0]`. */
export interface DuplicateField {
  readonly path: string;
  readonly key: string;
  /** 1-based line within the document. */
  readonly line: number;
}

/** The value cannot be JSON. The message is the reference's, complete. */
export class YAMLValueError extends Error {
  override name = 'YAMLValueError';
}

/**
 * Which words are more than text. `yaml1.1`: as manifests are read, `yes` and `off` are booleans. `core`: as kustomize
 * reads, only `true` and `false` are, keys are text, and timestamps become RFC 3339.
 */
export type Words = 'yaml1.1' | 'core';

const INT64_MAX = 2 ** 63;
const UINT64_LIMIT = 2n ** 64n;
const CORE_BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const RESOLVABLE = new Set(['!!str', '!!bool', '!!int', '!!float', '!!null', '!!timestamp']);

/**
 * Turns nodes into JSON by the rules of the reference: keys become strings, the last duplicate wins, merge keys
 * act where they stand. Throws YAMLProblem and YAMLValueError.
 */
export class YAMLDecoder {
  readonly duplicates: DuplicateField[] = [];
  readonly #words: Words;
  readonly #open = new Set<YAMLNode>();
  #decoded = 0;
  #aliased = 0;
  #aliasDepth = 0;

  constructor(words: Words = 'yaml1.1') {
    this.#words = words;
  }

  value(node: YAMLNode, path: string): JSONValue {
    this.#count();
    switch (node.kind) {
      case 'alias':
        return this.#alias(node.name, node.target, path);
      case 'scalar':
        return this.#words === 'core' ? coreScalar(node) : jsonScalar(resolveScalar(node));
      case 'sequence':
        return node.items.map((item, index) => this.value(item, `${path}[${index}]`));
      default: {
        const object: JSONObject = {};
        this.#members(node, object, path);
        return object;
      }
    }
  }

  /** A few aliases may stand for a great many nodes; the share they may have shrinks with the size. */
  #count(): void {
    this.#decoded++;
    if (this.#aliasDepth > 0) this.#aliased++;
    if (this.#aliased <= 100 || this.#decoded <= 1000) return;
    if (this.#aliased / this.#decoded > allowedAliasShare(this.#decoded)) {
      throw new YAMLProblem('document contains excessive aliasing');
    }
  }

  #alias<T>(
    name: string,
    target: YAMLNode,
    path: string,
    use?: (target: YAMLNode) => T,
  ): T | JSONValue {
    if (this.#open.has(target)) throw new YAMLProblem(`anchor '${name}' value contains itself`);
    this.#open.add(target);
    this.#aliasDepth++;
    const value = use ? use(target) : this.value(target, path);
    this.#aliasDepth--;
    this.#open.delete(target);
    return value;
  }

  #members(node: YAMLMapping, object: JSONObject, path: string, merging = false): void {
    const seen = new Set<string>();
    for (const [keyNode, valueNode] of node.pairs) {
      if (
        keyNode.kind === 'scalar' &&
        keyNode.text === '<<' &&
        (keyNode.plain || keyNode.tag === '!!merge')
      ) {
        this.#merge(valueNode, object, path);
        continue;
      }
      const key = this.#key(keyNode, valueNode);
      if (seen.has(key) && !merging) this.duplicates.push({ path, key, line: keyNode.line });
      seen.add(key);
      setOwn(object, key, this.value(valueNode, path === '' ? key : `${path}.${key}`));
    }
  }

  #merge(node: YAMLNode, object: JSONObject, path: string): void {
    const refuse = (): never => {
      throw new YAMLProblem('map merge requires map or sequence of maps as the value');
    };
    if (node.kind === 'mapping') {
      this.#count();
      this.#members(node, object, path, true);
    } else if (node.kind === 'alias') {
      if (node.target.kind !== 'mapping') refuse();
      this.#count();
      this.#alias(node.name, node.target, path, (target) => this.#merge(target, object, path));
    } else if (node.kind === 'sequence') {
      // The first of several has precedence, so it comes last.
      for (const item of node.items.toReversed()) {
        if ((item.kind === 'alias' ? item.target : item).kind !== 'mapping') refuse();
        this.#merge(item, object, path);
      }
    } else refuse();
  }

  #key(node: YAMLNode, valueNode: YAMLNode): string {
    this.#count();
    const target = node.kind === 'alias' ? node.target : node;
    if (target.kind !== 'scalar') {
      // Mistakes within the key come first.
      this.value(target, '');
      throw new YAMLProblem(`invalid map key: ${goSyntaxOf(target)}`, node.line);
    }
    if (this.#words === 'core') return target.text;
    const resolved = resolveScalar(target);
    switch (resolved.tag) {
      case 'str':
      case 'timestamp':
        return resolved.value;
      case 'bool':
        return String(resolved.value);
      case 'float':
        return Number.isFinite(resolved.value)
          ? formatFloatG(resolved.value, 6, 32)
          : infinityKey(resolved.value);
      case 'int':
        if (resolved.value < INT64_MAX) return String(resolved.value);
    }
    const [type, key] =
      resolved.tag === 'null'
        ? ['%!s(<nil>)', '<nil>']
        : ['uint64', `0x${resolved.value.toString(16)}`];
    throw new YAMLValueError(
      `unsupported map key of type: ${type}, key: ${key}, value: ${goSyntaxOf(valueNode)}`,
    );
  }
}

function infinityKey(value: number): string {
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}

function allowedAliasShare(decoded: number): number {
  const [low, high] = [400_000, 4_000_000];
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.1;
  return 0.99 - 0.89 * ((decoded - low) / (high - low));
}

function resolveScalar(node: YAMLScalar): Resolved {
  const { text, tag } = node;
  if (tag === '') return node.plain ? resolvePlain(text) : { tag: 'str', value: text };
  if (tag === '!!binary') return { tag: 'str', value: decodeBase64(text) };
  if (tag === '!!str' || !RESOLVABLE.has(tag)) return { tag: 'str', value: text };
  const resolved = resolvePlain(text);
  if (`!!${resolved.tag}` === tag) return resolved;
  if (tag === '!!float' && resolved.tag === 'int')
    return { tag: 'float', value: Number(resolved.value) };
  throw new YAMLProblem(`cannot decode !!${resolved.tag} \`${text}\` as a ${tag}`);
}

function coreScalar(node: YAMLScalar): JSONValue {
  const resolved = resolveScalar(node);
  if (resolved.tag === 'bool' && !CORE_BOOLEAN.test(node.text)) return node.text;
  if (resolved.tag === 'timestamp' && node.plain) return rfc3339(resolved.value);
  if (typeof resolved.value === 'bigint' && resolved.value < UINT64_LIMIT) return resolved.value;
  return jsonScalar(resolved);
}

/** The time of a YAML timestamp. A date is its midnight; without an offset, it is UTC. */
function rfc3339(text: string): string {
  const match =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(\.\d*)?[ \t]*(Z|[-+]\d\d?(?::\d\d)?)?)?$/.exec(
      text,
    );
  if (match === null) return text;
  const [, year, month = '', day = '', hour = '0', minute = '00', second = '00', part = '', zone] =
    match;
  const fraction = part.replace(/\.?0*$/, '');
  const offset = zone === undefined || /^[-+]0+(?::00)?$/.test(zone) ? 'Z' : zone;
  const two = (digits: string): string => digits.padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${fraction}${offset}`;
}

function jsonScalar(resolved: Resolved): JSONValue {
  if (resolved.tag === 'int')
    return resolved.value >= INT64_MAX ? Number(resolved.value) : resolved.value;
  if (resolved.tag === 'float' && !Number.isFinite(resolved.value)) {
    throw new YAMLValueError(`json: unsupported value: ${formatFloatG(resolved.value)}`);
  }
  return resolved.value;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodeBase64(text: string): string {
  const joined = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(joined)) throw new YAMLProblem('!!binary value contains invalid base64 data');
  return Buffer.from(joined, 'base64').toString('utf8');
}

/** A node as Go's `%#v` prints it, for messages about keys. */
function goSyntaxOf(node: YAMLNode): string {
  switch (node.kind) {
    case 'alias':
      return goSyntaxOf(node.target);
    case 'sequence':
      return `[]interface {}{${node.items.map(goSyntaxOf).join(', ')}}`;
    case 'mapping': {
      const pairs = node.pairs.map(([key, value]) => `${goSyntaxOf(key)}:${inner(value)}`);
      return `map[interface {}]interface {}{${pairs.sort().join(', ')}}`;
    }
    default: {
      const { value } = resolveScalar(node);
      return typeof value === 'string' ? goQuote(value) : value === null ? '<nil>' : String(value);
    }
  }
}

function inner(node: YAMLNode): string {
  const text = goSyntaxOf(node);
  return text === '<nil>' ? 'interface {}(nil)' : text;
}
