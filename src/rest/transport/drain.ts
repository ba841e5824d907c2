import type { Duplex } from 'node:stream';
import { faucetOf } from './faucet.ts';
import { countReceived } from './lean.ts';

/**
 * Takes what comes on a connection as it comes, to its end. The bytes are only lent: they are overwritten once `take`
 * has returned, or its promise has been fulfilled; as long as that is pending no more is read. Not by the stream's
 * iterator, which forgets what has been received when a write fails: a server that closes has often said why.
 * Resolves to what broke the connection, if anything did; rejects with what `take` throws.
 */
export function drain(
  connection: Duplex,
  take: (chunk: Uint8Array) => void | Promise<void>,
): Promise<Error | undefined> {
  return new Promise((resolve, reject) => {
    const faucet = faucetOf(connection);
    let failure: Error | undefined;
    let busy = false;
    let ended = false;
    /** What came although nobody asked for more. */
    const early: Uint8Array[] = [];
    const stop = (): void => {
      faucet?.close();
      connection.off('data', onChunk).off('end', onEnd).off('close', onEnd);
    };
    const fail = (error: unknown): void => {
      busy = true;
      stop();
      reject(error);
    };
    const onChunk = (chunk: Uint8Array): boolean => {
      if (busy) {
        early.push(chunk);
        return false;
      }
      countReceived(chunk.length);
      let pending: void | Promise<void>;
      try {
        pending = take(chunk);
      } catch (error) {
        fail(error);
        return false;
      }
      if (pending === undefined) return true;
      busy = true;
      connection.pause();
      void go(pending);
      return false;
    };
    /** Goes on when the chunk has been dealt with. */
    const go = async (pending: Promise<void>): Promise<void> => {
      try {
        await pending;
      } catch (error) {
        return fail(error);
      }
      busy = false;
      for (let chunk = early.shift(); chunk !== undefined; chunk = early.shift())
        if (!onChunk(chunk)) return;
      faucet?.giveBack();
      if (ended) finish();
      else connection.resume();
    };
    const finish = (): void => {
      connection.off('data', onChunk);
      // A connection that breaks while nothing is read of it may hold some of what has come.
      for (let chunk = connection.read(); chunk !== null; chunk = connection.read())
        if (!onChunk(chunk)) return;
      stop();
      resolve(failure);
    };
    const onEnd = (): void => {
      ended = true;
      if (!busy) finish();
    };
    const onError = (error: Error): void => {
      failure = error;
      onEnd();
    };
    connection.on('end', onEnd).on('close', onEnd).on('error', onError);
    if (connection.destroyed) onEnd();
    else if (faucet === undefined) connection.on('data', onChunk).resume();
    else {
      // What has been received before the bytes come this way.
      for (let chunk = connection.read(); chunk !== null; chunk = connection.read()) onChunk(chunk);
      faucet.open(onChunk);
      if (!busy) connection.resume();
    }
  });
}
