import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collect } from '../../src/diagnose/collect.ts';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { PLACES } from '../../src/diagnose/kinds.ts';
import { type Kind, World, type WorldRecord } from '../../src/diagnose/world.ts';
import { StatusError } from '../../src/errors.ts';
import { collectionPath, objectPath } from '../../src/resources/paths.ts';
import type { RESTClient, RESTRequest } from '../../src/rest/client.ts';
import type { Json } from './rules/judged.ts';

/** A server that has these objects; it notes what it is asked for. */
function serverOf(record: Pick<WorldRecord, 'objects'>): { client: RESTClient; asked: string[] } {
  const answers = new Map<string, unknown>();
  for (const [kind, place] of Object.entries(PLACES)) {
    const items = record.objects[kind] ?? [];
    const namespaces = new Set(['shop', ...items.map((one) => metadata(one).namespace ?? '')]);
    for (const namespace of place.namespaced ? namespaces : ['']) {
      const own = items.filter((one) => (metadata(one).namespace ?? '') === namespace);
      answers.set(collectionPath(place, namespace), { metadata: {}, items: own });
      for (const one of own) answers.set(objectPath(place, namespace, metadata(one).name), one);
    }
  }
  const asked: string[] = [];
  const json = async ({ path }: RESTRequest): Promise<unknown> => {
    asked.push(path);
    if (!answers.has(path))
      throw new StatusError({ kind: 'Status', reason: 'NotFound', code: 404, message: path });
    return answers.get(path);
  };
  const text = async ({ path }: RESTRequest): Promise<string> => {
    asked.push(path);
    return 'a line';
  };
  return { client: { json, text } as unknown as RESTClient, asked };
}

const metadata = (object: Json): { name: string; namespace?: string } =>
  object['metadata'] as { name: string; namespace?: string };

/** What is asked for beside the first twelve lists, of what was recorded of a scenario. */
async function askedFor(name: string): Promise<readonly string[]> {
  const file = new URL(`../../fixtures/diagnose/${name}.json`, import.meta.url);
  const record = JSON.parse(readFileSync(file, 'utf8')) as WorldRecord;
  const namespace = `diagnose-${name}`;
  const { client, asked } = serverOf(record);
  await collect(client, { namespace, now: () => Date.parse(record.now), logs: true });
  return asked
    .slice(12)
    .map((path) => path.replace(`/namespaces/${namespace}`, '').replace(/pods\/[^/]+/, 'pods/POD'))
    .sort();
}

describe('what a diagnosis asks a server for', () => {
  it('is twelve lists where all is well', async () => {
    expect(await askedFor('healthy-deployment')).toEqual([]);
    expect(await askedFor('healthy-pod')).toEqual([]);
    expect(await askedFor('job-complete')).toEqual([]);
  });

  it('is the node and the log of a program that crashes, and nothing of its configuration', async () => {
    expect(await askedFor('crash-loop')).toEqual(['/api/v1/nodes', '/api/v1/pods/POD/log']);
  });

  it('is what a pod names that has not started, and near names of what is missing', async () => {
    expect(await askedFor('config-map-missing')).toEqual([
      '/api/v1/configmaps',
      '/api/v1/configmaps/setings',
      '/api/v1/nodes',
    ]);
  });

  it('is the accounts, when a controller was refused for one', async () => {
    expect(await askedFor('service-account-missing')).toEqual(['/api/v1/serviceaccounts']);
  });

  it('is one list of names for many objects', async () => {
    const pods = Array.from({ length: 9 }, (_, index) => ({
      metadata: { namespace: 'shop', name: `web-${index}`, uid: `web-${index}` },
      spec: {
        containers: [{ name: 'app', envFrom: [{ configMapRef: { name: `settings-${index}` } }] }],
      },
      status: {
        phase: 'Pending',
        containerStatuses: [{ state: { waiting: { reason: 'CreateContainerConfigError' } } }],
      },
    }));
    const { client, asked } = serverOf({ objects: { Pod: pods } });
    await collect(client, { namespace: 'shop', now: () => 0, logs: true });
    expect(asked.slice(12).sort()).toEqual(['/api/v1/namespaces/shop/configmaps', '/api/v1/nodes']);
  });

  it('is what answers a webhook in another namespace, which is not judged itself', async () => {
    const event = {
      metadata: { namespace: 'shop', name: 'e' },
      involvedObject: { uid: 'web' },
      reason: 'FailedCreate',
      message:
        'Error creating: Internal error occurred: failed calling webhook "pods.example.com": failed to call webhook: Post "https://policy.guard.svc:443/pods": EOF',
      lastTimestamp: '1970-01-01T00:00:00Z',
    };
    const { client, asked } = serverOf({
      objects: {
        ReplicaSet: [{ metadata: { namespace: 'shop', name: 'web', uid: 'web' }, spec: {} }],
        Event: [event],
        Service: [
          {
            metadata: { namespace: 'guard', name: 'policy' },
            spec: { selector: { app: 'policy' } },
          },
        ],
      },
    });
    const world = await collect(client, { namespace: 'shop', now: () => 0, logs: true });
    expect(asked.slice(12).sort()).toEqual([
      '/api/v1/namespaces/guard/services/policy',
      '/apis/discovery.k8s.io/v1/namespaces/guard/endpointslices',
    ]);
    const options = { grace: undefined, tolerateRestarts: 2, hints: false };
    const { diagnoses } = diagnose(world, undefined, options);
    expect(diagnoses.map(({ target }) => target.name)).toEqual(['web']);
  });

  it('is no more than forty logs, those of what failed first', async () => {
    const pod = (index: number): Json => ({
      metadata: { namespace: 'shop', name: `web-${index}`, uid: `web-${index}` },
      spec: { containers: [{ name: 'app' }] },
      status: {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'app',
            ready: false,
            state: { running: {} },
            ...(index === 49
              ? { lastState: { terminated: { exitCode: 1 } }, restartCount: 1 }
              : {}),
          },
        ],
      },
    });
    const { client, asked } = serverOf({
      objects: { Pod: Array.from({ length: 50 }, (_, index) => pod(index)) },
    });
    const world = await collect(client, { namespace: 'shop', now: () => 0, logs: true });
    const logs = asked.filter((path) => path.endsWith('/log'));
    expect(logs).toHaveLength(40);
    expect(logs[0]).toContain('web-49');
    expect(world.skipped).toEqual([
      expect.objectContaining({
        resource: 'pods/log',
        reason: expect.stringContaining('40 of 50'),
      }),
    ]);
  });
});

describe('a world', () => {
  it('finds objects by name, namespace and controller, also those that come later', () => {
    const world = new World(0);
    const object = (kind: Kind, name: string, more: Json = {}): Json => ({
      kind,
      metadata: { namespace: 'shop', name, uid: name, ...more },
    });
    const owner = object('ReplicaSet', 'web');
    const owned = { ownerReferences: [{ controller: true, uid: 'web' }] };
    world.add('Pod', [object('Pod', 'web-1', owned)]);
    expect(world.ownedBy(owner, 'Pod')).toHaveLength(1);
    world.add('Pod', [object('Pod', 'web-2', owned), object('Pod', 'alone')]);
    expect(world.ownedBy(owner, 'Pod')).toHaveLength(2);
    expect(world.all('Pod', 'shop')).toHaveLength(3);
    expect(world.all('Pod', 'other')).toEqual([]);
    expect(world.find('Pod', 'shop', 'alone')).toMatchObject({ metadata: { uid: 'alone' } });
    expect(world.find('Pod', 'shop', 'constructor')).toBeUndefined();
  });
});
