import { KubistError } from '../errors.ts';

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Milliseconds of `--request-timeout`: whole seconds (`10`), or a Go duration (`1.5s`, `1m30s`). "" and `0` are none (0).
 * Throws for anything else, and for negative values.
 */
export function parseTimeout(text: string): number {
  if (text === '') return 0;
  if (/^[+-]?\d+$/.test(text) && Number(text) >= 0) return Number(text) * 1000;
  if (/^\+?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/.test(text)) {
    let total = 0;
    for (const [, amount, unit] of text.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g))
      total += Number(amount) * (units[unit as string] as number);
    return total;
  }
  throw new KubistError(
    'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  );
}
