import type { Description } from './description.ts';
import { type Fields, text } from './fields.ts';

/** Characters of an annotation that are shown. */
const MAX_LENGTH = 140;
const INDENT = '  ';
/** The manifest that `apply` keeps says nothing that the object does not. */
const HIDDEN = 'kubectl.kubernetes.io/last-applied-configuration';

/** Describes annotations, long ones on lines of their own and cut. */
export function annotate(description: Description, annotations: Fields): void {
  const keys = Object.keys(annotations)
    .filter((key) => key !== HIDDEN)
    .sort();
  const lines = keys.flatMap((key) => annotationLines(key, text(annotations[key])));
  const shown = Object.fromEntries(keys.map((key) => [key, annotations[key]]));
  description.map('Annotations', shown, ': ', lines);
}

function annotationLines(key: string, value: string): string[] {
  const shown = value.replace(/\n$/, '');
  const isLong = shown.includes('\n') || shown.length > MAX_LENGTH - key.length - 2;
  if (!isLong) return [`${key}: ${shown}`];
  const cut = (line: string): string =>
    line.length > MAX_LENGTH - INDENT.length
      ? `${line.slice(0, MAX_LENGTH - INDENT.length)}...`
      : line;
  return [`${key}:`, ...shown.split('\n').map((line) => INDENT + cut(line))];
}
