import type { TransportResponse } from './transport/transport.ts';

/** Attempts after the first one. */
const maxRetries = 10;

/** Messages of broken connections after which a request may be sent again. */
const broken =
  /^EOF$|^unexpected EOF$|connection reset by peer|broken connection|use of closed network connection/;

/** Whether a broken connection is retried: for a method, for none (streams), or always (watches). */
export type RetryBroken = 'GET' | 'never' | 'always';

/**
 * Milliseconds to wait before attempt number `tries` is repeated; undefined when it is not.
 * 429 and 5xx are repeated when the server says after how many seconds; broken connections where `mayBreak`.
 */
export function retryDelay(
  tries: number,
  outcome: TransportResponse | Error,
  mayBreak: boolean,
): number | undefined {
  if (tries > maxRetries) return undefined;
  if (outcome instanceof Error) return mayBreak && broken.test(outcome.message) ? 1000 : undefined;
  if (outcome.status !== 429 && outcome.status < 500) return undefined;
  const seconds = outcome.headers.get('retry-after')?.[0];
  return seconds !== undefined && /^[+-]?\d+$/.test(seconds)
    ? Math.max(0, Number(seconds)) * 1000
    : undefined;
}
