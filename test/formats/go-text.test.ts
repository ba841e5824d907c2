import { describe, expect, it } from 'vitest';
import { byteLength, bytesOf, stringOf, toOutput } from '../../src/formats/go-bytes.ts';
import {
  goJSON,
  GoNumber,
  goQuote,
  goSyntax,
  goType,
  goValue,
} from '../../src/formats/go-format.ts';
import { goUnquote } from '../../src/formats/go-quote.ts';

describe('values as Go prints them', () => {
  const value = { b: [1, 'x', null, 1.5], a: { '<k>': true }, big: 9007199254740993n };

  it('with %v, keys in order', () => {
    expect(goValue(value)).toBe('map[a:map[<k>:true] b:[1 x <nil> 1.5] big:9007199254740993]');
  });

  it('with %#v, in Go syntax', () => {
    expect(goSyntax(value)).toBe(
      'map[string]interface {}{"a":map[string]interface {}{"<k>":true}, "b":[]interface {}{1, "x", interface {}(nil), 1.5}, "big":9007199254740993}',
    );
  });

  it('as JSON, with escaped brackets', () => {
    expect(goJSON(value)).toBe(
      '{"a":{"\\u003ck\\u003e":true},"b":[1,"x",null,1.5],"big":9007199254740993}',
    );
    expect(goJSON([new GoNumber('float64', 2)] as never, '  ')).toBe('[\n  2\n]');
  });

  it.each([
    [1e6, 'int64', '1000000'],
    [1e21, 'float64', '1e+21'],
    [0.00001, 'float64', '1e-05'],
    [1234567.5, 'float64', '1.2345675e+06'],
    [new GoNumber('float64', 1e6), 'float64', '1e+06'],
    [new GoNumber('int', 3), 'int', '3'],
    [null, '<nil>', '<nil>'],
  ])('%s is a %s and prints as %s', (number, type, text) => {
    expect([goType(number), goValue(number)]).toEqual([type, text]);
  });
});

describe('quoting', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "b" \\', '"a \\"b\\" \\\\"'],
    ['\u0007\b\f\n\r\t\u000b\u0000\u007f', '"\\a\\b\\f\\n\\r\\t\\v\\x00\\x7f"'],
    ['é☃😀', '"é☃😀"'],
    ['\u200b\u2028\ufeff\u{e0001}', '"\\u200b\\u2028\\ufeff\\U000e0001"'],
    ['\udcff', '"\\xff"'],
  ])('%j is %s', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
    expect(goUnquote(quoted)).toBe(text);
  });

  it('leaves no other character than ASCII on demand', () => {
    expect(goQuote('é☃😀', true)).toBe('"\\u00e9\\u2603\\U0001f600"');
  });
});

describe('strings as bytes', () => {
  it('keeps bytes that are no UTF-8', () => {
    const bytes = Uint8Array.of(
      0x61,
      0xff,
      0xc3,
      0xa9,
      0xe2,
      0x98,
      0xf0,
      0x9f,
      0x98,
      0x80,
      0xed,
      0xa0,
      0x80,
    );
    const text = stringOf(bytes);
    expect([...bytesOf(text)]).toEqual([...bytes]);
    expect(byteLength(text)).toBe(bytes.length);
    expect(toOutput(text)).toEqual(Buffer.from(bytes));
  });

  it('hands on ordinary text as it is', () => {
    expect(toOutput('é😀')).toBe('é😀');
  });
});
