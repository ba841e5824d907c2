import type { KubeObject } from '../../api/types.ts';

/**
 * The items of a list, or the object itself. Servers leave `kind` and `apiVersion` out of the items of a typed
 * list; both are filled in from the list's.
 */
export function itemsOf(object: KubeObject): KubeObject[] {
  if (!Array.isArray(object.items)) return [object];
  const listKind = object.kind ?? '';
  const kind = listKind.endsWith('List') ? listKind.slice(0, -'List'.length) : listKind;
  const apiVersion = object.apiVersion ?? '';
  const items = object.items as KubeObject[];
  return items.flatMap((item) => {
    // The order of the keys spares the sorting printers most of their work.
    const typed = item.kind ? item : { apiVersion, kind, ...item };
    return Array.isArray(typed.items) ? itemsOf(typed) : [typed];
  });
}
