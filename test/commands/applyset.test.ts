import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/types.ts';
import type { APIResource } from '../../src/discovery/mapper.ts';
import { toAnnotations, union } from '../../src/commands/apply/applyset/contents.ts';
import { idOf } from '../../src/commands/apply/applyset/reference.ts';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { getSetting, notFound } from './get-setting.ts';

const ON = 'KUBECTL_APPLYSET';
const ID = 'applyset-zN5gMMt3uHLO5pHDCETR-9uiGqcPRNY0X24Hk0Rzcgo-v1';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

function failure(code: number, reason: string): object {
  const message = `the server says ${reason}`;
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message };
}

function object(kind: string, name: string, labels: object = {}): KubeObject {
  const uid = `uid-${name}`;
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'default', uid, labels: { ...labels } },
  };
}

/** The parent of the set `web` as the server has it. */
function parent(annotations: object): KubeObject {
  const { metadata, ...type } = object('Secret', 'web', { 'applyset.kubernetes.io/id': ID });
  const named = Object.entries(annotations).map(([name, value]) => [
    `applyset.kubernetes.io/${name}`,
    String(value),
  ]);
  return { ...type, metadata: { ...metadata, annotations: Object.fromEntries(named) } };
}

/** A server with these objects, and a command line with the alpha switched on. `answer` decides about writes. */
async function setting(
  live: readonly KubeObject[],
  answer: (sent: Sent) => object | undefined = () => undefined,
): Promise<{
  apply: (flags: string, ...names: string[]) => Promise<Outcome>;
  sent: Sent[];
  asked: string[];
}> {
  const sent: Sent[] = [];
  const { run, asked } = await getSetting((url, { method = '' }, body) => {
    const [type = '', name = ''] = url.pathname.split('/').slice(5);
    if (method !== 'GET') {
      const write = { method, path: url.pathname + url.search, body };
      sent.push(write);
      const found = live.find(({ metadata }) => metadata?.name === name);
      const succeeded = method === 'DELETE' ? { kind: 'Status' } : (found ?? JSON.parse(body));
      return answer(write) ?? (succeeded as object);
    }
    const ofType = live.filter(({ kind }) => `${kind?.toLowerCase()}s` === type);
    if (name !== '') {
      return ofType.find(({ metadata }) => metadata?.name === name) ?? notFound(url.pathname);
    }
    return { kind: 'List', apiVersion: 'v1', items: ofType };
  });
  const env = { HOME: folder(), [ON]: 'true' };
  const apply = (flags: string, ...names: string[]): Promise<Outcome> =>
    run(`apply -f - -n default --prune ${flags}`, {
      env,
      stdin: names.map((name) => JSON.stringify(manifest(name))).join('\n'),
    });
  return { apply, sent, asked };
}

function manifest(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
}

/** What a write says of the parent. */
function annotationsIn({ body }: Sent): Record<string, string> {
  const { metadata } = JSON.parse(body) as KubeObject;
  return Object.fromEntries(
    Object.entries(metadata?.annotations ?? {}).map(([name, value]) => [
      name.replace('applyset.kubernetes.io/', ''),
      value,
    ]),
  );
}

const PARENT = '/api/v1/namespaces/default/secrets/web';
const GOOD = { tooling: 'kubectl/v1.30.0', 'contains-group-kinds': 'ConfigMap' };

