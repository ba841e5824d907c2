import type { KubeObject } from '../../api/types.ts';
import { type PrintOptions, readFormat } from '../../printers/print-flags.ts';
import { isTable } from '../../printers/table.ts';
import type { Info, RequestShape } from '../../resources/info.ts';
import { itemsOf } from './items.ts';
import { tableShape } from './request.ts';

/** How much of the objects of a list an output reads. */
export type Needs = 'name' | 'metadata' | 'object';

const PARTIAL_ACCEPT =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/**
 * What an output reads of each object. Answers `object` whenever that is not plain to see: names and metadata
 * alone are a fraction of what the server would send, but a wrong guess would print something else.
 */
export function needsOf(options: PrintOptions): Needs {
  const { name, argument } = readFormat(options);
  if (name === 'name') return 'name';
  if (name === 'custom-columns') {
    // Specifications that are more than paths after colons are for the printer to judge.
    const paths = argument.split(',').map((part) => part.slice(part.indexOf(':') + 1));
    return most(paths.map((path) => (path.startsWith('.') ? path : `.${path}`)));
  }
  if (name !== 'jsonpath') return 'object';
  const template = readItemTemplate(argument);
  return template === undefined ? 'object' : most(template.paths);
}

const METADATA = /^\.metadata(?:\.[\w-]+)*$/;

function most(paths: readonly string[]): Needs {
  if (paths.length === 0 || !paths.every((path) => METADATA.test(path))) return 'object';
  return paths.every((path) => path === '.metadata.name') ? 'name' : 'metadata';
}

/** The request that brings no more than is needed. */
export function shapeFor(needs: Needs): RequestShape {
  if (needs === 'name') return tableShape('None');
  return needs === 'metadata' ? { headers: { accept: PARTIAL_ACCEPT } } : {};
}

/**
 * The objects of a chunk, of the type that was listed. Rows of a Table become objects of a name and nothing else: the
 * column with the format `name` is the object's by the API's convention. Undefined when a Table has no such column.
 */
export function objectsOf({ object, resource }: Info, needs: Needs): KubeObject[] | undefined {
  if (object === undefined) return [];
  const { group, version, kind } = resource;
  const apiVersion = group === '' ? version : `${group}/${version}`;
  if (isTable(object)) {
    const rows = object.rows ?? [];
    if (rows.length === 0) return [];
    const at = object.columnDefinitions.findIndex(({ format }) => format === 'name');
    if (at < 0) return undefined;
    return rows.map(({ cells }) => ({ apiVersion, kind, metadata: { name: cells[at] as string } }));
  }
  const items = itemsOf(object);
  if (needs !== 'metadata' || object.kind !== 'PartialObjectMetadataList') return items;
  return items.map(({ metadata }) => ({ apiVersion, kind, metadata: metadata ?? {} }));
}

/** A template that prints each item of a list by itself. */
export interface ItemTemplate {
  /** What stands between the outputs of two items. */
  readonly separator: string;
  /** What it reads of an item; empty when that is not plain to see. */
  readonly paths: readonly string[];
}

const ONE_PATH = /^\{\s*\.items\[\*\]((?:\.[\w-]+|\[\d+\]|\[\*\])*)\s*\}$/;
const RANGE = /^\{\s*range \.items\[\*\]\s*\}([^]*)\{\s*end\s*\}$/;
const PART = /\{([^{}]*)\}/g;

/**
 * Recognises JSONPath templates whose output for a list is that of its items one after the other:
 * `{.items[*].path}` and `{range .items[*]}…{end}` without a range within.
 */
export function readItemTemplate(template: string): ItemTemplate | undefined {
  const one = ONE_PATH.exec(template);
  if (one !== null) return { separator: ' ', paths: [one[1] ?? ''] };
  const body = RANGE.exec(template)?.[1];
  if (body === undefined || /[{}]/.test(body.replaceAll(PART, ''))) return undefined;
  const parts = [...body.matchAll(PART)].map(([, part = '']) => part.trim());
  if (parts.some((part) => /^(?:range|end)\b|\$/.test(part))) return undefined;
  const paths = parts.filter((part) => !/^["'][^"']*["']$/.test(part));
  return { separator: '', paths };
}
