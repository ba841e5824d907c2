import type { GVR, JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import { formatSelector } from '../../formats/format-selector.ts';
import { isMap, member, setMember } from '../../resources/patch/values.ts';
import { at, textOf } from '../values.ts';
import { json, noSuchResource, type Answer } from '../answer.ts';
import { find } from '../list.ts';
import type { Route } from '../route.ts';
import type { Source } from '../source.ts';

/** Where the scale of a kind is in its objects. */
interface ScalePaths {
  readonly replicas: readonly string[];
  readonly current: readonly string[];
  /** A selector, or the text of one. */
  readonly selector: readonly string[] | undefined;
}

const BUILT_IN: ScalePaths = {
  replicas: ['spec', 'replicas'],
  current: ['status', 'replicas'],
  selector: ['spec', 'selector'],
};

/** Answers a GET of `scale`. */
export async function readScale(source: Source, route: Route): Promise<Answer> {
  const stored = await source.resource(route);
  if (stored === undefined) throw noSuchResource();
  return json(scaleOf(find(stored, route).object, await scalePaths(source, route)));
}

/** The `autoscaling/v1 Scale` of an object. */
export function scaleOf(object: KubeObject, paths: ScalePaths): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata ?? {};
  const selector = paths.selector === undefined ? undefined : at(object, paths.selector);
  const replicas = at(object, paths.replicas);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      creationTimestamp: creationTimestamp ?? null,
    },
    spec: replicas === undefined ? {} : { replicas },
    status: {
      replicas: at(object, paths.current) ?? 0,
      ...(selector === undefined ? {} : { selector: selectorText(selector) }),
    },
  };
}

/** A copy of the object with as many replicas. */
export function withReplicas(
  object: KubeObject,
  replicas: JSONValue,
  { replicas: path }: ScalePaths,
): KubeObject {
  const copy = structuredClone(object);
  let place = copy as JSONObject;
  for (const key of path.slice(0, -1)) {
    const inner = member(place, key);
    const next = isMap(inner) ? inner : {};
    setMember(place, key, next);
    place = next;
  }
  setMember(place, path.at(-1) ?? '', replicas);
  return copy;
}

/** Where the scale of a resource is: a custom one says so in its definition. */
export async function scalePaths(source: Source, gvr: GVR): Promise<ScalePaths> {
  const definitions = await source.resource({
    group: 'apiextensions.k8s.io',
    version: 'v1',
    resource: 'customresourcedefinitions',
  });
  const name = `${gvr.resource}.${gvr.group}`;
  const found = definitions?.items.find(({ object }) => object.metadata?.name === name);
  if (found === undefined) return BUILT_IN;
  const versions = at(found.object, ['spec', 'versions']);
  const version = (Array.isArray(versions) ? versions : []).find(
    (one) => isMap(one) && one['name'] === gvr.version,
  );
  const scale = at(isMap(version) ? version : {}, ['subresources', 'scale']);
  if (!isMap(scale)) throw noSuchResource();
  const path = (key: string): string[] => textOf(scale[key]).split('.').filter(Boolean);
  const selector = path('labelSelectorPath');
  return {
    replicas: path('specReplicasPath'),
    current: path('statusReplicasPath'),
    selector: selector.length === 0 ? undefined : selector,
  };
}

/** A selector as query parameters have it. */
export function selectorText(selector: JSONValue): string {
  if (!isMap(selector)) return textOf(selector);
  const isPlain = !('matchLabels' in selector) && !('matchExpressions' in selector);
  return formatSelector(isPlain ? { matchLabels: selector } : selector);
}