describe('--applyset', () => {
  it('is there only where the alpha is switched on', async () => {
    const without = await kubist('apply -f x --applyset=web');
    expect(without.err).toContain('unknown flag: --applyset');
    expect((await kubist('apply --help')).out).not.toContain('--applyset=');
    const env = { [ON]: 'true' };
    expect((await kubist('apply --help', { env })).out).toContain('--applyset=');
  });

  it('makes the parent first, then labelled members; a new set has nothing to prune', async () => {
    const { apply, sent, asked } = await setting([]);
    const { out } = await apply('--applyset=web', 'one');
    expect(out).toBe('configmap/one created\n');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `PATCH ${PARENT}?fieldManager=kubectl-applyset&fieldValidation=Strict&force=false`,
      'POST /api/v1/namespaces/default/configmaps?fieldManager=kubectl-client-side-apply&fieldValidation=Strict',
      `PATCH ${PARENT}?fieldManager=kubectl-applyset&fieldValidation=Strict&force=false`,
    ]);
    expect(sent[0]?.body).toBe(
      `{"kind":"Secret","apiVersion":"v1","metadata":{"name":"web","namespace":"default","labels":{"applyset.kubernetes.io/id":"${ID}"},"annotations":{"applyset.kubernetes.io/additional-namespaces":"","applyset.kubernetes.io/contains-group-kinds":"ConfigMap","applyset.kubernetes.io/tooling":"kubectl/v1.36.3"}}}`,
    );
    const { metadata } = JSON.parse(sent[1]?.body ?? '') as KubeObject;
    expect(metadata?.labels).toEqual({ 'applyset.kubernetes.io/part-of': ID });
    expect(asked.some((path) => path.includes('labelSelector'))).toBe(false);
  });

  it('prunes members that are in no manifest, and tells the parent in two steps', async () => {
    const before = { ...GOOD, 'contains-group-kinds': 'ConfigMap,Service' };
    const { apply, sent, asked } = await setting([
      parent(before),
      object('ConfigMap', 'one'),
      object('ConfigMap', 'old'),
      object('Service', 'old-service'),
    ]);
    const { out } = await apply('--applyset=secrets/web', 'one');
    expect(out).toBe(
      'configmap/one configured\nconfigmap/old pruned\nservice/old-service pruned\n',
    );
    expect(asked).toContain(
      `/api/v1/namespaces/default/services?labelSelector=applyset.kubernetes.io%2Fpart-of%3D${ID}`,
    );
    const kinds = sent
      .filter(({ path }) => path.startsWith(PARENT))
      .map((write) => annotationsIn(write)['contains-group-kinds']);
    expect(kinds).toEqual(['ConfigMap,Service', 'ConfigMap']);
  });

  it('prunes nothing after a failure, and the parent still knows of all members', async () => {
    const { apply, sent } = await setting(
      [parent({ ...GOOD, 'contains-group-kinds': 'Service' }), object('Service', 'old')],
      ({ method }) => (method === 'POST' ? failure(403, 'Forbidden') : undefined),
    );
    const { exitCode } = await apply('--applyset=web', 'one');
    expect(exitCode).toBe(1);
    expect(sent.map(({ method }) => method)).toEqual(['PATCH', 'POST']);
    expect(annotationsIn(sent[0] as Sent)['contains-group-kinds']).toBe('ConfigMap,Service');
  });

  it('stops at the first member that cannot be pruned', async () => {
    const { apply, sent } = await setting(
      [parent(GOOD), object('ConfigMap', 'old'), object('ConfigMap', 'older')],
      ({ method }) => (method === 'DELETE' ? failure(403, 'Forbidden') : undefined),
    );
    const { err } = await apply('--applyset=web', 'one');
    expect(err).toBe('error: pruning ConfigMap default/old: the server says Forbidden\n');
    expect(sent.filter(({ method }) => method === 'DELETE').length).toBe(1);
    // The parent is not told that they are gone.
    expect(sent.filter(({ path }) => path.startsWith(PARENT)).length).toBe(1);
  });

  it('sends nothing in a dry run by the client, but tells what would be pruned', async () => {
    const { apply, sent } = await setting([parent(GOOD), object('ConfigMap', 'old')]);
    const { out } = await apply('--applyset=web --dry-run=client', 'one');
    expect(out).toBe('configmap/one created (dry run)\nconfigmap/old pruned (dry run)\n');
    expect(sent).toEqual([]);
  });

  it('takes the fields of the parent from whoever has them, with a warning', async () => {
    const { apply, sent } = await setting([parent(GOOD)], ({ path }) =>
      path.startsWith(PARENT) && path.endsWith('force=false')
        ? failure(409, 'Conflict')
        : undefined,
    );
    const { err, exitCode } = await apply('--applyset=web', 'one');
    expect(err).toContain('Retrying with conflicts forced.');
    expect(sent[1]?.path).toMatch(/force=true$/);
    expect(exitCode).toBe(0);
  });

  it.each([
    [
      { tooling: 'helm/v3' },
      'already exists and is managed by tooling "helm" instead of "kubectl"',
    ],
    [{}, 'already exists and is missing required annotation "applyset.kubernetes.io/tooling"'],
  ])('leaves sets of others alone: %o', async (annotations, problem) => {
    const { apply, sent } = await setting([parent(annotations)]);
    const { err } = await apply('--applyset=web', 'one');
    expect(err).toBe(`error: ApplySet parent object "secrets./web" ${problem}\n`);
    expect(sent).toEqual([]);
  });

  it('refuses a parent of a type that is not meant for it', async () => {
    const { apply, sent } = await setting([]);
    const { err } = await apply('--applyset=services/web', 'one');
    expect(err).toBe(
      'error: resource "/v1, Resource=services" is not permitted as an ApplySet parent\n',
    );
    expect(sent).toEqual([]);
  });
});

describe('what a parent says', () => {
  const type = (kind: string, group: string): APIResource => ({
    group,
    version: 'v1',
    kind,
    resource: `${kind.toLowerCase()}s`,
    singular: kind.toLowerCase(),
    namespaced: true,
    verbs: [],
    shortNames: [],
    categories: [],
    subresources: [],
  });

  it('is an ID made of its place', async () => {
    const place = { resource: type('Secret', ''), name: 's1', namespace: 'has' };
    expect(await idOf(place)).toBe('applyset-8EUV7Ii43NWRNbeB0UvOhdCCMM7PQ-qH7r-xUOjGOwM-v1');
  });

  it('is sorted, without its own namespace', () => {
    const [secret, deployment] = [type('Secret', ''), type('Deployment', 'apps')];
    const both = union(
      { types: new Map([['Secret', secret]]), namespaces: new Set(['own', 'b']) },
      { types: new Map([['Deployment.apps', deployment]]), namespaces: new Set(['a', 'b']) },
    );
    expect(toAnnotations(both, 'own').map(([, value]) => value)).toEqual([
      'a,b',
      'Deployment.apps,Secret',
    ]);
  });
});
