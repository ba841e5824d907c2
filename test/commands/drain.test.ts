import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/types.ts';
import type { Outcome, Setting } from '../helpers/run-kubist.ts';
import { getSetting, notFound } from './get-setting.ts';

/** What of a pod matters here. */
interface PodShape {
  readonly owner?: string;
  readonly on?: string;
  readonly deleted?: string;
  readonly emptyDir?: boolean;
  readonly phase?: string;
  readonly mirror?: boolean;
}

const START = Date.parse('2026-01-01T00:00:00Z');

function pod(name: string, shape: PodShape = { owner: 'ReplicaSet' }): KubeObject {
  const { owner, on = 'big', deleted, emptyDir = false, phase = 'Running', mirror } = shape;
  return {
    metadata: {
      name,
      namespace: 'ns',
      uid: `uid of ${name}`,
      ...(deleted === undefined ? {} : { deletionTimestamp: deleted }),
      ...(mirror === true ? { annotations: { 'kubernetes.io/config.mirror': '1' } } : {}),
      ...(owner === undefined
        ? {}
        : {
            ownerReferences: [
              { apiVersion: 'apps/v1', kind: owner, name: 'it', uid: '1', controller: true },
            ],
          }),
    },
    spec: { nodeName: on, volumes: emptyDir ? [{ emptyDir: {} }] : [] },
    status: { phase },
  };
}

/** How the server answers, where it is not as usual. A pod that is evicted or deleted is gone at once. */
interface Answers {
  readonly pods?: readonly KubeObject[];
  /** The answer to the nth request for one pod, counted from 1; undefined is yes. */
  evict?(name: string, nth: number, pods: Map<string, KubeObject>): object | undefined;
  remove?(name: string): object | undefined;
  look?(name: string, pods: Map<string, KubeObject>): object | undefined;
  readonly eviction?: object | null;
  readonly daemonSet?: boolean;
}

interface DrainSetting {
  readonly run: (line: string) => Promise<Outcome>;
  /** Writes: `PATCH /nodes/big`, `POST /pods/a/eviction {…}`. */
  readonly sent: string[];
  /** How long it waited, in milliseconds. */
  readonly pauses: number[];
}

/** A cluster of the nodes big and small, and a clock that goes on only while nothing is done. */
async function draining(answers: Answers = {}): Promise<DrainSetting> {
  const { pods = [pod('a')], eviction = { group: 'policy', version: 'v1' } } = answers;
  const left = new Map(pods.map((one) => [one.metadata?.name ?? '', one]));
  const asked = new Map<string, number>();
  const sent: string[] = [];
  const { run } = await getSetting((url, { method = 'GET' }, body) => {
    const path = url.pathname;
    const [, kind = '', name = '', subresource] =
      /\/(nodes|pods|daemonsets)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
    if (method !== 'GET') {
      sent.push(`${method} ${path.replace(/^.*?(?=\/(nodes|pods))/, '')} ${body}`);
    }
    if (path === '/api/v1') {
      const entry = { name: 'pods/eviction', kind: 'Eviction', ...eviction };
      return { kind: 'APIResourceList', resources: eviction === null ? [] : [entry] };
    }
    if (kind === 'daemonsets')
      return answers.daemonSet === true ? { kind: 'DaemonSet' } : undefined;
    if (kind === 'nodes') {
      if (name !== 'big' && name !== 'small') return notFound(path);
      return { kind: 'Node', apiVersion: 'v1', metadata: { name }, spec: {} };
    }
    if (name === '') {
      const on = url.searchParams.get('fieldSelector')?.replace('spec.nodeName=', '');
      const items = [...left.values()].filter(
        ({ spec }) => (spec as { nodeName: string }).nodeName === on,
      );
      return { kind: 'PodList', apiVersion: 'v1', metadata: {}, items };
    }
    if (subresource === 'eviction') {
      const nth = (asked.get(name) ?? 0) + 1;
      asked.set(name, nth);
      const answer = answers.evict?.(name, nth, left);
      if (answer === undefined) left.delete(name);
      return answer ?? DONE;
    }
    if (method === 'DELETE') {
      const answer = answers.remove?.(name);
      if (answer === undefined) left.delete(name);
      return answer ?? DONE;
    }
    const found = left.get(name);
    return answers.look?.(name, left) ?? (found && { kind: 'Pod', apiVersion: 'v1', ...found });
  });
  let now = START;
  const pauses: number[] = [];
  const clock: Setting = {
    now: () => now,
    async pause(milliseconds) {
      pauses.push(milliseconds);
      now += milliseconds;
    },
    program: 'kubectl',
  };
  return {
    sent,
    pauses,
    run: (line) => run(line, clock),
  };
}

