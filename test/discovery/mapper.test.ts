import { expect, test } from 'vitest';
import type { DiscoveryClient, GroupVersionResources } from '../../src/discovery/client.ts';
import type { APIResource, RESTMapper } from '../../src/discovery/mapper.ts';
import { createRESTMapper } from '../../src/discovery/rest-mapper.ts';

function resource(
  place: string,
  name: string,
  kind: string,
  more: Partial<APIResource> = {},
): APIResource {
  const [group = '', version = ''] = place.includes('/') ? place.split('/') : ['', place];
  const singular = kind.toLowerCase();
  return {
    group,
    version,
    resource: name,
    kind,
    singular,
    namespaced: true,
    verbs: [],
    shortNames: [],
    categories: [],
    subresources: [],
    ...more,
  };
}

function version(
  place: string,
  preferred: boolean,
  resources: APIResource[],
): GroupVersionResources {
  const [group = '', name = ''] = place.includes('/') ? place.split('/') : ['', place];
  return { group, version: name, preferred, resources };
}

const groups: readonly GroupVersionResources[] = [
  version('v1', true, [
    resource('v1', 'pods', 'Pod', { shortNames: ['po'], categories: ['all'] }),
    resource('v1', 'events', 'Event', { shortNames: ['ev'] }),
  ]),
  version('events.k8s.io/v1', true, [
    resource('events.k8s.io/v1', 'events', 'Event', { shortNames: ['ev'] }),
  ]),
  version('apps/v1', true, [
    resource('apps/v1', 'deployments', 'Deployment', {
      shortNames: ['deploy'],
      categories: ['all'],
    }),
  ]),
  version('autoscaling/v2', true, [
    resource('autoscaling/v2', 'hpas', 'HPA', { categories: ['all'] }),
  ]),
  version('autoscaling/v1', false, [
    resource('autoscaling/v1', 'hpas', 'HPA', { categories: ['all'] }),
    resource('autoscaling/v1', 'olds', 'Old'),
  ]),
  version('shadow.example/v1', true, [
    resource('shadow.example/v1', 'deployments', 'Deployment', { shortNames: ['deploy', 'pods'] }),
  ]),
];

function mapperOver(...states: (readonly GroupVersionResources[])[]): {
  mapper: RESTMapper;
  warnings: string[];
  asked: () => number;
} {
  const warnings: string[] = [];
  let state = 0;
  const discovery: DiscoveryClient = {
    groups: async () => states[state] ?? [],
    invalidate: async () => void state++,
    get fresh() {
      return state > 0;
    },
  };
  return {
    mapper: createRESTMapper(discovery, { warn: (text) => warnings.push(text) }),
    warnings,
    asked: () => state,
  };
}

test('people name resources in many ways', async () => {
  const { mapper } = mapperOver(groups, groups);
  const find = async (argument: string): Promise<string> => {
    const { resource: name, version: at, group } = await mapper.resourceFor(argument);
    return [name, at, group].filter(Boolean).join('.');
  };
  const expected = {
    po: 'pods.v1',
    pod: 'pods.v1',
    PODS: 'pods.v1',
    Pod: 'pods.v1',
    'pods.v1.': 'pods.v1',
    'deployments.apps': 'deployments.v1.apps',
    'deployments.app': 'deployments.v1.apps',
    'deployments.v1.apps': 'deployments.v1.apps',
    'Deployment.v1.apps': 'deployments.v1.apps',
    'deployments.shadow': 'deployments.v1.shadow.example',
    'deployments.shadow.example': 'deployments.v1.shadow.example',
    'deploy.shadow.example': 'deployments.v1.shadow.example',
    hpas: 'hpas.v2.autoscaling',
    'hpas.v1.autoscaling': 'hpas.v1.autoscaling',
    olds: 'olds.v1.autoscaling',
  };
  for (const [argument, found] of Object.entries(expected))
    expect([argument, await find(argument)]).toEqual([argument, found]);
});

test('an ambiguous short name is told, a full name is not', async () => {
  const { mapper, warnings } = mapperOver(groups);
  await mapper.resourceFor('deploy');
  await mapper.resourceFor('ev');
  await mapper.resourceFor('pods');
  expect(warnings).toEqual([
    'short name "deploy" could also match lower priority resource deployments.shadow.example',
    'short name "ev" could also match lower priority resource events.events.k8s.io',
  ]);
});

test('what the cache does not know is looked for once more on the server', async () => {
  const { mapper, asked } = mapperOver([], groups);
  expect(
    (await mapper.resourceForKind({ group: 'apps', version: 'v1', kind: 'Deployment' })).resource,
  ).toBe('deployments');
  expect(asked()).toBe(1);
  await expect(mapper.resourceFor('nosuch.example.com')).rejects.toThrow(
    'the server doesn\'t have a resource type "nosuch"',
  );
  await expect(mapper.resourceForKind({ group: 'a.b', version: 'v1', kind: 'X' })).rejects.toThrow(
    'no matches for kind "X" in version "a.b/v1"',
  );
  await expect(mapper.resourceForKind({ group: 'a.b', version: '', kind: 'X' })).rejects.toThrow(
    'no matches for kind "X" in group "a.b"',
  );
  expect(asked()).toBe(1);
});

test('a category names each resource once, in its preferred version', async () => {
  const { mapper } = mapperOver(groups);
  const members = await mapper.category('all');
  expect(members?.map(({ resource: name, version: at }) => `${name} ${at}`)).toEqual([
    'pods v1',
    'deployments v1',
    'hpas v2',
  ]);
  expect(await mapper.category('nosuch')).toBeUndefined();
});
