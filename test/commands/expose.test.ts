import { describe, expect, it } from 'vitest';
import { getSetting } from './get-setting.ts';

const deployment = (name: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { spec: { containers: [{ name: 'c', ports: [{ containerPort: 80 }] }] } },
  },
});

describe('expose', () => {
  it('makes a service of the ports and labels that each object has', async () => {
    const bodies: unknown[] = [];
    const { run } = await getSetting((url, request, body) => {
      if (request.method !== 'POST') return deployment(url.pathname.split('/').at(-1) ?? '');
      bodies.push(JSON.parse(body));
      return JSON.parse(body) as object;
    });
    expect(await run('expose deployments.apps web api --target-port=http')).toEqual({
      out: 'service/web exposed\nservice/api exposed\n',
      err: '',
      exitCode: 0,
    });
    expect(bodies).toMatchObject(
      ['web', 'api'].map((name) => ({
        metadata: { name },
        spec: {
          ports: [{ protocol: 'TCP', port: 80, targetPort: 'http' }],
          selector: { app: name },
        },
      })),
    );
  });

  it('refuses what has no pods', async () => {
    const { run } = await getSetting(() => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
    }));
    expect((await run('expose configmap a')).err).toBe('error: cannot expose a ConfigMap\n');
  });
});