const DONE = { kind: 'Status', apiVersion: 'v1', status: 'Success', metadata: {} };

function refusal(code: number, reason: string, message: string, cause = ''): object {
  const details = { causes: [{ reason: cause }] };
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message, details };
}

const BUDGET = refusal(429, 'TooManyRequests', 'Cannot evict: the budget.', 'DisruptionBudget');
const TERMINATING = refusal(403, 'Forbidden', 'The namespace goes.', 'NamespaceTerminating');

describe('drain', () => {
  it('closes the node, evicts its pods and says when they are gone', async () => {
    const { run, sent } = await draining({ pods: [pod('a'), pod('other', { on: 'small' })] });
    expect(await run('drain big')).toEqual({
      out: 'node/big cordoned\nevicting pod ns/a\npod/a evicted\nnode/big drained\n',
      err: '',
      exitCode: 0,
    });
    expect(sent).toEqual([
      'PATCH /nodes/big {"spec":{"unschedulable":true}}',
      'POST /pods/a/eviction {"kind":"Eviction","apiVersion":"policy/v1","metadata":{"name":"a","namespace":"ns"},"deleteOptions":{}}',
    ]);
  });

  it('asks again every five seconds while a disruption budget forbids it', async () => {
    const { run, pauses } = await draining({ evict: (_, nth) => (nth < 3 ? BUDGET : undefined) });
    const { out, err, exitCode } = await run('drain big');
    const told =
      'error when evicting pods/"a" -n "ns" (will retry after 5s): Cannot evict: the budget.\n';
    expect({ err, exitCode, pauses }).toEqual({
      err: told + told,
      exitCode: 0,
      pauses: [5000, 5000],
    });
    expect(out.match(/evicting pod ns\/a\n/g)).toHaveLength(3);
  });

  it('gives up when time is up, and tells which pods are left', async () => {
    const { run, pauses } = await draining({ evict: () => BUDGET });
    const { err, exitCode } = await run('drain big --timeout=7s');
    const words = 'error when evicting pods/"a" -n "ns": global timeout reached: 7s';
    expect(err.split('\n').slice(2)).toEqual([
      `There are pending pods in node "big" when an error occurred: ${words}`,
      'pod/a',
      `error: unable to drain node "big" due to error: ${words}, continuing command...`,
      'There are pending nodes to be drained:',
      ' big',
      words,
      '',
    ]);
    expect({ exitCode, pauses }).toEqual({ exitCode: 1, pauses: [5000, 2000] });
  });

  it('waits for pods that take their time, but not longer than it may', async () => {
    const { run, pauses } = await draining({ evict: () => DONE });
    const { err } = await run('drain big --timeout=2500ms');
    expect(err).toContain(
      'error when waiting for pod "a" in namespace "ns" to terminate: context deadline exceeded\n',
    );
    expect(pauses).toEqual([1000, 1000, 500]);
  });

  it('does not wait for pods that should have been gone for long', async () => {
    const old = pod('old', { owner: 'ReplicaSet', deleted: '2025-12-31T23:59:50Z' });
    const { run } = await draining({
      pods: [old, pod('a')],
      evict: () => DONE,
      look: (name) => ({
        ...pod(name, { owner: 'ReplicaSet', deleted: '2025-12-31T23:59:56Z' }),
        kind: 'Pod',
      }),
    });
    const { out } = await run('drain big --skip-wait-for-delete-timeout=5');
    expect(out.split('\n').slice(1, 3)).toEqual([
      'evicting pod ns/a',
      'pod "a" has DeletionTimestamp older than 5 seconds, skipping',
    ]);
  });

  it('waits until a namespace that goes has deleted its pods', async () => {
    const { run, sent } = await draining({
      evict: (name, nth, pods) => {
        if (nth > 1) pods.delete(name);
        else pods.set(name, pod(name, { owner: 'ReplicaSet', deleted: '2026-01-01T00:00:02Z' }));
        return TERMINATING;
      },
    });
    expect(await run('drain big')).toMatchObject({
      out: 'node/big cordoned\nevicting pod ns/a\nevicting pod ns/a\npod/a evicted\nnode/big drained\n',
      err: 'error when evicting pod "a" from terminating namespace "ns" (will retry after 5s): The namespace goes.\n',
      exitCode: 0,
    });
    expect(sent).toHaveLength(3);
  });

  it('leaves another pod of the same name alone', async () => {
    const { run, sent } = await draining({
      evict: (name, _, pods) => {
        pods.set(name, { ...pod(name), metadata: { name, namespace: 'ns', uid: 'new' } });
        return BUDGET;
      },
    });
    expect((await run('drain big')).out).toContain('pod/a evicted\nnode/big drained\n');
    expect(sent).toHaveLength(2);
  });

  it('evicts the other pods when one may not go', async () => {
    const { run } = await draining({
      pods: [pod('a'), pod('b'), pod('c')],
      evict: (name) => (name === 'b' ? undefined : refusal(403, 'Forbidden', `not ${name}`)),
    });
    const { out, err } = await run('drain big');
    const [a, c] = ['a', 'c'].map(
      (name) => `error when evicting pods/"${name}" -n "ns": not ${name}`,
    );
    expect(out).toContain('pod/b evicted\n');
    expect(err).toBe(
      `There are pending pods in node "big" when an error occurred: [${a}, ${c}]\npod/a\npod/c\n` +
        `error: unable to drain node "big" due to error: [${a}, ${c}], continuing command...\n` +
        `There are pending nodes to be drained:\n big\n${a}\n${c}\n`,
    );
  });

  it('tells when a pod can no longer be looked at', async () => {
    const { run } = await draining({
      evict: () => DONE,
      look: () => refusal(500, 'InternalError', 'broken'),
    });
    const { out, err } = await run('drain big');
    expect(out).toContain('pod/a eviction failed\n');
    expect(err).toMatch(/error when waiting for pod "a" in namespace "ns" to terminate: broken\n$/);
  });

  it('goes on with the next node', async () => {
    const { run } = await draining({ pods: [pod('a', {}), pod('b', { owner: 'X', on: 'small' })] });
    const { out, err, exitCode } = await run('drain big small');
    expect(out).toBe(
      'node/big cordoned\nnode/small cordoned\nevicting pod ns/b\npod/b evicted\nnode/small drained\n',
    );
    expect(err).toContain('There are pending nodes to be drained:\n big\ncannot delete Pods');
    expect(exitCode).toBe(1);
  });
});

