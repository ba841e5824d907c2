import type { KubeObject, Writer } from '../api/types.ts';

/** Writes one object, or one list, in one output format. */
export interface Printer {
  print(object: KubeObject, out: Writer): void | Promise<void>;
}
