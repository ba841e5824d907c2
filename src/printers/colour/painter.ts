import type { Painter, TextKind } from '../../api/painter.ts';
import { visible } from '../../formats/visible.ts';
import { paintDescription } from './description.ts';
import { paintDiagnosis } from './diagnosis.ts';
import { paintJSON, paintKYAML } from './json.ts';
import { paintChanges, paintDiff, paintMessages } from './lines.ts';
import { paintTable } from './table.ts';
import { paintYAML } from './yaml.ts';

/** One way to colour a kind of text. Each changes nothing but colours. */
const PAINT: Readonly<Record<TextKind, (text: string) => string>> = {
  json: paintJSON,
  yaml: paintYAML,
  kyaml: paintKYAML,
  description: paintDescription,
  diagnosis: paintDiagnosis,
  change: paintChanges,
  diff: paintDiff,
  message: paintMessages,
};

/** Formats that programs read. */
const DATA: ReadonlySet<TextKind> = new Set(['json', 'yaml', 'kyaml']);

/** @param options.data whether formats for programs are coloured too */
export function createPainter({ data }: { readonly data: boolean }): Painter {
  return {
    paint(kind, text) {
      if (DATA.has(kind) && !data) return text;
      return Buffer.from(PAINT[kind](visible(text)));
    },
    table: paintTable,
  };
}
