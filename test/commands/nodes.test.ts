import { describe, expect, it } from 'vitest';
import { getSetting, notFound } from './get-setting.ts';

const taints = [
  { key: 'a', value: 'b', effect: 'NoSchedule' },
  { key: 'a', value: 'x', effect: 'NoExecute' },
  { key: 'z', effect: 'PreferNoSchedule', timeAdded: '2026-01-01T00:00:00Z' },
];

/** A server with one node, closed to new pods or not. */
async function setting(unschedulable = false): Promise<{
  run: Awaited<ReturnType<typeof getSetting>>['run'];
  sent: string[];
}> {
  const sent: string[] = [];
  const { run } = await getSetting((url, { method }, body) => {
    if (!url.pathname.endsWith('/nodes/big')) return notFound(url.pathname);
    if (method === 'PATCH') sent.push(`${url.search} ${body}`);
    const spec = { taints, ...(unschedulable ? { unschedulable } : {}) };
    return { apiVersion: 'v1', kind: 'Node', metadata: { name: 'big' }, spec };
  });
  return { run, sent };
}

describe('cordon', () => {
  it('closes a node, and opens it again', async () => {
    const open = await setting();
    expect((await open.run('cordon big')).out).toBe('node/big cordoned\n');
    expect(open.sent).toEqual([' {"spec":{"unschedulable":true}}']);
    const closed = await setting(true);
    expect((await closed.run('uncordon big')).out).toBe('node/big uncordoned\n');
    expect(closed.sent).toEqual([' {"spec":{"unschedulable":null}}']);
  });

  it('sends nothing for what is so already', async () => {
    const { run, sent } = await setting(true);
    expect((await run('cordon big')).out).toBe('node/big already cordoned\n');
    expect((await run('uncordon big --dry-run=client')).out).toBe(
      'node/big uncordoned (dry run)\n',
    );
    expect(sent).toEqual([]);
  });

  it('changes nothing when one of the nodes does not exist', async () => {
    const { run, sent } = await setting();
    expect((await run('cordon big nope')).err).toBe(
      'Error from server (NotFound): nodes "nope" not found\n',
    );
    expect(sent).toEqual([]);
  });
});

describe('taint', () => {
  const after = 'taint node big --dry-run=client -o jsonpath={.spec.taints[*].key}';
  it.each([
    ['n=c:NoSchedule', 'tainted', 'n a a z'],
    ['n=c:NoSchedule a-', 'modified', 'n z'],
    ['n=c:NoSchedule a:NoSchedule-', 'modified', 'n a z'],
    ['a-', 'untainted', 'z'],
    ['a:NoExecute- z-', 'untainted', 'a'],
    ['a=c:NoSchedule --overwrite', 'modified', 'a a z'],
    ['z:PreferNoSchedule --overwrite', 'modified', 'z a a'],
  ])('%s is %s', async (change, done, keys) => {
    const { run, sent } = await setting();
    expect((await run(`taint node big ${change}`)).out).toBe(`node/big ${done}\n`);
    expect(sent).toHaveLength(1);
    expect((await run(`${after} ${change}`)).out).toBe(keys);
    expect(sent).toHaveLength(1);
  });

  it('sends all taints, as they are a list without keys', async () => {
    const { run, sent } = await setting();
    await run('taint node big a- z-');
    expect(sent).toEqual([
      '?fieldManager=kubectl-taint&fieldValidation=Strict {"spec":{"taints":null}}',
    ]);
  });

  it('keeps taints that are there, and tells of those that are not', async () => {
    const { run } = await setting();
    expect((await run('taint node big a=1:NoSchedule a=1:NoExecute')).err).toBe(
      'error: node big already has a,a taint(s) with same effect(s) and --overwrite is false\n',
    );
    expect((await run('taint node big a- q- w:NoSchedule-')).err).toBe(
      'taint "q" not found\ntaint "w:NoSchedule" not found\n',
    );
  });
});
