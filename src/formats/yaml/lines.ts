import { decodeText, splitDocuments } from './documents.ts';
import type { YAMLNode } from './node.ts';
import { readNodes } from './reader/reader.ts';

/** On which 1-based line of the file a field stands, by its path: `spec.containers[0].image`. */
export type FieldLines = ReadonlyMap<string, number>;

/** Deeper fields are not told: a document of aliases may name any number of them. */
const DEEPEST = 40;
/** Nor more fields than this, for the same reason. */
const MOST = 100_000;

/**
 * Where fields stand in the document that begins at a line of a file. Nothing is known of several JSON values one after the
 * other, nor of what cannot be read.
 */
export function fieldLines(source: string | Uint8Array, line: number): FieldLines {
  const found = new Map<string, number>();
  try {
    for (const chunk of splitDocuments(decodeText(source))) {
      if (chunk.line !== line) continue;
      const node = readNodes(chunk.text);
      if (node !== undefined) collect(node, '', { found, offset: line - 1, depth: 0 });
      return found;
    }
  } catch {
    // What cannot be read as YAML is told of elsewhere.
  }
  return found;
}

interface Walk {
  readonly found: Map<string, number>;
  /** Lines of the file before the document. */
  readonly offset: number;
  readonly depth: number;
}

function collect(node: YAMLNode, path: string, walk: Walk): void {
  const { found, offset, depth } = walk;
  if (depth > DEEPEST || found.size > MOST) return;
  const below = { ...walk, depth: depth + 1 };
  if (node.kind === 'alias') return collect(node.target, path, below);
  if (node.kind === 'sequence') {
    node.items.forEach((item, index) => {
      const place = `${path}[${index}]`;
      found.set(place, item.line + offset);
      collect(item, place, below);
    });
  }
  if (node.kind !== 'mapping') return;
  for (const [key, value] of node.pairs) {
    if (key.kind !== 'scalar') continue;
    const place = path === '' ? key.text : `${path}.${key.text}`;
    found.set(place, key.line + offset);
    collect(value, place, below);
  }
}

/**
 * The line of a field as servers name it (`metadata.labels[app]`, `.spec.ports[0].port`); of the nearest one around it that
 * is there, where it is missing itself. Undefined when nothing of it is there.
 */
export function lineOf(lines: FieldLines, field: string): number | undefined {
  let path = field.replace(/^\./, '').replace(/\[(?!\d+\])"?([^\]"]*)"?\]/g, '.$1');
  while (path !== '') {
    const line = lines.get(path);
    if (line !== undefined) return line;
    path = path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0));
  }
  return undefined;
}
