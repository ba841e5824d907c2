import { describe, expect, it } from 'vitest';
import { podTemplateText } from '../../src/describe/pod-template.ts';
import { getSetting, notFound } from './get-setting.ts';

const APPS = '/apis/apps/v1/namespaces/default';
const metadata = { name: 'web', namespace: 'default', uid: 'u', generation: 2 };
const template = (image: string): object => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image }] },
});

function deployment(changes: object = {}, status: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: template('new'),
      ...changes,
    },
    status: { observedGeneration: 2, ...status },
  };
}

function replicaSet(revision: number, image: string, owner = 'u'): object {
  return {
    metadata: {
      name: `web-${revision}`,
      annotations: { 'deployment.kubernetes.io/revision': String(revision), note: image },
      ownerReferences: [{ uid: owner, controller: true }],
    },
    spec: { template: template(image) },
  };
}

/** A server with the Deployment `web` and three ReplicaSets, one of them a stranger's. */
async function setting(
  object: object = deployment(),
  events: object[] = [],
): Promise<{
  run: Awaited<ReturnType<typeof getSetting>>['run'];
  runUntil: Awaited<ReturnType<typeof getSetting>>['runUntil'];
  sent: string[];
}> {
  const sent: string[] = [];
  const { run, runUntil } = await getSetting((url, { method }, body) => {
    if (method === 'PATCH') sent.push(`${url.search} ${body}`);
    if (url.pathname === `${APPS}/deployments/web`) return object;
    if (url.pathname === `${APPS}/deployments` && url.searchParams.has('watch')) {
      return (async function* () {
        yield* events;
        await new Promise(() => undefined);
      })();
    }
    if (url.pathname === `${APPS}/deployments`)
      return { apiVersion: 'apps/v1', kind: 'DeploymentList', metadata: {}, items: [object] };
    if (url.pathname !== `${APPS}/replicasets`) return notFound(url.pathname);
    const items = [replicaSet(10, 'new'), replicaSet(9, 'old'), replicaSet(3, 'x', 'other')];
    return { apiVersion: 'apps/v1', kind: 'ReplicaSetList', items };
  });
  return { run, runUntil, sent };
}

const now = (): number => Date.UTC(2026, 0, 2, 3, 4, 5);

describe('rollout restart', () => {
  it('notes the time in the pod template', async () => {
    const { run, sent } = await setting();
    const { out } = await run('rollout restart deployments.apps web', { now });
    expect(out).toBe('deployment.apps/web restarted\n');
    expect(sent).toEqual([
      '?fieldManager=kubectl-rollout {"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2026-01-02T03:04:05Z"}}}}}',
    ]);
  });

  it('goes on after what cannot be restarted', async () => {
    const { run, sent } = await setting(deployment({ paused: true }));
    const { err } = await run('rollout restart deployments.apps/web deployments.apps/nope');
    expect(err).toBe(
      `Error from server (NotFound): deployments "nope" not found\nerror: deployments.apps "web" can't restart paused deployment (run rollout resume first)\n`,
    );
    expect(sent).toEqual([]);
  });
});

describe('rollout pause and resume', () => {
  it('change one field', async () => {
    const running = await setting();
    expect((await running.run('rollout pause deployments.apps web')).out).toBe(
      'deployment.apps/web paused\n',
    );
    expect((await running.run('rollout resume deployments.apps web')).err).toBe(
      'error: deployments.apps "web" is not paused\n',
    );
    expect(running.sent).toEqual(['?fieldManager=kubectl-rollout {"spec":{"paused":true}}']);
  });
});

describe('rollout history', () => {
  it('shows revisions by number, those of this deployment only', async () => {
    const { run } = await setting();
    expect((await run('rollout history deployments.apps web')).out).toBe(
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n9         <none>\n10        <none>\n\n',
    );
  });
});

