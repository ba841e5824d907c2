import type { KubeObject, Writer } from '../api/types.ts';
import { gvkOf } from '../api/gvk.ts';
import { KubistError } from '../errors.ts';
import { isWatchEvent, type Printable, type Printer } from './printer.ts';
import { writeAs } from './write-as.ts';

/**
 * Prints `pod/web`, `deployment.apps/web`, a line each; with an operation what was done, as commands that
 * write do: `pod/web created (dry run)`. A list is its items.
 */
export class NamePrinter implements Printer {
  readonly #suffix: string;

  constructor(options: { readonly operation?: string } = {}) {
    this.#suffix = options.operation ? ` ${options.operation}` : '';
  }

  print(printable: Printable, out: Writer): void | Promise<void> {
    const object = isWatchEvent(printable) ? printable.object : printable;
    if (!Array.isArray(object.items)) return writeAs('change', this.#line(object), out);
    let text = '';
    for (const item of object.items as KubeObject[]) text += this.#line(item);
    return text === '' ? undefined : writeAs('change', text, out);
  }

  #line(object: KubeObject): string {
    return `${typedName(object)}${this.#suffix}\n`;
  }
}

/** `pod/web` or `deployment.apps/web`. Throws when the object does not say what it is. */
export function typedName(object: KubeObject): string {
  const { group, kind } = gvkOf(object);
  if (kind === '' && !object.apiVersion) {
    throw new KubistError(
      'missing apiVersion or kind; try GetObjectKind().SetGroupVersionKind() if you know the type',
    );
  }
  const name = object.metadata?.name || '<unknown>';
  if (kind === '') throw new KubistError(`missing kind for resource with name ${name}`);
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;
}