describe('drain: which pods go', () => {
  const UNMANAGED = 'Pods that declare no controller';
  const LOCAL = 'Pods with local storage';
  const DAEMONS = 'DaemonSet-managed Pods';
  it.each<[PodShape, flags: string, words: string]>([
    [{}, '', `cannot delete ${UNMANAGED} (use --force to override): ns/a`],
    [{}, '--force', `Warning: deleting ${UNMANAGED}: ns/a`],
    [{ phase: 'Succeeded', emptyDir: true }, '', ''],
    [
      { owner: 'Job', emptyDir: true },
      '',
      `${LOCAL} (use --delete-emptydir-data to override): ns/a`,
    ],
    [{ owner: 'Job', emptyDir: true }, '--delete-emptydir-data', ''],
    [{ owner: 'DaemonSet' }, '', `${DAEMONS} (use --ignore-daemonsets to ignore): ns/a`],
    [{ owner: 'DaemonSet' }, '--force', `${DAEMONS} (use --ignore-daemonsets to ignore): ns/a`],
  ])('%o with "%s"', async (shape, flags, words) => {
    const { run, sent } = await draining({ pods: [pod('a', shape)], daemonSet: true });
    const { err, exitCode } = await run(`drain big ${flags}`.trim());
    expect(err).toContain(words);
    expect(exitCode).toBe(words === '' || words.startsWith('Warning') ? 0 : 1);
    expect(sent).toHaveLength(exitCode === 0 ? 2 : 1);
  });

  it('leaves daemon sets their pods, and the node its own', async () => {
    const { run, sent } = await draining({
      pods: [pod('d', { owner: 'DaemonSet' }), pod('m', { mirror: true })],
      daemonSet: true,
    });
    expect(await run('drain big --ignore-daemonsets')).toEqual({
      out: 'node/big cordoned\nnode/big drained\n',
      err: `Warning: ignoring ${DAEMONS}: ns/d\n`,
      exitCode: 0,
    });
    expect(sent).toHaveLength(1);
  });

  it('takes pods of a daemon set that is gone by force alone', async () => {
    const pods = [pod('d', { owner: 'DaemonSet' })];
    const refused = await draining({ pods });
    expect((await refused.run('drain big --ignore-daemonsets')).err).toMatch(
      /\ncannot delete daemonsets "it" not found: ns\/d\n$|not found: ns\/d\n$/,
    );
    const forced = await draining({ pods });
    expect((await forced.run('drain big --force')).out).toContain('pod/d evicted\n');
  });

  it('tells everything that stands against it at once', async () => {
    const { run, sent } = await draining({
      pods: [pod('a', {}), pod('b', { owner: 'Job', emptyDir: true }), pod('c', {})],
    });
    expect((await run('drain big')).err).toContain(
      `[cannot delete ${UNMANAGED} (use --force to override): ns/a, ns/c, cannot delete ${LOCAL} (use --delete-emptydir-data to override): ns/b]`,
    );
    expect(sent).toEqual(['PATCH /nodes/big {"spec":{"unschedulable":true}}']);
  });
});

