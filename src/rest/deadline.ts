import { KubistError } from '../errors.ts';
import type { TransportResponse } from './transport/transport.ts';

/** The time that one request may take, its body included. */
export interface Deadline {
  /** Aborted by the caller or by the clock; undefined when neither can happen. */
  readonly signal: AbortSignal | undefined;
  /** True once the clock, not the caller, ended the request. */
  readonly expired: boolean;
  /** Stops the clock. */
  done(): void;
  /** The same answer; its body ends the clock, or tells of it. */
  guard(response: TransportResponse): TransportResponse;
}

/** Starts the clock. `milliseconds` 0 is no limit. */
export function createDeadline(milliseconds: number, signal: AbortSignal | undefined): Deadline {
  if (milliseconds <= 0)
    return { signal, expired: false, done() {}, guard: (response) => response };
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), milliseconds);
  timer.unref();
  const done = (): void => clearTimeout(timer);
  const words = (error: unknown): unknown =>
    clock.signal.aborted && !signal?.aborted
      ? new KubistError(
          'context deadline exceeded (Client.Timeout or context cancellation while reading body)',
          { cause: error },
        )
      : error;
  const limit = <T>(body: Promise<T>): Promise<T> =>
    body.catch((error: unknown) => Promise.reject(words(error) as Error)).finally(done);
  return {
    signal: signal === undefined ? clock.signal : AbortSignal.any([signal, clock.signal]),
    get expired() {
      return clock.signal.aborted && !signal?.aborted;
    },
    done,
    guard: (response) => ({
      status: response.status,
      statusText: response.statusText,
      protocol: response.protocol,
      headers: response.headers,
      text: () => limit(response.text()),
      bytes: () => limit(response.bytes()),
      async *stream() {
        try {
          yield* response.stream();
        } catch (error) {
          throw words(error);
        } finally {
          done();
        }
      },
    }),
  };
}
