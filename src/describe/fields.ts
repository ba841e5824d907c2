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

/** A member that is a list of texts. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

/** A scalar as text; "" where there is none. */
export function text(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return '';
  }
}

/** Compares by a member that is text, in the order of code units. */
export function by(field: string): (a: Fields, b: Fields) => number {
  return (a, b) => {
    const [left, right] = [text(a[field]), text(b[field])];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
