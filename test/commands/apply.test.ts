import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/types.ts';
import { sideBySide } from '../../src/commands/change/side-by-side.ts';
import { takeOver } from '../../src/commands/apply/managed-fields.ts';
import { getSetting, notFound } from './get-setting.ts';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/** A ConfigMap as apply leaves it on the server. */
function applied(name: string, data: Record<string, string>, live = data): KubeObject {
  const configured = {
    apiVersion: 'v1',
    data,
    kind: 'ConfigMap',
    metadata: { annotations: {}, name, namespace: 'default' },
  };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      resourceVersion: '7',
      annotations: { [ANNOTATION]: `${JSON.stringify(configured)}\n` },
    },
    data: live,
  };
}

function manifest(name: string, data: object): string {
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data })}\n---\n`;
}

function failure(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message };
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A server that has these objects. `answer` decides about writes; without one they succeed. */
async function setting(
  live: readonly KubeObject[],
  answer: (sent: Sent, count: number) => object | undefined = () => undefined,
): Promise<{
  run: Awaited<ReturnType<typeof getSetting>>['run'];
  sent: Sent[];
  asked: string[];
}> {
  const objects = new Map(live.map((object) => [object.metadata?.name, object]));
  const sent: Sent[] = [];
  const { run, asked } = await getSetting((url, { method = '' }, body) => {
    const name = url.pathname.split('/').at(-1);
    if (method === 'GET') {
      if (name === 'configmaps') return { kind: 'ConfigMapList', apiVersion: 'v1', items: live };
      return objects.get(name) ?? notFound(url.pathname);
    }
    const write = { method, path: url.pathname + url.search, body };
    sent.push(write);
    const answered = answer(write, sent.length);
    if (answered !== undefined) return answered;
    if (method === 'DELETE') {
      objects.delete(name);
      return { kind: 'Status', apiVersion: 'v1', status: 'Success' };
    }
    return method === 'PATCH' ? (objects.get(name) ?? JSON.parse(body)) : JSON.parse(body || '{}');
  });
  return { run, sent, asked };
}

describe('apply', () => {
  it('sends nothing for an object that is as it should be, and does not ask for the schema', async () => {
    const { run, sent, asked } = await setting([applied('one', { a: 'b' })]);
    const { out } = await run('apply -f -', { stdin: manifest('one', { a: 'b' }) });
    expect(out).toBe('configmap/one unchanged\n');
    expect(sent).toEqual([]);
    expect(asked).toEqual(['/api/v1/namespaces/default/configmaps/one']);
  });

  it('creates what is missing, with what was configured in an annotation and without nulls', async () => {
    const { run, sent } = await setting([]);
    const { out } = await run('apply -f -', { stdin: manifest('new', { a: 'b', c: null }) });
    expect(out).toBe('configmap/new created\n');
    expect(sent[0]?.path).toBe(
      '/api/v1/namespaces/default/configmaps?fieldManager=kubectl-client-side-apply&fieldValidation=Strict',
    );
    const created = JSON.parse(sent[0]?.body ?? '') as KubeObject;
    expect(created['data']).toEqual({ a: 'b' });
    expect(created.metadata?.annotations?.[ANNOTATION]).toBe(
      '{"apiVersion":"v1","data":{"a":"b","c":null},"kind":"ConfigMap","metadata":{"annotations":{},"name":"new","namespace":"default"}}\n',
    );
  });

  it('sets what the manifest says, takes out what it dropped, and leaves what others added', async () => {
    const live = { a: 'b', old: 'x', others: 'y' };
    const { run, sent } = await setting([applied('one', { a: 'b', old: 'x' }, live)]);
    const { out } = await run('apply -f -', { stdin: manifest('one', { a: 'c' }) });
    expect(out).toBe('configmap/one configured\n');
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ data: { a: 'c', old: null } });
    expect(sent[0]?.body).not.toContain('others');
  });

  it('shows the outcome of a dry run without sending it', async () => {
    const { run, sent } = await setting([applied('one', { a: 'b' })]);
    const stdin = manifest('one', { a: 'c' });
    expect((await run('apply -f - --dry-run=client', { stdin })).out).toBe(
      'configmap/one configured (dry run)\n',
    );
    const { out } = await run('apply -f - --dry-run=client -o jsonpath={.data.a}', { stdin });
    expect(out).toBe('c');
    expect(sent).toEqual([]);
  });

  it('reads the object anew when somebody else was faster', async () => {
    const { run, sent } = await setting([applied('one', { a: 'b' })], (_, count) =>
      count === 1 ? failure(409, 'Conflict', 'changed') : undefined,
    );
    const { out } = await run('apply -f -', { stdin: manifest('one', { a: 'c' }) });
    expect(out).toBe('configmap/one configured\n');
    expect(sent.length).toBe(2);
  });

  it('with --force deletes and creates what cannot be patched', async () => {
    const { run, sent } = await setting([applied('one', { a: 'b' })], ({ method }) =>
      method === 'PATCH' ? failure(422, 'Invalid', 'field is immutable') : undefined,
    );
    const { out } = await run('apply -f - --force', { stdin: manifest('one', { a: 'c' }) });
    expect(out).toBe('configmap/one configured\n');
    expect(sent.map(({ method }) => method)).toEqual(['PATCH', 'DELETE', 'POST']);
  });

  it('puts the old object back when the new one cannot be created', async () => {
    const { run, sent } = await setting([applied('one', { a: 'b' })], ({ method }, count) => {
      if (method === 'PATCH') return failure(422, 'Invalid', 'field is immutable');
      return count === 3 ? failure(403, 'Forbidden', 'not today') : undefined;
    });
    const { err, exitCode } = await run('apply -f - --force', {
      stdin: manifest('one', { a: 'c' }),
    });
    expect(err).toContain('not today');
    expect(exitCode).toBe(1);
    expect(JSON.parse(sent[3]?.body ?? '')).toMatchObject({ data: { a: 'b' } });
  });

  it('goes on after a failure, and keeps the order of the manifests', async () => {
    const { run } = await setting([], ({ body }) =>
      body.includes('"n3"') ? failure(403, 'Forbidden', 'no') : undefined,
    );
    const names = Array.from({ length: 20 }, (_, i) => `n${i}`);
    const stdin = names.map((name) => manifest(name, {})).join('');
    const { out, err, exitCode } = await run('apply -f -', { stdin });
    const done = names.filter((name) => name !== 'n3');
    expect(out).toBe(done.map((name) => `configmap/${name} created\n`).join(''));
    expect(err).toBe('Error from server (Forbidden): error when creating "STDIN": no\n');
    expect(exitCode).toBe(1);
  });

  it('asks for the namespace of new objects once', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } };
    const { run, asked } = await setting([namespace]);
    const stdin = ['one', 'two', 'three'].map((name) => manifest(name, {})).join('');
    await run('apply -f - -n other', { stdin });
    expect(asked.filter((path) => path === '/api/v1/namespaces/other').length).toBe(1);
  });

  it('refuses manifests without a type, unless validation is off', async () => {
    const { run, sent } = await setting([]);
    const { err } = await run('apply -f -', { stdin: 'metadata: {name: x}\n' });
    expect(err).toBe(
      'error: error validating "STDIN": error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false\n',
    );
    expect(sent).toEqual([]);
  });

  it('keeps what others changed when told not to overwrite it', async () => {
    const { run, sent } = await setting([applied('one', { a: 'b' }, { a: 'theirs' })]);
    const { err, exitCode } = await run('apply -f - --overwrite=false --openapi-patch=false', {
      stdin: manifest('one', { a: 'mine' }),
    });
    expect(err).toContain('conflicts with changes made from original to current');
    expect(exitCode).toBe(1);
    expect(sent).toEqual([]);
  });

  it('prunes what was applied once and is in no manifest, and nothing else', async () => {
    const byHand: KubeObject = { ...applied('by-hand', {}), metadata: { name: 'by-hand' } };
    const { run, sent } = await setting([applied('one', {}), applied('old', {}), byHand]);
    const { out } = await run(
      'apply -f - --prune --all --prune-allowlist=core/v1/ConfigMap --cascade=orphan',
      { stdin: manifest('one', {}) },
    );
    expect(out).toBe('configmap/one unchanged\nconfigmap/old pruned\n');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /api/v1/namespaces/default/configmaps/old',
    ]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      propagationPolicy: 'Orphan',
    });
  });

  it('with --wait returns when what was pruned is gone', async () => {
    const { run, asked } = await setting([applied('one', {}), applied('old', {})]);
    const line = 'apply -f - --prune --all --prune-allowlist=core/v1/ConfigMap';
    const { out } = await run(`${line} --wait`, { stdin: manifest('one', {}) });
    expect(out).toBe('configmap/one unchanged\nconfigmap/old pruned\n');
    // Deleted, then looked for.
    expect(asked.filter((path) => path.endsWith('/old')).length).toBe(2);
  });

  it('prunes nothing after a failure', async () => {
    const { run, sent } = await setting([applied('old', {})], () =>
      failure(403, 'Forbidden', 'no'),
    );
    await run('apply -f - --prune --all --prune-allowlist=core/v1/ConfigMap', {
      stdin: manifest('new', {}),
    });
    expect(sent.map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('apply view-last-applied and set-last-applied', () => {
  it('shows what was applied', async () => {
    const { run } = await setting([applied('one', { a: 'b' }, { a: 'theirs' })]);
    const { out } = await run('apply view-last-applied cm/one');
    expect(out).toContain('data:\n  a: b\n');
  });

  it('changes the annotation alone, and only where it differs', async () => {
    const { run, sent } = await setting([applied('one', { a: 'b' })]);
    const stdin = manifest('one', { a: 'c' });
    expect((await run('apply set-last-applied -f -', { stdin })).out).toBe(
      'configmap/one configured\n',
    );
    expect(Object.keys(JSON.parse(sent[0]?.body ?? '') as object)).toEqual(['metadata']);
  });

  it('makes no annotation unless told to', async () => {
    const plain = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' } };
    const { run, sent } = await setting([plain]);
    const { err } = await run('apply set-last-applied -f -', { stdin: manifest('one', {}) });
    expect(err).toBe(
      'error: no last-applied-configuration annotation found on resource: one, to create the annotation, run the command with --create-annotation\n',
    );
    expect(sent).toEqual([]);
  });
});

describe('apply --server-side', () => {
  it('sends the manifest itself', async () => {
    const { run, sent } = await setting([]);
    const stdin = manifest('one', { a: 'b' });
    expect((await run('apply -f - --server-side', { stdin })).out).toBe(
      'configmap/one serverside-applied\n',
    );
    expect(sent).toEqual([
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/default/configmaps/one?fieldManager=kubectl&fieldValidation=Strict&force=false',
        body: '{"apiVersion":"v1","data":{"a":"b"},"kind":"ConfigMap","metadata":{"name":"one","namespace":"default"}}\n',
      },
    ]);
  });

  it('says what can be done about a conflict', async () => {
    const message = 'Apply failed with 1 conflict: conflict with "x" using v1: .data.a';
    const { run } = await setting([], () => failure(409, 'Conflict', message));
    const { err } = await run('apply -f - --server-side', { stdin: manifest('one', {}) });
    expect(err).toMatch(`error: ${message}\nPlease review the fields above--they`);
  });

  it('takes fields over from client-side apply', () => {
    const fields = (name: string): object => ({ 'f:data': { [`f:${name}`]: {} } });
    const entry = (manager: string, operation: string, apiVersion: string, name: string) => ({
      manager,
      operation,
      apiVersion,
      fieldsV1: fields(name) as Record<string, never>,
    });
    const entries = [
      entry('kubectl', 'Apply', 'v1', 'a'),
      entry('old', 'Update', 'v1', 'b'),
      entry('old', 'Update', 'v1beta1', 'c'),
      entry('other', 'Update', 'v1', 'd'),
    ];
    expect(takeOver(entries, 'old', 'kubectl')).toEqual([
      { ...entries[0], fieldsV1: { 'f:data': { 'f:a': {}, 'f:b': {} } } },
      entries[3],
    ]);
    expect(takeOver(entries, 'nobody', 'kubectl')).toBe(entries);
  });
});

describe('sideBySide', () => {
  it('starts no more than allowed, and hands results over in order', async () => {
    let running = 0;
    let most = 0;
    const taken: number[] = [];
    await sideBySide(
      [5, 1, 4, 2, 3],
      { limit: 2, waits: (index) => index === 4 },
      (turns) => ({
        first: () => undefined,
        result: (async () => {
          most = Math.max(most, ++running);
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          running--;
          return turns;
        })(),
      }),
      async (turns) => void taken.push(turns),
    );
    expect(taken).toEqual([5, 1, 4, 2, 3]);
    expect(most).toBe(2);
  });
});
