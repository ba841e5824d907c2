/** Numbers as Go's strconv reads and writes them. */

const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;
const INTEGER = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const YAML_FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * An integer literal with Go's prefixes (`0x`, `0b`, `0o`, `0`), within int64 or uint64.
 * Exact: bigint past 2^53. Undefined when it is none, or too large.
 */
export function parseGoInteger(text: string): number | bigint | undefined {
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  const digits = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : decimal!;
  const magnitude = digits.length < 12 ? Number(digits) : BigInt(digits);
  const value = sign === '-' ? -magnitude : magnitude;
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (value > UINT64_MAX || value < INT64_MIN || (sign === '+' && value > -INT64_MIN - 1n))
    return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** A decimal number in the spelling of YAML 1.1 (`5.`, `.5`, `08`, `1e3`); undefined when none or too large. */
export function parseYAMLFloat(text: string): number | undefined {
  if (!YAML_FLOAT.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Go's strconv.FormatFloat(value, 'g', -1, bits): shortest digits, exponent of at least two digits
 * below 1e-4 and from 10^`limit` up.
 */
export function formatFloatG(value: number, limit = 6, bits: 32 | 64 = 64): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, exponentText] = (bits === 32 ? shortest32(value) : value.toExponential()).split(
    'e',
  ) as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= limit) {
    const magnitude = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${magnitude}`;
  }
  return decimal(mantissa, exponent);
}

/** The fewest digits that still round to the same float32. */
function shortest32(value: number): string {
  const single = Math.fround(value);
  for (let digits = 0; digits < 9; digits++) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential();
}

/** `-1.25`, 3 → `-1250`. */
function decimal(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
