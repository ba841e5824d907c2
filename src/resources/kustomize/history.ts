import type { JSONObject } from '../../api/types.ts';
import { isMap, member } from '../patch/values.ts';
import type { Resource } from './resource.ts';

const DOMAIN = 'internal.config.kubernetes.io/';

/** The object as messages show it: with annotations that tell what it was called before. */
export function withHistory(resource: Resource): JSONObject {
  const { previous, prefixes, suffixes } = resource;
  const metadata = resource.metadata();
  const own = member(metadata, 'annotations');
  const annotations: JSONObject = isMap(own) ? { ...own } : {};
  const note = (name: string, values: readonly string[]): void => {
    if (values.length > 0) annotations[DOMAIN + name] = values.join(',');
  };
  note('prefixes', prefixes);
  note(
    'previousKinds',
    previous.map(({ gvk }) => gvk.kind),
  );
  note(
    'previousNames',
    previous.map(({ name }) => name),
  );
  note(
    'previousNamespaces',
    previous.map(({ namespace }) => namespace || 'default'),
  );
  note('suffixes', suffixes);
  return { ...resource.object, metadata: { ...metadata, annotations } };
}
