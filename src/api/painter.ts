/** Kinds of text that are coloured each in its own way. */
export type TextKind =
  | 'json'
  | 'yaml'
  | 'kyaml'
  /** What `describe` says. */
  | 'description'
  /** What `diagnose` says. */
  | 'diagnosis'
  /** `configmap/a created`, a line each; also sentences about a rollout. */
  | 'change'
  /** A unified diff. */
  | 'diff'
  /** What is told on stderr: `Error from server (NotFound): …`, `Warning: …`. */
  | 'message';

/** Colours text for one stream. Control characters that text brings along are made visible. */
export interface Painter {
  /** Whole lines of text as what is to be written: bytes, so that nobody makes the colours visible. */
  paint(kind: TextKind, text: string): string | Uint8Array;
  /**
   * Colours the cells of one table, a row at a time; widths do not change. What columns mean is in their headers:
   * those that are given, else the first row, if it consists of capitals.
   */
  table(headers?: readonly string[]): (cells: readonly string[]) => readonly string[];
}
