import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Pulse, startPulse } from '../../../src/rest/transport/pulse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;

function start(): { pulse: Pulse; pings: Uint8Array[]; given: () => boolean } {
  const pings: Uint8Array[] = [];
  let gaveUp = false;
  const pulse = startPulse(
    (payload) => pings.push(payload),
    () => {
      gaveUp = true;
      pulse.stop();
    },
  );
  return { pulse, pings, given: () => gaveUp };
}

it('pings every five seconds', () => {
  const { pings } = start();
  vi.advanceTimersByTime(20_000);
  expect(pings.length).toBe(4);
});

it('gives up on a server that is silent for more than a minute', () => {
  const { given } = start();
  vi.advanceTimersByTime(MINUTE);
  expect(given()).toBe(false);
  vi.advanceTimersByTime(5000);
  expect(given()).toBe(true);
});

it('waits for as long as a slow reader on this side takes', () => {
  const { pulse, given } = start();
  pulse.heard();
  vi.advanceTimersByTime(10 * MINUTE);
  expect(given()).toBe(false);
});

it('waits for as long as a process leaves its input unread, which holds up the server', () => {
  const { pulse, pings, given } = start();
  pulse.sent(3_000_000);
  vi.advanceTimersByTime(10 * MINUTE);
  expect(given()).toBe(false);
  // The process has read: from here on silence counts.
  pulse.answered(pings.at(-1) as Uint8Array);
  vi.advanceTimersByTime(2 * MINUTE);
  expect(given()).toBe(true);
});

it('does not wait longer for a few keys that were sent to a dead server', () => {
  const { pulse, given } = start();
  pulse.sent(3);
  vi.advanceTimersByTime(2 * MINUTE);
  expect(given()).toBe(true);
});
