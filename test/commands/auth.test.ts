import { describe, expect, it } from 'vitest';
import { uncovered } from '../../src/commands/auth/rules.ts';
import { getSetting } from './get-setting.ts';

const failure = (code: number, reason: string): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason,
  message: `${reason} here`,
  code,
});

describe('auth whoami', () => {
  const asked = async (
    answer: (version: string) => object,
  ): Promise<{ versions: string[]; out: string; err: string }> => {
    const versions: string[] = [];
    const { run } = await getSetting((url) => {
      const version = url.pathname.split('/')[3] ?? '';
      versions.push(version);
      return answer(version);
    });
    const { out, err } = await run('auth whoami');
    return { versions, out, err };
  };

  it('shows who the server thinks you are, extra attributes by name', async () => {
    const { run } = await getSetting(() => ({
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
      status: {
        userInfo: {
          username: 'jane',
          uid: '7',
          groups: ['a', 'b'],
          extra: { z: ['1', '2'], c: [] },
        },
      },
    }));
    expect((await run('auth whoami')).out).toBe(
      'ATTRIBUTE   VALUE\nUsername    jane\nUID         7\nGroups      [a b]\nExtra: c    []\nExtra: z    [1 2]\n',
    );
    expect((await run('auth whoami -o jsonpath={.status.userInfo.uid}')).out).toBe('7');
  });

  it('asks older versions of a server that has no newer one', async () => {
    const { versions, out } = await asked((version) =>
      version === 'v1alpha1'
        ? { kind: 'SelfSubjectReview', apiVersion: '', status: { userInfo: { username: 'x' } } }
        : failure(404, 'NotFound'),
    );
    expect(versions).toEqual(['v1', 'v1beta1', 'v1alpha1']);
    expect(out).toContain('Username    x');
  });

  it('says when no version answers, and when nobody may ask', async () => {
    expect((await asked(() => failure(404, 'NotFound'))).err).toBe(
      'error: the selfsubjectreviews API is not enabled in the cluster\n',
    );
    const forbidden = await asked(() => failure(403, 'Forbidden'));
    expect(forbidden.versions).toEqual(['v1']);
    expect(forbidden.err).toBe(
      'error: the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it\n',
    );
    expect((await asked(() => failure(500, 'InternalError'))).err).toBe(
      'Error from server (InternalError): InternalError here\n',
    );
  });
});

