import type { KubeObject } from '../../api/types.ts';
import { KubistError, StatusError } from '../../errors.ts';
import type { ServerGroup, ServerResource } from '../../discovery/wire.ts';
import type { RESTClient } from '../../rest/client.ts';
import type { StoredDiscovery } from '../layout.ts';

const AGGREGATED = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .join(',');
const ACCEPT = `${AGGREGATED},application/json`;

/** What the server says of its resources, in the aggregated form (KEP-3352); that of an older server is brought into it. */
export async function readDiscovery(
  client: RESTClient,
  groups: (group: string) => boolean,
  missing: string[],
): Promise<StoredDiscovery> {
  const [core, named] = await Promise.all([
    readRoot(client, '/api', missing),
    readRoot(client, '/apis', missing),
  ]);
  const items = named.items.filter(({ metadata }) => groups(metadata?.name ?? ''));
  noteStale(items, missing);
  return { '/api': core, '/apis': { ...named, items } };
}

type Root = KubeObject & { items: KubeObject[] };

async function readRoot(client: RESTClient, path: string, missing: string[]): Promise<Root> {
  const document = await client.json<KubeObject & { groups?: ServerGroup[]; versions?: string[] }>({
    path,
    headers: { accept: ACCEPT },
    plain: true,
  });
  if (document.kind === 'APIGroupDiscoveryList') {
    return { ...document, items: Array.isArray(document['items']) ? document['items'] : [] };
  }
  const groups =
    path === '/api'
      ? [{ name: '', versions: toVersions(document.versions ?? []) }]
      : (document.groups ?? []);
  const items = await Promise.all(groups.map((group) => aggregate(client, path, group, missing)));
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items,
  };
}

function toVersions(versions: readonly string[]): ServerGroup['versions'] {
  return versions.map((version) => ({ groupVersion: version, version }));
}

/** The aggregated form of a group, from the document of each of its versions. */
async function aggregate(
  client: RESTClient,
  root: string,
  { name, versions }: Pick<ServerGroup, 'name' | 'versions'>,
  missing: string[],
): Promise<KubeObject> {
  const known = await Promise.all(
    (versions ?? []).map(async ({ groupVersion, version }) => {
      const path = `${root}/${groupVersion.split('/').map(encodeURIComponent).join('/')}`;
      try {
        const { resources = [] } = await client.json<{ resources?: ServerResource[] }>({ path });
        return { version, resources: nest(resources, name, version), freshness: 'Current' };
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        missing.push(`${path}: ${error.message}`);
        return { version, resources: [], freshness: 'Stale' };
      }
    }),
  );
  return { metadata: { name }, versions: known };
}

/** Subresources below their resources. */
function nest(resources: readonly ServerResource[], group: string, version: string): object[] {
  const kindOf = (one: ServerResource): object => ({
    group: one.group ?? group,
    version: one.version ?? version,
    kind: one.kind,
  });
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map((one) => ({
      resource: one.name,
      responseKind: kindOf(one),
      scope: one.namespaced ? 'Namespaced' : 'Cluster',
      singularResource: one.singularName,
      verbs: one.verbs,
      ...(one.shortNames === undefined ? {} : { shortNames: one.shortNames }),
      ...(one.categories === undefined ? {} : { categories: one.categories }),
      subresources: resources
        .filter(({ name }) => name.startsWith(`${one.name}/`))
        .map((sub) => ({
          subresource: sub.name.slice(one.name.length + 1),
          responseKind: kindOf(sub),
          verbs: sub.verbs,
        })),
    }));
}

/** A server behind the API server may be down: then nothing is known of its resources. */
function noteStale(groups: readonly KubeObject[], missing: string[]): void {
  for (const { metadata, versions } of groups as readonly (KubeObject & {
    versions?: { version?: string; freshness?: string }[];
  })[]) {
    for (const { version, freshness } of versions ?? []) {
      if (freshness === 'Stale') {
        missing.push(`/apis/${metadata?.name}/${version}: the server behind it did not answer`);
      }
    }
  }
}

/** A sentence for what failed. Rethrows what is no failure of the server or of the way to it. */
export function sentence(what: string, error: unknown): string {
  if (!(error instanceof KubistError)) throw error;
  return `${what}: ${error.message}`;
}
