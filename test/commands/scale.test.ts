import { describe, expect, it } from 'vitest';
import { getSetting } from './get-setting.ts';

const WEB = '/apis/apps/v1/namespaces/default/deployments/web';

/** A server with a Deployment of two replicas; writes are refused `conflicts` times. */
async function setting(conflicts = 0): Promise<{
  run: Awaited<ReturnType<typeof getSetting>>['run'];
  sent: string[];
}> {
  const sent: string[] = [];
  const { run } = await getSetting((url, { method }, body) => {
    const metadata = { name: 'web', namespace: 'default', resourceVersion: '7' };
    if (url.pathname === WEB) {
      return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 2 } };
    }
    if (method !== 'GET') {
      sent.push(`${method} ${url.search} ${body}`);
      if (conflicts-- > 0) {
        return { kind: 'Status', status: 'Failure', reason: 'Conflict', message: 'no', code: 409 };
      }
    }
    return { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec: { replicas: 2 } };
  });
  return { run, sent };
}

describe('scale', () => {
  it('patches the size alone', async () => {
    const { run, sent } = await setting();
    expect((await run('scale deployments.apps web --replicas=3')).out).toBe(
      'deployment.apps/web scaled\n',
    );
    expect(sent).toEqual(['PATCH  {"spec":{"replicas":3}}']);
  });

  it('writes the version back when there are conditions, and tries a conflict again', async () => {
    const { run, sent } = await setting(1);
    await run('scale deployments.apps web --replicas=0 --current-replicas=2');
    expect(sent).toHaveLength(2);
    expect(sent[1]).toContain('"resourceVersion":"7"},"spec":{}}');
  });

  it('says which condition does not hold', async () => {
    const { run, sent } = await setting();
    const { err } = await run('scale deployments.apps web --replicas=3 --current-replicas=5');
    expect(err).toBe('error: Expected replicas to be 5, was 2\n');
    expect(sent).toEqual([]);
  });

  it('shows the size in a dry run', async () => {
    const { run, sent } = await setting();
    const line = 'scale deployments.apps web --replicas=3 --dry-run=client -o jsonpath=';
    expect((await run(`${line}{.spec.replicas}`)).out).toBe('3');
    expect(sent).toEqual([]);
  });
});
