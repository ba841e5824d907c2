import type { JSONObject, JSONValue } from '../../api/types.ts';
import { isMap, member, setMember } from '../patch/values.ts';
import { visitField } from './field-spec.ts';
import type { ImageEntry } from './kustomization.ts';
import type { Resource } from './resource.ts';

const FIELDS: readonly string[] = ['spec', 'spec/template/spec'].flatMap((spec) => [
  `${spec}/containers/image`,
  `${spec}/initContainers/image`,
  `${spec}/volumes/image/reference`,
]);

/** Changes name, tag or digest of an image, wherever containers stand. */
export function setImage(resources: readonly Resource[], entry: ImageEntry): void {
  for (const { object, gvk } of resources) {
    if (gvk.kind === 'CustomResourceDefinition') continue;
    // Both ways of looking act on the usual fields, so that a tag suffix is added twice: so the reference does.
    walk(object, entry);
    for (const path of FIELDS) {
      visitField(
        object,
        { path },
        () => null,
        (slot) => {
          if (typeof slot.value === 'string') slot.set(changed(slot.value, entry));
        },
      );
    }
  }
}

/** Looks for lists of containers at any depth. */
function walk(node: JSONValue, entry: ImageEntry): void {
  if (Array.isArray(node)) for (const item of node) walk(item, entry);
  if (!isMap(node)) return;
  for (const key of Object.keys(node)) {
    const value = node[key]!;
    if ((key === 'containers' || key === 'initContainers') && Array.isArray(value)) {
      for (const container of value) if (isMap(container)) change(container, entry);
    } else walk(value, entry);
  }
}

function change(container: JSONObject, entry: ImageEntry): void {
  const image = member(container, 'image');
  if (typeof image === 'string') setMember(container, 'image', changed(image, entry));
}

function changed(image: string, entry: ImageEntry): string {
  const { name = '', newName = '', newTag = '', tagSuffix = '', digest: newDigest = '' } = entry;
  if (!image.startsWith(name)) return image;
  const match = /^(?::([\w.{}-]*))?(?:@(sha256:[\w.{}-]*))?$/.exec(image.slice(name.length));
  if (match === null) return image;
  let [, tag = '', digest = ''] = match;
  if (newTag !== '' || newDigest !== '') [tag, digest] = [newTag, newDigest];
  if (tagSuffix !== '') [tag, digest] = [tag + tagSuffix, ''];
  return (newName || name) + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
}
