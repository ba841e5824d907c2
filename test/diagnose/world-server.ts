import { PLACES } from '../../src/diagnose/kinds.ts';
import type { Kind, WorldRecord } from '../../src/diagnose/world.ts';
import type { Fields } from '../../src/describe/fields.ts';
import { type Handler, notFound } from '../commands/get-setting.ts';

interface Named extends Fields {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid?: string };
}

/** An API server that has what was recorded of a cluster, and never changes. */
export function serveWorld({ objects, logs }: WorldRecord): Handler {
  const at = new Map<string, Kind>();
  for (const [kind, { group, version, resource }] of Object.entries(PLACES))
    at.set(`${group === '' ? '/api' : `/apis/${group}`}/${version}/${resource}`, kind as Kind);
  return (url) => {
    const { pathname, searchParams } = url;
    const [, root = '', namespace, rest = ''] =
      /^(\/apis?\/(?:[^/]+\/){1,2}?)(?:namespaces\/([^/]+)\/)?([a-z]+(?:\/.*)?)$/.exec(pathname) ??
      [];
    const [resource = '', name, subresource] = rest.split('/');
    const kind = at.get(`${root}${resource}`);
    if (kind === undefined) return notFound(pathname);
    const items = ((objects[kind] ?? []) as readonly Named[]).filter(
      ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
    );
    if (name === undefined) {
      // Nothing happens any more.
      if (searchParams.has('watch')) return silence();
      const wanted = /^metadata\.name=(.*)$/.exec(searchParams.get('fieldSelector') ?? '')?.[1];
      const found = items.filter(
        ({ metadata }) => wanted === undefined || metadata.name === wanted,
      );
      const [group, version] = [PLACES[kind].group, PLACES[kind].version];
      const apiVersion = group === '' ? version : `${group}/${version}`;
      return { kind: `${kind}List`, apiVersion, metadata: { resourceVersion: '1' }, items: found };
    }
    const object = items.find(({ metadata }) => metadata.name === name);
    if (object === undefined) return notFound(pathname);
    if (subresource !== 'log') return object;
    const log = logs[`${object.metadata.uid}/${searchParams.get('container')}`];
    const previous = searchParams.get('previous') === 'true';
    return log === undefined || log.previous !== previous
      ? { kind: 'Status', status: 'Failure', reason: 'BadRequest', message: 'no log', code: 400 }
      : Buffer.from(log.text);
  };
}

async function* silence(): AsyncGenerator<object> {
  yield* [];
  await new Promise(() => undefined);
}
