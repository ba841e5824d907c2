import type { KubeObject, Writer } from '../api/types.ts';
import { jsonListFrame, KUBECTL_JSON, stringifyJSON, stringifyJSONAt } from '../formats/json.ts';
import { withoutManagedFields } from './managed-fields.ts';
import { isWatchEvent, type Printable, type Printer } from './printer.ts';
import { writeAs } from './write-as.ts';

/** How objects are written as JSON or YAML. */
export interface ObjectOptions {
  /** Keep `metadata.managedFields`. */
  readonly showManagedFields?: boolean;
  /** Keep the order of keys that the object has, for objects that are built here as Go's types are; sorted otherwise. YAML is always sorted. */
  readonly keepOrder?: boolean;
}

/** How lists of the server are written. */
export type ListOptions = Pick<ObjectOptions, 'showManagedFields'>;

/** Writes a list an item at a time, so that no more than one item is held. */
export interface ListPrinter {
  item(object: KubeObject, out: Writer): void | Promise<void>;
  /** Closes the list; also right when there was no item. */
  end(out: Writer): void | Promise<void>;
}

/** What kubectl puts around several objects, and around every list of the server. */
export const LIST_ENVELOPE: {
  apiVersion: string;
  kind: string;
  metadata: { resourceVersion: string };
} = {
  apiVersion: 'v1',
  kind: 'List',
  metadata: { resourceVersion: '' },
};

/** Prints objects as indented JSON, one after the other; events of a watch stand on one line each. */
export class JSONPrinter implements Printer {
  readonly #options: ObjectOptions;

  constructor(options: ObjectOptions = {}) {
    this.#options = options;
  }

  print(printable: Printable, out: Writer): void | Promise<void> {
    const sortKeys = !this.#options.keepOrder;
    if (isWatchEvent(printable)) {
      const { type, object } = printable;
      return writeAs(
        'json',
        `{"type":${stringifyJSON(type)},"object":${stringifyJSON(object, { sortKeys })}}\n`,
        out,
      );
    }
    const object = this.#options.showManagedFields ? printable : withoutManagedFields(printable);
    return writeAs('json', `${stringifyJSON(object, { ...KUBECTL_JSON, sortKeys })}\n`, out);
  }
}

/** Writes a `v1 List` as JSON, as JSONPrinter would write it whole. */
export class JSONListPrinter implements ListPrinter {
  readonly #options: ListOptions;
  readonly #frame = jsonListFrame(LIST_ENVELOPE);
  #started = false;

  constructor(options: ListOptions = {}) {
    this.#options = options;
  }

  item(object: KubeObject, out: Writer): void | Promise<void> {
    const { open, first, next } = this.#frame;
    const before = this.#started ? next : open + first;
    this.#started = true;
    const one = this.#options.showManagedFields ? object : withoutManagedFields(object);
    return writeAs('json', before + stringifyJSONAt(one, 2, KUBECTL_JSON), out);
  }

  end(out: Writer): void | Promise<void> {
    const { open, close, closeEmpty } = this.#frame;
    return writeAs('json', `${this.#started ? close : open + closeEmpty}\n`, out);
  }
}
