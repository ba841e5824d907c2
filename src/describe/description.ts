import { type Fields, text } from './fields.ts';

/** A scalar as it stands in the object; text shows it as Go prints it, JSON keeps its type. */
export type Scalar = string | number | bigint | boolean;

/** One statement about an object. `name` is what stands before the colon. */
export type Item =
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly value: Scalar;
      readonly separator: string;
    }
  /** Values below each other, the first one beside the name. */
  | {
      readonly kind: 'values';
      readonly name: string;
      readonly values: readonly Scalar[];
      readonly none: string;
      /** The lines after the first stand at the level of the name. It shows only where columns are not aligned. */
      readonly indented: boolean;
    }
  /** A map, an entry a line, the first one beside the name. */
  | {
      readonly kind: 'map';
      readonly name: string;
      readonly entries: readonly (readonly [string, string])[];
      readonly separator: string;
      /** What text shows instead of an entry a line. */
      readonly lines?: readonly string[];
    }
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly options: TableOptions;
    }
  | {
      readonly kind: 'section';
      readonly name: string;
      readonly body: Description;
      readonly options: SectionOptions;
    }
  /** Items without a name of their own: a section of groups is a list in JSON. */
  | { readonly kind: 'group'; readonly body: Description; readonly indent: number }
  /** Text as it is, tabs between cells. In JSON a section of lines is a list of them. */
  | { readonly kind: 'line'; readonly text: string }
  /** Shown to people only: blank lines and rules. */
  | { readonly kind: 'decoration'; readonly text: string };

/** How a section is shown. */
export interface SectionOptions {
  /** Stands on the line of the name, after a tab. */
  readonly value?: string;
  /** Stands before the name, after the indentation; "" when missing. */
  readonly lead?: string;
  /** How many levels of two spaces deeper the content stands; 1 when missing. */
  readonly indent?: number;
  /** The whole line instead of `name:`. */
  readonly heading?: string;
  /** The object itself names what stands below: data takes the names as they are. */
  readonly ownNames?: boolean;
  /** Stands before each line of the content: a tab makes it a column further. */
  readonly prefix?: string;
}

/** How a table is shown. */
export interface TableOptions {
  /** The line below the column names; dashes when missing, none when empty. */
  readonly rule?: readonly string[];
  /** Stands on the line of the name, after a tab. */
  readonly value?: string;
  /** The whole line instead of `name:`; no line where it is false. */
  readonly heading?: string | false;
  /** How many levels deeper the rows stand; 1 when missing. */
  readonly indent?: number;
}

/**
 * What is said about an object, in order: built by a describer, rendered as text (`text.ts`) or as JSON and YAML
 * (`model.ts`). Every method adds one item.
 */
export class Description {
  readonly items: Item[] = [];

  /** @param separator between name and value; a tab aligns the values of neighbours */
  field(name: string, value: Scalar, separator = ':\t'): void {
    this.items.push({ kind: 'field', name, value, separator });
  }

  /** A field whose value may be missing. */
  optional(name: string, value: unknown): void {
    const shown = text(value);
    if (shown !== '') this.field(name, shown);
  }

  values(name: string, values: readonly Scalar[], none = '<none>'): void {
    this.items.push({ kind: 'values', name, values, none, indented: false });
  }

  /** The lines of one text. */
  lines(name: string, values: readonly string[]): void {
    this.items.push({ kind: 'values', name, values, none: '', indented: true });
  }

  /** Labels and the like, sorted by key; `<none>` when there are none. */
  map(name: string, map: Fields, separator = '=', lines?: readonly string[]): void {
    const entries = Object.keys(map)
      .sort()
      .map((key) => [key, text(map[key])] as const);
    this.items.push({
      kind: 'map',
      name,
      entries,
      separator,
      ...(lines === undefined ? {} : { lines }),
    });
  }

  section(name: string, options: SectionOptions = {}): Description {
    const body = new Description();
    this.items.push({ kind: 'section', name, body, options });
    return body;
  }

  table(
    name: string,
    columns: readonly string[],
    rows: readonly (readonly string[])[],
    options: TableOptions = {},
  ): void {
    this.items.push({ kind: 'table', name, columns, rows, options });
  }

  /** @param indent how many levels deeper it stands */
  group(indent = 0): Description {
    const body = new Description();
    this.items.push({ kind: 'group', body, indent });
    return body;
  }

  line(shown: string): void {
    this.items.push({ kind: 'line', text: shown });
  }

  decoration(shown: string): void {
    this.items.push({ kind: 'decoration', text: shown });
  }
}
