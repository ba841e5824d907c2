import { describe, expect, it } from 'vitest';
import type { JSONObject, KubeObject } from '../../src/api/types.ts';
import { schemaProblems } from '../../src/resources/schema-problems.ts';

const ref = (name: string): JSONObject => ({ allOf: [{ $ref: `#/components/schemas/${name}` }] });
const text: JSONObject = { type: 'string' };

const schemas = {
  'example.v1.Thing': {
    type: 'object',
    required: ['spec'],
    properties: { kind: text, apiVersion: text, metadata: ref('Meta'), spec: ref('Spec') },
  },
  Meta: {
    type: 'object',
    properties: { name: text, labels: { type: 'object', additionalProperties: text } },
  },
  Spec: {
    type: 'object',
    required: ['size'],
    properties: {
      size: { type: 'integer' },
      ratio: { type: 'number' },
      on: { type: 'boolean' },
      port: { oneOf: [{ type: 'integer' }, { type: 'string' }] },
      parts: {
        type: 'array',
        items: { type: 'object', required: ['name'], properties: { name: text } },
      },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      any: {},
    },
  },
} satisfies JSONObject;

function problems(spec: object, metadata: object = { name: 'a' }): string[] {
  const object = { apiVersion: 'example/v1', kind: 'Thing', metadata, spec };
  return schemaProblems(object as KubeObject, {
    schema: schemas['example.v1.Thing'],
    document: { components: { schemas } },
  });
}

describe('schemaProblems', () => {
  it('finds nothing in what fits', () => {
    expect(
      problems({
        size: 3,
        ratio: 1,
        on: true,
        port: 'http',
        parts: [{ name: 'a' }],
        free: { whatever: [null] },
        any: [1, 'x'],
      }),
    ).toEqual([]);
    expect(problems({ size: 2n ** 60n, port: 80 }, { labels: { a: '1' } })).toEqual([]);
  });

  it('takes a field without a value for one that is not there', () => {
    expect(problems({ size: null, parts: null })).toEqual([]);
  });

  it('leaves it to the server whether a number will do for text', () => {
    expect(problems({ size: 1 }, { name: 5 })).toEqual([]);
  });

  it.each([
    [
      { size: 'x' },
      '(Thing.spec.size): invalid type for Spec.size: got "string", expected "integer"',
    ],
    [
      { size: true },
      '(Thing.spec.size): invalid type for Spec.size: got "boolean", expected "integer"',
    ],
    [
      { size: 1, on: 1 },
      '(Thing.spec.on): invalid type for Spec.on: got "integer", expected "boolean"',
    ],
    [
      { size: 1, on: 1.5 },
      '(Thing.spec.on): invalid type for Spec.on: got "number", expected "boolean"',
    ],
    [
      { size: 1, port: [] },
      '(Thing.spec.port): invalid type for Spec.port: got "array", expected "string"',
    ],
    [
      { size: 1, parts: {} },
      '(Thing.spec.parts): invalid type for Spec.parts: got "map", expected "array"',
    ],
    [
      { size: 1, parts: [{}] },
      '(Thing.spec.parts[0]): missing required field "name" in Spec.parts',
    ],
    [
      { size: 1, parts: [null] },
      '(Thing.spec.parts): unknown object type "nil" in Thing.spec.parts[0]',
    ],
    [{}, '(Thing.spec): missing required field "size" in Spec'],
    [{ size: 1, foo: 2 }, '(Thing.spec): unknown field "foo" in Spec'],
    [[], '(Thing.spec): invalid type for Spec: got "array", expected "map"'],
  ])('tells what is wrong with %j', (spec, told) => {
    expect(problems(spec)).toEqual([`ValidationError${told}`]);
  });

  it('tells of everything that is wrong, in the order of keys', () => {
    const labels = { a: null, b: [] };
    expect(problems({ z: 1, constructor: 1, ['__proto__']: 1 }, { labels })).toEqual([
      'unknown object type "nil" in Thing.metadata.labels.a',
      'ValidationError(Thing.metadata.labels.b): invalid type for Meta.labels: got "array", expected "string"',
      'ValidationError(Thing.spec): unknown field "__proto__" in Spec',
      'ValidationError(Thing.spec): unknown field "constructor" in Spec',
      'ValidationError(Thing.spec): unknown field "z" in Spec',
      'ValidationError(Thing.spec): missing required field "size" in Spec',
    ]);
  });
});
