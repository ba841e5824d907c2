import { isYAMLTimestamp } from '../time.ts';

/** `t`, `f` and the numbers 0 and 1 count as booleans too. */
const WORDS = new Set([
  'null',
  '~',
  '',
  'true',
  'y',
  'yes',
  'on',
  'false',
  'n',
  'no',
  'off',
  '.inf',
  '-.inf',
  '+.inf',
  '.nan',
]);
const INTEGER = /^[+-]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/;
const FLOAT =
  /^[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)[pP][+-]?[0-9]+|inf|infinity)$/i;
const SEXAGESIMAL = /^[+-]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether some YAML reader may take the text, unquoted, for something other than a string. */
export function isAmbiguous(text: string): boolean {
  if (text.length <= 5 && WORDS.has(text.toLowerCase())) return true;
  if (/^[tTfF]$/.test(text)) return true;
  const digits = text.replaceAll('_', '');
  if (INTEGER.test(digits) && withinInt64(digits)) return true;
  if (digits.toLowerCase() === 'nan' || (FLOAT.test(digits) && withinFloat(digits))) return true;
  return SEXAGESIMAL.test(text) || isYAMLTimestamp(text);
}

function withinInt64(text: string): boolean {
  const size = text.replace(/^[+-]/, '').replace(/^0(?=[0-7])/, '0o');
  const value = BigInt(size);
  return value < 2n ** 63n || (text.startsWith('-') && value === 2n ** 63n);
}

/** Numbers too large for a double are refused by Go, and so are no numbers. */
function withinFloat(text: string): boolean {
  return /^[+-]?(?:inf|0x)/i.test(text) || Number.isFinite(Number(text));
}
