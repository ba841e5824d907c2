import { describe, expect, it } from 'vitest';
import { Meter } from '../../../src/commands/cp/meter.ts';

describe('the meter of a copy', () => {
  it.each([
    [0, 1000, '0 B, 0 B/s'],
    [1000, 2000, '1000 B, 500 B/s'],
    [1536, 500, '1.5 KiB, 3.0 KiB/s'],
    [5 << 20, 2000, '5.0 MiB, 2.5 MiB/s'],
    [3 * 2 ** 40, 1024_000, '3.0 TiB, 3.0 GiB/s'],
  ])('%i bytes in %i ms: %s', (bytes, milliseconds, expected) => {
    let now = 0;
    const meter = new Meter(() => now);
    now = milliseconds;
    meter.count({ length: bytes } as Uint8Array);
    expect(String(meter)).toBe(expected);
  });

  it('passes data on', async () => {
    const meter = new Meter(() => 1000);
    async function* data(): AsyncIterable<Uint8Array> {
      yield Buffer.from('ab');
      yield Buffer.from('c');
    }
    expect(Buffer.concat(await Array.fromAsync(meter.through(data()))).toString()).toBe('abc');
    expect(String(meter)).toMatch(/^3 B,/);
  });
});