describe('auth can-i', () => {
  it('asks for the resource as the server names it, in the namespace', async () => {
    const bodies: unknown[] = [];
    const { run } = await getSetting((_, __, body) => {
      bodies.push((JSON.parse(body) as { spec: unknown }).spec);
      return { kind: 'SelfSubjectAccessReview', apiVersion: '', status: { allowed: true } };
    });
    expect(await run('auth can-i get deployments.apps/web --subresource=scale -n shop')).toEqual({
      out: 'yes\n',
      err: '',
      exitCode: 0,
    });
    await run('auth can-i create nodes -A');
    await run('auth can-i get /metrics');
    expect(bodies).toEqual([
      {
        resourceAttributes: {
          namespace: 'shop',
          verb: 'get',
          group: 'apps',
          resource: 'deployments',
          subresource: 'scale',
          name: 'web',
        },
      },
      { resourceAttributes: { verb: 'create', resource: 'nodes' } },
      { nonResourceAttributes: { path: '/metrics', verb: 'get' } },
    ]);
  });

  it('says no with the reasons, and exits with 1', async () => {
    const { run } = await getSetting(() => ({
      kind: 'SelfSubjectAccessReview',
      apiVersion: '',
      status: { allowed: false, reason: 'because', evaluationError: 'oops' },
    }));
    expect(await run('auth can-i frob nodes')).toEqual({
      out: 'no - because - oops\n',
      err: "Warning: resource 'nodes' is not namespace scoped\n\nWarning: verb 'frob' is not a known verb\n\n",
      exitCode: 1,
    });
    expect(await run('auth can-i get pods -q')).toEqual({ out: '', err: '', exitCode: 1 });
  });

  it('lists what is allowed: one line for the verbs of a resource, in the order of the rules', async () => {
    const { run } = await getSetting(() => ({
      kind: 'SelfSubjectRulesReview',
      apiVersion: '',
      status: {
        incomplete: true,
        evaluationError: 'webhook is silent',
        nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/b', '/a'] }],
        resourceRules: [
          { verbs: ['get', 'list'], apiGroups: ['', 'x'], resources: ['pods', 'a/b'] },
          { verbs: ['watch', 'get'], apiGroups: [''], resources: ['pods'] },
          { verbs: ['get'], apiGroups: [''], resources: ['secrets'], resourceNames: ['p', 'q'] },
          { verbs: ['get'], resources: ['nothing'] },
          { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        ],
      },
    }));
    expect(await run('auth can-i --list')).toEqual({
      out: [
        'Resources   Non-Resource URLs   Resource Names   Verbs',
        '*.*         []                  []               [*]',
        'pods        []                  []               [get list watch]',
        'a/b         []                  []               [get list]',
        'a.x/b       []                  []               [get list]',
        'pods.x      []                  []               [get list]',
        '            [/a]                []               [get]',
        '            [/b]                []               [get]',
        'secrets     []                  [p]              [get]',
        'secrets     []                  [q]              [get]',
        '',
      ].join('\n'),
      err: 'Warning: the list may be incomplete: webhook is silent\n',
      exitCode: 0,
    });
  });
});

const RBAC = 'rbac.authorization.k8s.io/v1';
const rule = (...verbs: string[]): object => ({ verbs, apiGroups: [''], resources: ['pods'] });
const manifest = (kind: string, rest: object, namespaced = false): string =>
  JSON.stringify({
    apiVersion: RBAC,
    kind,
    metadata: { name: 'x', ...(namespaced ? { namespace: 'shop' } : {}) },
    ...rest,
  });
const ref = (name: string): object => ({
  apiGroup: 'rbac.authorization.k8s.io',
  kind: 'ClusterRole',
  name,
});

describe('auth reconcile', () => {
  /** A server with answers by method, one after the other; the last one stays. */
  const reconciling = async (
    answers: Readonly<Record<string, readonly (object | undefined)[]>>,
    stdin: string,
    flags = '',
  ): Promise<{ out: string; err: string; exitCode: number; sent: [string, unknown][] }> => {
    const sent: [string, unknown][] = [];
    const counts = new Map<string, number>();
    const { run } = await getSetting((url, { method = '' }, body) => {
      const key = `${method}${url.pathname.startsWith('/api/v1/') ? ' namespace' : ''}`;
      if (method !== 'GET') sent.push([key, JSON.parse(body)]);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return answers[key]?.[Math.min(count, answers[key].length - 1)];
    });
    return { ...(await run(`auth reconcile -f - ${flags}`.trim(), { stdin })), sent };
  };
  const existing = {
    apiVersion: RBAC,
    kind: 'ClusterRole',
    metadata: { name: 'x', uid: 'u', labels: { a: 'own' } },
    rules: [rule('get', 'delete')],
  };

  it('adds what a role lacks and leaves what it has', async () => {
    const wanted = manifest('ClusterRole', { rules: [rule('get', 'list')] });
    const { out, err, sent } = await reconciling({ GET: [existing], PUT: [existing] }, wanted);
    expect(out).toBe('clusterrole.rbac.authorization.k8s.io/x reconciled\n');
    expect(err).toBe(
      '\treconciliation required update\n\tmissing rules added:\n\t\t{Verbs:[list] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}\n',
    );
    expect(sent).toEqual([['PUT', { ...existing, rules: [rule('get', 'delete'), rule('list')] }]]);
  });

  it('looks again when somebody was faster, and gives up after some times', async () => {
    const wanted = manifest('ClusterRole', { rules: [rule('list')] });
    const conflict = failure(409, 'Conflict');
    const once = await reconciling({ GET: [existing], PUT: [conflict, existing] }, wanted);
    expect([once.exitCode, once.sent.length]).toEqual([0, 2]);
    const always = await reconciling({ GET: [existing], PUT: [conflict] }, wanted);
    expect([always.err, always.sent.length]).toEqual([
      'Error from server (Conflict): Conflict here\n',
      3,
    ]);
    const gone = failure(404, 'NotFound');
    const deleted = await reconciling(
      { GET: [existing, gone], PUT: [gone], POST: [existing] },
      wanted,
    );
    expect(deleted.sent.map(([method]) => method)).toEqual(['PUT', 'POST']);
    expect(deleted.err).toContain('required create');
    const exists = failure(409, 'AlreadyExists');
    const never = await reconciling({ GET: [gone], POST: [exists] }, wanted);
    expect([never.err, never.sent.length]).toEqual(['error: exceeded maximum attempts\n', 3]);
  });

  it('makes a binding anew when its role is another, and only if it is still the same', async () => {
    const binding = { ...existing, kind: 'ClusterRoleBinding', roleRef: ref('old') };
    const wanted = manifest('ClusterRoleBinding', { roleRef: ref('new') });
    const made = await reconciling(
      { GET: [binding], DELETE: [failure(409, 'Conflict'), binding], POST: [binding] },
      wanted,
    );
    expect(made.err).toBe('\treconciliation required recreate\n');
    expect(made.sent.map(([method]) => method)).toEqual(['DELETE', 'DELETE', 'POST']);
    expect(made.sent[0]?.[1]).toEqual({ preconditions: { uid: 'u' } });
  });

  it('tells why a binding could not be looked at', async () => {
    const wanted = manifest('RoleBinding', { roleRef: ref('new') }, true);
    const { err, exitCode } = await reconciling({ GET: [failure(403, 'Forbidden')] }, wanted);
    expect([err, exitCode]).toEqual(['Error from server (Forbidden): Forbidden here\n', 1]);
  });

  it('makes the namespace of a role; who may not is told by the role', async () => {
    const wanted = manifest('Role', { rules: [] }, true);
    const gone = failure(404, 'NotFound');
    for (const answer of [{ kind: 'Namespace', apiVersion: 'v1' }, failure(403, 'Forbidden')]) {
      const { exitCode, sent } = await reconciling(
        { GET: [gone], 'GET namespace': [gone], 'POST namespace': [answer], POST: [existing] },
        wanted,
      );
      expect(exitCode).toBe(0);
      expect(sent.map(([method]) => method)).toEqual(['POST namespace', 'POST']);
    }
    const broken = await reconciling(
      { GET: [gone], 'GET namespace': [failure(500, 'InternalError')] },
      wanted,
    );
    expect(broken.sent).toEqual([]);
  });
});

describe('rules', () => {
  it('cover what they mean: stars, subresources, names and paths', () => {
    const present = [
      { verbs: ['*'], apiGroups: ['*'], resources: ['*/log'] },
      { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] },
      { verbs: ['get'], nonResourceURLs: ['/x/*'] },
    ];
    const wanted = [
      { verbs: ['watch'], apiGroups: ['apps'], resources: ['pods/log', 'pods/exec'] },
      { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['a', 'b'] },
      { verbs: ['get'], apiGroups: [''], resources: ['pods'] },
      { verbs: ['get'], nonResourceURLs: ['/x/y', '/x', '/x*'] },
    ];
    expect(uncovered(present, wanted)).toEqual([
      { verbs: ['watch'], apiGroups: ['apps'], resources: ['pods/exec'] },
      { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['b'] },
      { verbs: ['get'], apiGroups: [''], resources: ['pods'] },
      { verbs: ['get'], nonResourceURLs: ['/x'] },
      { verbs: ['get'], nonResourceURLs: ['/x*'] },
    ]);
  });
});
