import { KubistError } from '../../errors.ts';
import { parseLabelSelector } from '../label-selector.ts';
import { isMap, member } from '../patch/values.ts';
import type { Selector } from './kustomization.ts';
import type { Resource } from './resource.ts';

type Labels = Readonly<Record<string, string>>;

/** The resources that a selector of `patches` means: its parts are regular expressions, names of the past count too. */
export function selectByPattern(resources: readonly Resource[], selector: Selector): Resource[] {
  const parts = ['group', 'version', 'kind', 'name', 'namespace'] as const;
  const [group, version, kind, name, namespace] = parts.map((part) => pattern(selector[part]));
  const labels = parseLabelSelector(selector.labelSelector ?? '');
  const annotations = parseLabelSelector(selector.annotationSelector ?? '');
  return resources.filter(
    (resource) =>
      resource
        .identities()
        .some(
          (id) =>
            name!.test(id.name) &&
            (selector.namespace === undefined || namespace!.test(id.namespace || 'default')) &&
            group!.test(id.gvk.group) &&
            version!.test(id.gvk.version) &&
            kind!.test(id.gvk.kind),
        ) &&
      labels.matches(stringsOf(resource, 'labels')) &&
      annotations.matches(stringsOf(resource, 'annotations')),
  );
}

/** The text as a whole must match; an empty pattern matches all. */
function pattern(source = ''): RegExp {
  if (source === '') return /^/;
  try {
    return new RegExp(`^(?:${source.replace(/^\^/, '').replace(/\$$/, '')})$`, 'v');
  } catch (error) {
    throw new KubistError(`error parsing regexp: ${(error as Error).message}`, { cause: error });
  }
}

/** True when the object is what a selector of `replacements` means: every part is the whole text. */
export function selectedExactly(resource: Resource, selector: Selector): boolean {
  return (
    resource
      .identities()
      .some(
        ({ gvk, name, namespace }) =>
          same(selector.group, gvk.group) &&
          same(selector.version, gvk.version) &&
          same(selector.kind, gvk.kind) &&
          same(selector.name, name) &&
          same(selector.namespace, namespace || 'default'),
      ) &&
    parseLabelSelector(selector.labelSelector ?? '').matches(stringsOf(resource, 'labels')) &&
    parseLabelSelector(selector.annotationSelector ?? '').matches(
      stringsOf(resource, 'annotations'),
    )
  );
}

function same(wanted: string | undefined, found: string): boolean {
  return (wanted ?? '') === '' || wanted === found;
}

function stringsOf(resource: Resource, field: 'labels' | 'annotations'): Labels {
  const found = member(resource.metadata(), field);
  return isMap(found) ? (found as Labels) : {};
}
