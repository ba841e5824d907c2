import type { TextKind } from '../api/painter.ts';
import type { Writer } from '../api/types.ts';

/** Writes whole lines of a kind: in colour where the writer shows colours. */
export function writeAs(kind: TextKind, text: string, out: Writer): void | Promise<void> {
  return out.write(out.painter?.paint(kind, text) ?? text);
}
