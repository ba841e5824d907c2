import { goQuote, unquoteChar } from '../go-quote.ts';

/** A numeric constant: the kinds of Go number that its text can stand for. */
export interface NumberConstant {
  /** The value as an integer; undefined when it is none of 64 bits. */
  readonly integer: bigint | undefined;
  /** The value as a double. */
  readonly float: number;
  /** True when the text is written as a float (`1.0`, `1e3`, `0x1p4`). */
  readonly isFloat: boolean;
}

const INTEGER =
  /^[+-]?(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/;
const DECIMAL = /^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/;
const HEX_FLOAT = /^([+-]?)0[xX]_?((?:_?[\da-fA-F])*)\.?((?:_?[\da-fA-F])*)[pP]([+-]?\d+)$/;

/** Reads a number literal. Throws an Error with Go's words. */
export function parseNumber(text: string): NumberConstant {
  if (text.endsWith('i')) throw new Error(`complex numbers are not supported: ${goQuote(text)}`);
  if (INTEGER.test(text)) {
    const integer = toBigInt(text);
    if (
      integer >= -(2n ** 63n) &&
      integer < 2n ** 64n &&
      !(text.startsWith('+') && integer >= 2n ** 63n)
    ) {
      return { integer, float: Number(integer), isFloat: false };
    }
  }
  const float = parseFloat64(text);
  if (float === undefined || !Number.isFinite(float))
    throw new Error(`illegal number syntax: ${goQuote(text)}`);
  if (!/[.eEpP]/.test(text)) throw new Error(`integer overflow: ${goQuote(text)}`);
  const integer = Number.isInteger(float) && Math.abs(float) < 2 ** 63 ? BigInt(float) : undefined;
  const hexInteger = /^0[xX]/.test(text) && !/[pP]/.test(text);
  return { integer, float, isFloat: !hexInteger };
}

/** Reads a character literal, `'x'` or `'\n'`, to its code point. Throws an Error with Go's words. */
export function parseChar(text: string): NumberConstant {
  const { code, next } = unquoteChar(text, 1, "'");
  if (text.slice(next) !== "'") throw new Error(`malformed character constant: ${text}`);
  return { integer: BigInt(code), float: code, isFloat: false };
}

function toBigInt(text: string): bigint {
  const negative = text.startsWith('-');
  let digits = text.replace(/[+\-_]/g, '');
  if (/^0[0-7]/.test(digits)) digits = `0o${digits.slice(1)}`;
  return negative ? -BigInt(digits) : BigInt(digits);
}

function parseFloat64(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text.replaceAll('_', ''));
  const hex = HEX_FLOAT.exec(text);
  if (hex === null) return undefined;
  const [, sign, whole, fraction, exponent] = hex.map((part) => part.replaceAll('_', '')) as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (whole + fraction === '') return undefined;
  const value =
    Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}
