import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JSONObject } from '../../src/api/types.ts';
import { GoNumber } from '../../src/formats/go-format.ts';
import { parseJSON } from '../../src/formats/json.ts';
import {
  JSONPathError,
  parseJSONPath,
  relaxedJSONPath,
} from '../../src/formats/jsonpath/jsonpath.ts';

/** One recorded answer of client-go's jsonpath, with or without missing keys allowed. */
interface Case {
  data: string;
  template: string;
  missing?: 'error';
  json?: true;
  output?: string;
  error?: string;
  syntaxError?: string;
}

const fixture = new URL('../../fixtures/formats/jsonpath/cases.json', import.meta.url);
const { data, cases } = parseJSON(readFileSync(fixture, 'utf8')) as unknown as {
  data: Record<string, JSONObject>;
  cases: Case[];
};

function run({ data: name, template, missing, json }: Case): Partial<Case> {
  let parsed;
  try {
    parsed = parseJSONPath(template);
  } catch (error) {
    return { syntaxError: (error as JSONPathError).message };
  }
  try {
    const options = { allowMissingKeys: missing !== 'error', asJSON: json === true };
    return { output: parsed.execute(data[name], options) };
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    return { error: error.message };
  }
}

describe('JSONPath templates answer as the reference does', () => {
  for (const item of cases) {
    const name = [
      item.template,
      item.data,
      item.missing,
      item.json === true ? 'as JSON' : undefined,
    ];
    it(`answers ${JSON.stringify(name.filter(Boolean))}`, () => {
      const { output, error, syntaxError } = item;
      expect(run(item)).toEqual(
        Object.fromEntries(
          Object.entries({ output, error, syntaxError }).filter(([, value]) => value !== undefined),
        ),
      );
    });
  }
});

describe('a JSONPath template', () => {
  it('gives the values of each of its pieces', () => {
    const found = parseJSONPath('{.items[*].n}{"x"}').find({ items: [{ n: 1 }, { n: 2 }] });
    expect(found).toEqual([[1, 2], ['x']]);
  });

  it('can be applied again and again', () => {
    const template = parseJSONPath('{range .a[*]}{@}{end}.');
    expect([template.execute({ a: [1, 2] }), template.execute({ a: [3] })]).toEqual(['12.', '3.']);
  });

  it('takes __proto__ and constructor for ordinary keys', () => {
    const template = parseJSONPath('{.__proto__.x}{.constructor}{.a.toString}');
    expect(template.execute({ a: {} })).toBe('');
    expect(template.execute(JSON.parse('{"__proto__":{"x":"own"}}'))).toBe('own');
  });

  it('compares floats with floats only, as Go does', () => {
    const object = { list: [{ n: new GoNumber('float64', 1) }] } as never;
    expect(() => parseJSONPath('{.list[?(@.n==1)]}').execute(object)).toThrow(
      'incompatible types for comparison',
    );
    expect(parseJSONPath('{.list[?(@.n==1.0)].n}').execute(object)).toBe('1');
  });

  it('prints 10,000 names within a second', () => {
    const items = Array.from({ length: 10_000 }, (_, i) => ({ metadata: { name: `pod-${i}` } }));
    const start = performance.now();
    parseJSONPath('{range .items[*]}{.metadata.name}{"\\n"}{end}').execute({ items });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('relaxed paths', () => {
  it.each([
    ['metadata.name', '{.metadata.name}'],
    ['.metadata.name', '{.metadata.name}'],
    ['{metadata.name}', '{.metadata.name}'],
    ['{.metadata.name}', '{.metadata.name}'],
    ['{.a[?(@.b=="c")]}', '{.a[?(@.b=="c")]}'],
    ['', ''],
  ])('%s is %s', (given, complete) => {
    expect(relaxedJSONPath(given)).toBe(complete);
  });

  it.each(['{.a}{.b}', '{a', 'a}', '{}'])('%s is refused', (given) => {
    expect(() => relaxedJSONPath(given)).toThrow(
      /^unexpected path string, expected a 'name1\.name2'/,
    );
  });
});
