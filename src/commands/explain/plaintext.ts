import type { GVK } from '../../api/types.ts';
import { asObject, resolveRef } from '../../discovery/openapi-v3.ts';
import { descriptionsOf, elementOf, enumOf, fieldsOf, listOf, refOf } from './schema.ts';
import type { Field, Schema } from './schema.ts';
import { wrapText } from './wrap.ts';

const indent = '    ';
const width = 80 - indent.length;
/** So many values of an enum are named beside a field. */
const maxEnum = 4;

/** The lines above everything else. They are printed even when the field then turns out to be missing. */
export function heading(gvk: GVK): string {
  const group = gvk.group === '' ? '' : `GROUP:      ${gvk.group}\n`;
  return `${group}KIND:       ${gvk.kind}\nVERSION:    ${gvk.version}\n\n`;
}

/** What there is to say about a resource or, when `name` is given, one of its fields. */
export function explainPlain(schema: Schema, name: string | undefined, recursive: boolean): string {
  const parts = name === undefined ? [] : [`FIELD: ${name} <${typeName(schema)}>\n`];
  const values = name === undefined ? undefined : enumOf(schema.schema);
  if (values !== undefined) parts.push(`ENUM:\n${indented(values.join('\n'))}`);
  if (name !== undefined) parts.push(values === undefined ? '\n\n' : '\n');
  const descriptions = descriptionsOf(schema);
  parts.push(
    'DESCRIPTION:\n',
    descriptions.length === 0
      ? `${indent}<empty>\n`
      : `${indented(descriptions.join('\n'))}${indent}\n`,
  );
  const fields = fieldsOf(schema);
  if (fields.length > 0) {
    const seen = new Set(elementOf(schema).refs);
    parts.push(
      'FIELDS:\n',
      ...fields.map((field) => (recursive ? tree(field, 1, seen) : paragraph(field))),
    );
  }
  return `${parts.join('')}\n`;
}

/** A field with its description. */
function paragraph(field: Field): string {
  const { description } = field.schema;
  const text =
    typeof description === 'string' && description !== '' ? description : '<no description>';
  return `${fieldLine(field, 1)}${indented(text)}\n`;
}

/** A field and the fields below it. A type within itself is not opened again. */
function tree(field: Field, depth: number, seen: ReadonlySet<string>): string {
  const { refs } = elementOf(field);
  const below = refs.some((ref) => seen.has(ref)) ? [] : fieldsOf(field);
  const path = new Set([...seen, ...refs]);
  return fieldLine(field, depth) + below.map((child) => tree(child, depth + 1, path)).join('');
}

function fieldLine(field: Field, depth: number): string {
  const margin = '  '.repeat(depth);
  const required = field.required ? ' -required-' : '';
  const line = `${margin}${field.name}\t<${typeName(field)}>${required}\n`;
  const values = enumOf(field.schema);
  if (values === undefined) return line;
  const named = values.slice(0, maxEnum).join(', ');
  return `${line}${margin}enum: ${named}${values.length > maxEnum ? ', ....' : ''}\n`;
}

function indented(text: string): string {
  return wrapText(text, width)
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** `string`, `[]Container`, `map[string]Quantity`, `PodSpec`. */
function typeName({ schema, document }: Schema): string {
  const ref = refOf(schema);
  if (ref !== undefined) {
    const target = resolveRef(document, ref)?.['type'];
    return typeof target === 'string' && target !== 'object'
      ? target
      : ref.slice(ref.lastIndexOf('.') + 1);
  }
  const items = asObject(schema['items']);
  if (items !== undefined) return `[]${typeName({ schema: items, document })}`;
  const values = asObject(schema['additionalProperties']);
  if (values !== undefined) return `map[string]${typeName({ schema: values, document })}`;
  const [choice] = [
    ...listOf(schema, 'allOf'),
    ...listOf(schema, 'oneOf'),
    ...listOf(schema, 'anyOf'),
  ];
  const type = typeof schema['type'] === 'string' ? schema['type'] : undefined;
  if (type === undefined && choice !== undefined) return typeName({ schema: choice, document });
  return type === undefined || type === 'object' ? 'Object' : type;
}
