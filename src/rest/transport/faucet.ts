import type { OnReadOpts } from 'node:net';
import type { Duplex } from 'node:stream';

/** TLS hands over as much at most. */
const SIZE = 1 << 14;

/**
 * A connection that is read into one buffer, again and again: a stream makes a new one for every 16 KiB, which takes as
 * long as all else that is done to them, and tens of megabytes until they are collected. Until it is opened, the bytes go
 * through the stream as ever. Where the runtime knows no such reading, there is none of it.
 */
export class Faucet {
  readonly #buffer: Buffer = Buffer.allocUnsafeSlow(SIZE);
  #take: ((chunk: Uint8Array) => boolean) | undefined;
  #connection: Duplex | undefined;
  /** The buffer is being used by who has taken its bytes. */
  #lent = false;

  /** For the connection's options. */
  get onread(): OnReadOpts {
    return {
      buffer: () => (this.#lent ? Buffer.allocUnsafeSlow(SIZE) : this.#buffer),
      callback: (count, bytes) => this.#receive(bytes.subarray(0, count)),
    };
  }

  /** To be called with the connection before anything is read. */
  fit(connection: Duplex): void {
    this.#connection = connection;
    faucets.set(connection, this);
  }

  /** From now on the bytes are lent to `take`; when it answers false, until `giveBack`. */
  open(take: (chunk: Uint8Array) => boolean): void {
    this.#take = take;
  }

  /** Nobody uses the bytes any more that were lent. */
  giveBack(): void {
    this.#lent = false;
  }

  /** What comes now is thrown away. */
  close(): void {
    this.#take = () => true;
  }

  #receive(bytes: Uint8Array): boolean {
    if (this.#take === undefined) return this.#connection?.push(Buffer.from(bytes)) ?? true;
    if (this.#take(bytes)) return true;
    this.#lent = true;
    return false;
  }
}

const faucets: WeakMap<Duplex, Faucet> = new WeakMap();

/** What a connection has been fitted with. */
export function faucetOf(connection: Duplex): Faucet | undefined {
  return faucets.get(connection);
}
