import { describe, expect, it } from 'vitest';
import { type GetSetting, getSetting } from './get-setting.ts';

const WEB = '/apis/apps/v1/namespaces/default/deployments/web';
const AUTOSCALERS = 'namespaces/default/horizontalpodautoscalers?fieldManager=kubectl-autoscale';

const conflict = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'AlreadyExists',
  message: 'horizontalpodautoscalers.autoscaling "web" already exists',
  code: 409,
};

/** A server with the deployment web, which answers a POST with `answer` or what it was sent. */
async function setting(answer?: object): Promise<GetSetting & { bodies: unknown[] }> {
  const bodies: unknown[] = [];
  const result = await getSetting((url, request, body) => {
    if (request.method === 'POST') {
      bodies.push(JSON.parse(body));
      return answer ?? (JSON.parse(body) as object);
    }
    return url.pathname === WEB
      ? { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } }
      : undefined;
  });
  return { ...result, bodies };
}

describe('autoscale', () => {
  it('makes an autoscaler for what it finds', async () => {
    const { run, asked, bodies } = await setting();
    expect(await run('autoscale deployments.apps web --max=5 --cpu=70% --memory=200')).toEqual({
      out: 'horizontalpodautoscaler.autoscaling/web autoscaled\n',
      err: '',
      exitCode: 0,
    });
    expect(asked).toEqual([WEB, `/apis/autoscaling/v2/${AUTOSCALERS}`]);
    expect(bodies).toMatchObject([
      {
        spec: {
          scaleTargetRef: { kind: 'Deployment', name: 'web', apiVersion: 'apps/v1' },
          maxReplicas: 5,
          metrics: [
            { resource: { name: 'cpu', target: { averageUtilization: 70 } } },
            { resource: { name: 'memory', target: { averageValue: '200Mi' } } },
          ],
        },
      },
    ]);
  });

  it('tries the older API version where that can say the same', async () => {
    const { run, asked, bodies } = await setting(conflict);
    const { err } = await run('autoscale deployments.apps web --max=5 --cpu=70%');
    expect(err).toBe(`Error from server (AlreadyExists): ${conflict.message}\n`);
    expect(asked.slice(1)).toEqual([
      `/apis/autoscaling/v2/${AUTOSCALERS}`,
      `/apis/autoscaling/v1/${AUTOSCALERS}`,
    ]);
    expect(bodies[1]).toMatchObject({ spec: { targetCPUUtilizationPercentage: 70 } });
  });

  it('creates nothing with --dry-run=client', async () => {
    const { run, asked } = await setting();
    const { out } = await run('autoscale deployments.apps web --max=5 --dry-run=client');
    expect(out).toBe('horizontalpodautoscaler.autoscaling/web created (dry run)\n');
    expect(asked).toEqual([WEB]);
  });

  it.each([
    ['', 'required flag(s) "max" not set'],
    ['--max=0', '--max=MAXPODS is required and must be at least 1, max: 0'],
    ['--max=1 --cpu=x', 'invalid resource cpu value: x'],
    ['--max=1 --cpu=x%', 'invalid percentage value: x'],
  ])('refuses %s', async (flags, message) => {
    const { run } = await setting();
    const { err } = await run(`autoscale deployments.apps web ${flags}`.trim());
    expect(err).toBe(`error: ${message}\n`);
  });
});
