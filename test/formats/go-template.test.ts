import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JSONObject } from '../../src/api/types.ts';
import {
  GoTemplateExecError,
  type GoTemplateSyntaxError,
  parseGoTemplate,
} from '../../src/formats/go-template/template.ts';
import { parseJSON } from '../../src/formats/json.ts';

/** One recorded answer of Go's text/template with kubectl's functions. */
interface Case {
  data: string;
  template: string;
  missing?: 'error';
  output?: string;
  error?: string;
  syntaxError?: string;
}

const fixture = new URL('../../fixtures/formats/go-template/cases.json', import.meta.url);
const text = readFileSync(fixture, 'utf8');
const { data } = parseJSON(text) as unknown as { data: Record<string, JSONObject> };
// Bytes that are no UTF-8 are lone surrogates here, which parseJSON would replace.
const { cases } = JSON.parse(text) as { cases: Case[] };

function run({ data: name, template, missing }: Case): Partial<Case> {
  let parsed;
  try {
    parsed = parseGoTemplate(template);
  } catch (error) {
    return { syntaxError: (error as GoTemplateSyntaxError).message };
  }
  try {
    return {
      output: parsed.execute(data[name], { allowMissingKeys: missing !== 'error' }),
    };
  } catch (error) {
    if (!(error instanceof GoTemplateExecError)) throw error;
    return { error: error.message, output: error.partial };
  }
}

describe('Go templates answer as the reference does', () => {
  for (const item of cases) {
    it(`answers ${JSON.stringify([item.template, item.data, item.missing].filter(Boolean))}`, () => {
      const { output, error, syntaxError } = item;
      expect(run(item)).toEqual(
        Object.fromEntries(
          Object.entries({ output, error, syntaxError }).filter(([, value]) => value !== undefined),
        ),
      );
    });
  }
});

describe('a Go template', () => {
  it('stops at recursion without end', () => {
    const template = parseGoTemplate('{{define "x"}}{{template "x"}}{{end}}{{template "x"}}');
    expect(() => template.execute({})).toThrow(
      'template: output:1:25: executing "x" at <{{template "x"}}>: exceeded maximum template depth (100000)',
    );
  });

  it('refuses parentheses without end', () => {
    expect(() => parseGoTemplate(`{{${'('.repeat(20_000)}`)).toThrow(
      'max expression depth exceeded',
    );
  });

  it('names the template that it was given', () => {
    expect(() => parseGoTemplate('{{', 'mine')).toThrow('template: mine:1: unclosed action');
  });

  it('takes __proto__ and constructor for ordinary keys', () => {
    const template = parseGoTemplate('{{.__proto__}} {{.constructor}} {{index . "toString"}}');
    expect(template.execute({})).toBe('<no value> <no value> <no value>');
    expect(
      parseGoTemplate('{{.__proto__.x}}').execute(JSON.parse('{"__proto__":{"x":"own"}}')),
    ).toBe('own');
  });

  it('says that it has no complex numbers', () => {
    expect(() => parseGoTemplate('{{1i}}')).toThrow('complex numbers are not supported');
  });
});
