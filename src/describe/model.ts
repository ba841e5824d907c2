import type { JSONObject, JSONValue } from '../api/types.ts';
import type { Description, Item, Scalar } from './description.ts';

/** What text shows where there is nothing to show. */
const NOTHING = new Set<Scalar>(['<none>', '<unset>', '<unknown>', '']);

type Named = Exclude<Item, { kind: 'line' | 'decoration' | 'group' }>;

/**
 * A description as data, for `-o json` and `-o yaml`: members are named as in the text, in camel case (`Start Time` is
 * `startTime`); what stands more than once is a list; tables are lists of objects; what is `<none>` is null.
 */
export function toModel({ items }: Description, ownNames = false): JSONObject {
  const members = new Map<string, JSONValue[]>();
  const add = (key: string, value: JSONValue): void => {
    members.set(key, [...(members.get(key) ?? []), value]);
  };
  for (const item of items) {
    if (item.kind === 'line') add('notes', plain(item.text));
    else if (item.kind === 'group') add('items', toModel(item.body));
    else if (item.kind !== 'decoration') {
      add(ownNames ? item.name : camelCase(item.name), valueOf(item));
    }
  }
  // Object.fromEntries defines members of its own: `__proto__` is a name like any other.
  return Object.fromEntries(
    [...members].map(([key, values]) => [
      key,
      values.length === 1 ? (values[0] as JSONValue) : values,
    ]),
  );
}

function valueOf(item: Named): JSONValue {
  switch (item.kind) {
    case 'field':
      return scalar(item.value);
    case 'values':
      return item.values.map(scalar);
    case 'map':
      return Object.fromEntries(item.entries);
    case 'table':
      return item.rows.map((row) =>
        Object.fromEntries(
          item.columns.flatMap((column, index) =>
            column === '' ? [] : [[camelCase(column), scalar(row[index] ?? '')]],
          ),
        ),
      );
    case 'section': {
      const { body, options } = item;
      const model = (): JSONObject => toModel(body, options.ownNames);
      if (options.value === undefined) return listOf(body) ?? model();
      return { value: scalar(options.value), ...model() };
    }
  }
}

/** A body that has lines or groups only, as a list; undefined when it has names. */
function listOf({ items }: Description): JSONValue[] | undefined {
  const values: JSONValue[] = [];
  for (const item of items) {
    if (item.kind === 'line') values.push(plain(item.text));
    else if (item.kind === 'group') values.push(toModel(item.body));
    else if (item.kind !== 'decoration') return undefined;
  }
  return values.length === 0 ? undefined : values;
}

function scalar(value: Scalar): JSONValue {
  const shown = typeof value === 'string' ? plain(value) : value;
  return NOTHING.has(shown) ? null : shown;
}

/** Without what aligns it. */
const plain = (shown: string): string => shown.trim().replaceAll('\t', ' ');

/** `QoS Class` is `qosClass`, `IPs` is `ips`, `Node-Selectors` is `nodeSelectors`; names that objects give stay as they are. */
function camelCase(name: string): string {
  if (!/^[A-Z]/.test(name)) return name;
  const [first = '', ...rest] = name.split(/[\s/()-]+/).filter((word) => word !== '');
  return [lowerFirst(first), ...rest.map(upperFirst)].join('');
}

/** A word of capitals is lowered whole: `CPU`, `IPs`, `QoS`; of others the first letter. */
function lowerFirst(word: string): string {
  return /^[A-Z]+[a-z]?[A-Z]*s?$/.test(word)
    ? word.toLowerCase()
    : word.charAt(0).toLowerCase() + word.slice(1);
}

const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
