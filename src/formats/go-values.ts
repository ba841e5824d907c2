import { formatFloatG } from './go-number.ts';

/**
 * A number whose Go type differs from what the same JSON number would have: constants of templates
 * (`int`, `float64`), lengths and range indexes (`int`), bytes of strings (`uint8`), and the numbers
 * of typed objects, which are `float64` even where they are whole.
 */
export class GoNumber {
  readonly type: 'int' | 'float64' | 'uint8';
  readonly value: number | bigint;
  constructor(type: GoNumber['type'], value: number | bigint) {
    this.type = type;
    this.value = value;
  }
}

const INT64_LIMIT = 2n ** 63n;

/** True when Go decodes this JSON number to `int64`; false when to `float64`. */
export function isInt64(value: number | bigint): boolean {
  return typeof value === 'bigint'
    ? value >= -INT64_LIMIT && value < INT64_LIMIT
    : Number.isSafeInteger(value);
}

/** A float64 as Go's `%v` prints it: `0.5`, `100000`, `1e+06`, `1e-05`, `+Inf`. */
export function goFloat(value: number): string {
  return formatFloatG(value, 6);
}
