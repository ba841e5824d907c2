/** Plain objects of the API, as describing reads them. */
export type Fields = Readonly<Record<string, unknown>>;

/** A member that is an object; an empty one where there is none. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** A member that is a list of objects. */
export function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? (value as Fields[]) : [];
}

/** A scalar as text; "" where there is none. */
export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** Lines of a text of describe, each below its level of two spaces. Tabs stand between names and values. */
export class Lines {
  readonly #lines: string[] = [];

  add(level: number, line: string): void {
    this.#lines.push('  '.repeat(level) + line);
  }

  /** A map, a line an entry, the first one after its name. `separator` stands between key and value. */
  map(level: number, name: string, map: Fields, separator: string): void {
    const keys = Object.keys(map).sort();
    if (keys.length === 0) return this.add(level, `${name}:\t<none>`);
    keys.forEach((key, index) => {
      const head = index === 0 ? `${'  '.repeat(level)}${name}:` : '';
      this.#lines.push(`${head}\t${key}${separator}${text(map[key])}`);
    });
  }

  toString(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }
}
