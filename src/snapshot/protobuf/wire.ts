import { badRequest } from '../answer.ts';

/** A value on the wire: a number, or bytes (also those of numbers of fixed length). */
export type Wire = bigint | Uint8Array;

/** The fields of a protobuf message as they come. Throws a Refusal when the bytes are none. Source: protobuf's encoding guide. */
export function* readFields(bytes: Uint8Array): Generator<{ number: number; value: Wire }> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw broken();
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw broken();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >>> 3;
    switch (tag & 7) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(Number(varint())) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw broken();
    }
  }
}

function broken(): Error {
  return badRequest('the body of the request is no valid protobuf');
}