describe('drain: how pods go', () => {
  it('deletes them when evictions are not wanted, or not known to the server', async () => {
    for (const [line, eviction] of [
      ['drain big --disable-eviction --grace-period=3', undefined],
      ['drain big --grace-period=3', null],
    ] as const) {
      const { run, sent } = await draining(eviction === null ? { eviction } : {});
      expect((await run(line)).out).toBe('node/big cordoned\npod/a deleted\nnode/big drained\n');
      expect(sent[1]).toMatch(/^DELETE \/pods\/a .*"gracePeriodSeconds":3/);
    }
  });

  it('stops at the first pod that cannot be deleted', async () => {
    const { run, sent } = await draining({
      pods: [pod('a'), pod('b')],
      remove: () => refusal(500, 'InternalError', 'broken'),
    });
    expect((await run('drain big --disable-eviction')).err).toMatch(
      /pod\/a\npod\/b\n[^]*Error from server \(InternalError\): broken\n$/,
    );
    expect(sent).toHaveLength(2);
  });

  it('uses the older evictions of an older server', async () => {
    const { run, sent } = await draining({ eviction: { group: 'policy', version: 'v1beta1' } });
    await run('drain big --grace-period=0');
    expect(sent[1]).toContain('"apiVersion":"policy/v1beta1"');
    expect(sent[1]).toContain('{"gracePeriodSeconds":0}');
  });

  it('only tells, or only has the server judge, in a dry run', async () => {
    const client = await draining();
    expect((await client.run('drain big --dry-run=client')).out).toBe(
      'node/big cordoned (dry run)\nevicting pod ns/a (dry run)\nnode/big drained (dry run)\n',
    );
    expect(client.sent).toEqual([]);
    const server = await draining();
    expect((await server.run('drain big --dry-run=server')).out).toBe(
      'node/big cordoned (server dry run)\nevicting pod ns/a (server dry run)\nnode/big drained (server dry run)\n',
    );
    expect(server.sent[1]).toContain('"deleteOptions":{"dryRun":["All"]}');
    const stays = await draining({ remove: () => DONE });
    expect((await stays.run('drain big --dry-run=server --disable-eviction')).out).toContain(
      'pod/a deleted (server dry run)\nnode/big drained (server dry run)\n',
    );
  });

  it('tells of every step to those who want to know', async () => {
    const { run } = await draining();
    expect((await run('drain big -v=2')).out).toContain(
      'pod/a eviction started\nevicting pod ns/a\npod/a evicted\n',
    );
  });
});
