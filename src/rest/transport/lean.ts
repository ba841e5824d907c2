/** As much as is used here of what bun offers. Source: https://bun.com/docs/runtime/utils */
interface Collector {
  gc(now: boolean): void;
}

const { Bun: bun } = globalThis as { Bun?: Collector };

/**
 * Keeps memory small where much goes through. What lives for long is in buffers that serve again, so that more room for
 * what is new would be of no use: on Node it would grow to 32 MB.
 */
export function stayLean(): void {
  if (bun === undefined)
    process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
}

/** Bytes between two collections; each takes some milliseconds. */
const INTERVAL = 1 << 23;

let received = 0;

/** bun has a new buffer for all that comes, and leaves tens of megabytes of them uncollected. */
export function countReceived(bytes: number): void {
  if (bun === undefined) return;
  received += bytes;
  if (received < INTERVAL) return;
  received = 0;
  bun.gc(true);
}
