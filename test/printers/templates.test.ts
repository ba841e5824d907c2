import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/types.ts';
import { JSONPathPlusPrinter } from '../../src/printers/jsonpath-plus.ts';
import { JSONPathPrinter } from '../../src/printers/jsonpath.ts';
import type { Printer } from '../../src/printers/printer.ts';
import { TemplatePrinter } from '../../src/printers/template.ts';

const pod = { kind: 'Pod', metadata: { name: 'web' }, spec: { replicas: 1_000_000, html: '<a>' } };

async function print(
  printer: Printer,
  object: KubeObject = pod,
): Promise<{ out: Buffer; error?: string }> {
  const chunks: Buffer[] = [];
  const out = { write: (text: string | Uint8Array): void => void chunks.push(Buffer.from(text)) };
  try {
    await printer.print(object, out);
    return { out: Buffer.concat(chunks) };
  } catch (error) {
    return { out: Buffer.concat(chunks), error: (error as Error).message };
  }
}

describe('-o jsonpath', () => {
  it('prints what it finds, without a newline', async () => {
    expect((await print(new JSONPathPrinter('{.metadata.name}'))).out.toString()).toBe('web');
  });

  it('names a template that it cannot read', () => {
    expect(() => new JSONPathPrinter('{.a')).toThrow('error parsing jsonpath {.a, unclosed action');
  });

  it('dumps template and object into the error when it fails, and prints nothing', async () => {
    const { out, error } = await print(
      new JSONPathPrinter('{.kind}{.nope}', { allowMissingKeys: false }),
    );
    expect(out).toHaveLength(0);
    expect(error).toBe(
      'error executing jsonpath "{.kind}{.nope}": Error executing template: nope is not found. Printing more information for debugging the template:\n' +
        '\ttemplate was:\n\t\t{.kind}{.nope}\n' +
        '\tobject given to jsonpath engine was:\n' +
        '\t\tmap[string]interface {}{"kind":"Pod", "metadata":map[string]interface {}{"name":"web"}, "spec":map[string]interface {}{"html":"<a>", "replicas":1000000}}\n\n\n',
    );
  });

  it('has only floats in objects that come from structs', async () => {
    const printer = new JSONPathPrinter('{.spec.replicas} {.spec}', { typed: true });
    expect((await print(printer)).out.toString()).toBe(
      '1e+06 {"html":"\\u003ca\\u003e","replicas":1000000}',
    );
  });

  it('writes a JSON list with jsonpath-as-json', async () => {
    const { out } = await print(new JSONPathPrinter('{.metadata}', { asJSON: true }));
    expect(out.toString()).toBe('[\n    {\n        "name": "web"\n    }\n]\n');
  });
});

describe('-o go-template', () => {
  it('prints what the template makes', async () => {
    const { out } = await print(new TemplatePrinter('{{.kind}}/{{.metadata.name}}{{"\\n"}}'));
    expect(out.toString()).toBe('Pod/web\n');
  });

  it('prints binary secrets byte by byte', async () => {
    const { out } = await print(new TemplatePrinter('{{base64decode .data}}'), {
      data: '/wD+w6k=',
    });
    expect([...out]).toEqual([0xff, 0x00, 0xfe, 0xc3, 0xa9]);
  });

  it('names a template that it cannot read', () => {
    expect(() => new TemplatePrinter('{{foo}}')).toThrow(
      'error parsing template {{foo}}, template: output:1: function "foo" not defined',
    );
  });

  it('dumps what it was given to the output when it fails', async () => {
    const { out, error } = await print(new TemplatePrinter('x{{.kind.y}}'));
    const cause =
      'template: output:1:8: executing "output" at <.kind.y>: can\'t evaluate field y in type interface {}';
    expect(error).toBe(`error executing template "x{{.kind.y}}": ${cause}`);
    expect(out.toString()).toBe(
      `xError executing template: ${cause}. Printing more information for debugging the template:\n` +
        '\ttemplate was:\n\t\tx{{.kind.y}}\n' +
        '\traw data was:\n\t\t{"kind":"Pod","metadata":{"name":"web"},"spec":{"html":"\\u003ca\\u003e","replicas":1000000}}\n' +
        '\tobject given to template engine was:\n\t\tmap[kind:Pod metadata:map[name:web] spec:map[html:<a> replicas:1000000]]\n\n',
    );
  });
});

describe('-o jsonpath-plus', () => {
  it('prints each result on a line, objects as JSON', async () => {
    const { out } = await print(new JSONPathPlusPrinter('$..name'));
    expect(out.toString()).toBe('web\n');
    expect((await print(new JSONPathPlusPrinter('$.spec'))).out.toString()).toBe(
      '{"html":"\\u003ca\\u003e","replicas":1000000}\n',
    );
  });

  it('has && and regular expressions', async () => {
    const list = {
      items: [
        { n: 1, s: 'abc' },
        { n: 5, s: 'abd' },
        { n: 9, s: 'x' },
      ],
    };
    const printer = new JSONPathPlusPrinter('$.items[?(@.n > 1 && @.s.match(/^ab/))].n');
    expect((await print(printer, list)).out.toString()).toBe('5\n');
  });

  it('runs no code', async () => {
    const { out, error } = await print(new JSONPathPlusPrinter('$..[?(process.exit(3))]'));
    expect(out).toHaveLength(0);
    expect(error).toMatch(/^error evaluating jsonpath-plus \$\.\.\[\?\(process\.exit\(3\)\)\], /);
    const escape = '$..[?(@.constructor.constructor("return 7")())]';
    expect((await print(new JSONPathPlusPrinter(escape), { a: 'x' })).out).toHaveLength(0);
  });
});