describe('rollout undo', () => {
  it('puts the template before the last one back', async () => {
    const { run, sent } = await setting();
    expect((await run('rollout undo deployments.apps web')).out).toBe(
      'deployment.apps/web rolled back\n',
    );
    expect(JSON.parse(sent[0] ?? '')).toEqual([
      { op: 'replace', path: '/spec/template', value: template('old') },
      { op: 'replace', path: '/metadata/annotations', value: { note: 'old' } },
    ]);
  });

  it('sends nothing when the template is the same', async () => {
    const { run, sent } = await setting();
    expect((await run('rollout undo deployments.apps web --to-revision=10')).out).toBe(
      'deployment.apps/web skipped rollback (current template already matches revision 10)\n',
    );
    expect(sent).toEqual([]);
  });
});

describe('rollout status', () => {
  it('tells each step until all is done', async () => {
    const event = (status: object): object => ({
      type: 'MODIFIED',
      object: deployment({}, status),
    });
    const { run } = await setting(deployment({}, { updatedReplicas: 1 }), [
      event({ updatedReplicas: 2, replicas: 3 }),
      event({ updatedReplicas: 2, replicas: 2, availableReplicas: 1 }),
      event({ updatedReplicas: 2, replicas: 2, availableReplicas: 2 }),
    ]);
    const lead = 'Waiting for deployment "web" rollout to finish:';
    expect((await run('rollout status deployments.apps web')).out.split('\n')).toEqual([
      `${lead} 1 out of 2 new replicas have been updated...`,
      `${lead} 1 old replicas are pending termination...`,
      `${lead} 1 of 2 updated replicas are available...`,
      'deployment "web" successfully rolled out',
      '',
    ]);
  });

  it('lists again when the server has forgotten its place', async () => {
    const gone = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } };
    const complete = { updatedReplicas: 2, replicas: 2, availableReplicas: 2 };
    let lists = 0;
    const { run, asked } = await getSetting(({ pathname, searchParams }) => {
      if (pathname === `${APPS}/deployments/web`) return deployment();
      if (searchParams.has('watch'))
        return (async function* () {
          yield gone;
        })();
      const items = [deployment({}, lists++ === 0 ? {} : complete)];
      const list = { apiVersion: 'apps/v1', kind: 'DeploymentList' };
      return { ...list, metadata: { resourceVersion: String(lists) }, items };
    });
    const { out, exitCode } = await run('rollout status deployments.apps web');
    expect(out).toMatch(/0 out of 2 new replicas[^]*successfully rolled out\n$/);
    expect(exitCode).toBe(0);
    expect(asked.filter((url) => url.includes('watch=true'))).toEqual([
      expect.stringContaining('resourceVersion=1'),
    ]);
  });

  it('says nothing more on Ctrl-C', async () => {
    const { runUntil } = await setting(deployment({ replicas: 9 }));
    expect(await runUntil('rollout status deployments.apps web', /Waiting/)).toMatchObject({
      err: '',
      exitCode: 1,
    });
  });

  it('fails when the deadline is over', async () => {
    const conditions = [{ type: 'Progressing', reason: 'ProgressDeadlineExceeded' }];
    const { run } = await setting(deployment({}, { conditions }));
    expect((await run('rollout status deployments.apps web')).err).toBe(
      'error: deployment "web" exceeded its progress deadline\n',
    );
  });

  it('waits no longer than told', async () => {
    const { run } = await setting(deployment({ replicas: 9 }));
    expect((await run('rollout status deployments.apps web --timeout=20ms')).err).toBe(
      'error: timed out waiting for the condition\n',
    );
  });
});

describe('a pod template', () => {
  it('is described with what it lacks', () => {
    expect(podTemplateText({ spec: { containers: [{ name: 'c', image: 'i' }] } })).toBe(
      'Pod Template:\n  Labels:\t<none>\n  Containers:\n   c:\n    Image:\ti\n    Port:\t<none>\n    Host Port:\t<none>\n    Environment:\t<none>\n    Mounts:\t<none>\n  Volumes:\t<none>\n  Node-Selectors:\t<none>\n  Tolerations:\t<none>\n',
    );
  });
});
