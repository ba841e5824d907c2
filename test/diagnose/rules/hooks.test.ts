import { describe, expect, test } from 'vitest';
import { servicesIn } from '../../../src/diagnose/rules/shared/hosts.ts';
import { ago, type Json } from './judged.ts';
import { diagnosed, happened, waiting } from './kubelet.ts';

const withInit = (init: Json, status: Json, lists = {}, log?: string) =>
  diagnosed({
    spec: { initContainers: [{ name: 'app', image: 'i', ...init }] },
    container: { name: 'main' },
    status: { name: 'main', ...waiting('PodInitializing') },
    podStatus: {
      phase: 'Pending',
      initContainerStatuses: [{ name: 'app', restartCount: 0, ...status }],
    },
    lists,
    ...(log === undefined ? {} : { log }),
  });

describe('an init container', () => {
  const command = { command: ['sh', '-c', 'until nc -z db 5432; do sleep 1; done'] };
  const running = (seconds: number) => ({ state: { running: { startedAt: ago(seconds) } } });
  const service = {
    metadata: { namespace: 'shop', name: 'db' },
    spec: { selector: { app: 'db' } },
  };

  test('that runs for a moment is nothing to tell of', () => {
    expect(withInit(command, running(5)).findings).toEqual([]);
  });

  test('that runs on is told, and after minutes is worth a warning', () => {
    expect(withInit({}, running(60)).findings).toMatchObject([{ id: 'INI-02', severity: 'info' }]);
    expect(withInit({}, running(400)).findings).toMatchObject([{ severity: 'warning' }]);
  });

  test('that waits for a Service which has no ready endpoints', () => {
    const slice = {
      metadata: { namespace: 'shop', name: 'db-1', labels: { 'kubernetes.io/service-name': 'db' } },
      endpoints: [{ conditions: { ready: false } }],
    };
    const { findings } = withInit(command, running(60), {
      Service: [service],
      EndpointSlice: [slice],
    });
    const own = findings.find(({ id }) => id === 'INI-02');
    expect(own?.cause).toContain(
      'it seems to wait for a Service: Service db has no ready endpoints.',
    );
  });

  test('that fails in a pod which is not restarted has failed for good', () => {
    const diagnosis = diagnosed({
      spec: { restartPolicy: 'Never', initContainers: [{ name: 'app', image: 'i' }] },
      container: { name: 'main' },
      status: { name: 'main', ...waiting('PodInitializing') },
      podStatus: {
        phase: 'Failed',
        initContainerStatuses: [
          { name: 'app', restartCount: 0, state: { terminated: { exitCode: 2, reason: 'Error' } } },
        ],
      },
      log: 'error: no such table',
    });
    const init = diagnosis.findings.find(({ id }) => id === 'INI-01');
    expect(init).toMatchObject({ fatal: true });
    expect(init?.cause).toContain('Init container app (1 of 1) exits with code 2');
  });

  test('that has done its work is no failure', () => {
    const done = { state: { terminated: { exitCode: 0, reason: 'Completed' } }, ready: true };
    expect(withInit({}, done).findings).toEqual([]);
  });
});

test('a preStop hook that failed is told, and changes no verdict', () => {
  const diagnosis = diagnosed({
    container: { lifecycle: { preStop: { httpGet: { port: 80, path: '/drain' } } } },
    status: { ready: true, started: true, state: { running: { startedAt: ago(60) } } },
    podStatus: { conditions: [{ type: 'Ready', status: 'True' }] },
    events: [happened('FailedPreStopHook', 'PreStopHook failed')],
  });
  expect(diagnosis).toMatchObject({
    verdict: 'healthy',
    findings: [{ id: 'HOK-02', severity: 'warning' }],
  });
  expect(diagnosis.findings[0]?.cause).toContain('GET :80/drain');
});

test.each([
  ['nslookup db.data.svc.cluster.local', ['data/db']],
  ['until pg_isready -h postgres -p 5432; do sleep 1; done', ['shop/postgres']],
  ['curl -f http://api.shop:8080/healthz', ['shop/api']],
  ['wait-for redis:6379', ['shop/redis']],
  ['dial tcp: lookup broker on 10.96.0.10:53: no such host', ['shop/broker']],
  ['curl https://api.example.com/', []],
  ['nc -z 10.0.0.1 80; nc -z localhost 80', []],
])('the Services of “%s”', (text, expected) => {
  expect(servicesIn(text, 'shop').map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(
    expected,
  );
});
