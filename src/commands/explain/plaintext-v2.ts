import { formatAPIVersion } from '../../api/gvk.ts';
import type { GVK, JSONObject } from '../../api/types.ts';
import { asObject, resolveRef } from '../../discovery/openapi-v3.ts';
import { descriptionsOf, elementOf, fieldsOf, listOf, refOf } from './schema.ts';
import type { Field, Schema } from './schema.ts';
import { wrapText } from './wrap.ts';

const indent = '     ';
const width = 80 - indent.length;

/** The layout of older releases. `name` is the field's, undefined for the resource itself. */
export function explainVersion2(
  gvk: GVK,
  schema: Schema,
  name: string | undefined,
  recursive: boolean,
): string {
  const head = `KIND:     ${gvk.kind}\nVERSION:  ${formatAPIVersion(gvk.group, gvk.version)}\n\n`;
  // OpenAPI v2 tells nothing of a structure that may hold anything.
  const { schema: element } = elementOf(schema);
  const fields = element['x-kubernetes-preserve-unknown-fields'] === true ? [] : fieldsOf(schema);
  const title = fields.length > 0 ? 'RESOURCE: ' : 'FIELD:    ';
  const label =
    name === undefined ? '' : `${title}${name} <${typeName(schema.schema, schema.document)}>\n\n`;
  const texts = descriptionsOf(schema);
  const description = texts.length === 0 ? `${indent}<empty>\n` : indented(texts.join('\n\n'));
  if (fields.length === 0) return `${head}${label}DESCRIPTION:\n${description}`;
  const seen = new Set(elementOf(schema).refs);
  const list = fields.map((field) => (recursive ? tree(field, 1, seen) : paragraph(field)));
  return `${head}${label}DESCRIPTION:\n${description}\nFIELDS:\n${list.join('')}`;
}

function paragraph(field: Field): string {
  const { description } = field.schema;
  const text = typeof description === 'string' && description !== '' ? indented(description) : '';
  return `${fieldLine(field, 1, field.required ? ' -required-' : '')}${text}\n`;
}

function tree(field: Field, depth: number, seen: ReadonlySet<string>): string {
  const { refs } = elementOf(field);
  const below = refs.some((ref) => seen.has(ref)) ? [] : fieldsOf(field);
  const path = new Set([...seen, ...refs]);
  return fieldLine(field, depth, '') + below.map((child) => tree(child, depth + 1, path)).join('');
}

function fieldLine(field: Field, depth: number, required: string): string {
  return `${'   '.repeat(depth)}${field.name}\t<${typeName(field.schema, field.document)}>${required}\n`;
}

/** Lines of one paragraph are joined; a blank line ends it, and a line that begins with a mark of a list starts anew. */
function indented(text: string): string {
  const paragraphs: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    const words = line.trim().replaceAll(/\s+/g, ' ');
    const last = paragraphs.at(-1);
    if (open && last !== undefined && words !== '' && !/^(?:[-*]|\d+\))/.test(words))
      paragraphs[paragraphs.length - 1] = `${last} ${words}`;
    else paragraphs.push(words);
    open = words !== '';
  }
  return wrapText(paragraphs.join('\n'), width)
    .map((line) => (line === '' ? '\n' : `${indent}${line}\n`))
    .join('');
}

/** Type names as OpenAPI v2 had them: every structure is an Object. */
function typeName(schema: JSONObject, document: JSONObject): string {
  const ref = refOf(schema);
  const target = ref === undefined ? undefined : resolveRef(document, ref);
  if (target !== undefined) return typeName(target, document);
  const items = asObject(schema['items']);
  if (items !== undefined) return `[]${typeName(items, document)}`;
  const values = asObject(schema['additionalProperties']);
  if (values !== undefined) return `map[string]${typeName(values, document)}`;
  if (listOf(schema, 'oneOf').length > 0) return 'string';
  const type = schema['type'];
  if (typeof type !== 'string' || schema['x-kubernetes-preserve-unknown-fields'] === true)
    return '';
  if (type !== 'object') return type;
  return Object.hasOwn(schema, 'properties') ? 'Object' : 'map[string]';
}
