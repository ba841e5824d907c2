import { describe, expect, test } from 'vitest';
import { ago, type Json } from './judged.ts';
import { diagnosed, ended, happened } from './kubelet.ts';

const running = (seconds: number, more: Json = {}): Json => ({
  state: { running: { startedAt: ago(seconds) } },
  ready: false,
  started: true,
  ...more,
});

const readinessProbe = {
  httpGet: { path: '/ready', port: 8080 },
  periodSeconds: 10,
  failureThreshold: 3,
};
const unready = (message: string, probe: Json = readinessProbe, seconds = 200) =>
  diagnosed({
    container: { readinessProbe: probe, ports: [{ name: 'http', containerPort: 8080 }] },
    status: running(seconds),
    events: [happened('Unhealthy', message)],
  });

describe('a container that is not ready', () => {
  // Texts of Kubernetes 1.34's prober.
  test.each([
    [
      'Readiness probe failed: Get "http://10.0.0.1:8080/ready": dial tcp 10.0.0.1:8080: connect: connection refused',
      'nothing listens on port 8080, although the container declares it',
    ],
    [
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
      'it answers 503: the program itself says that it is not well',
    ],
    [
      'Readiness probe failed: HTTP probe failed with statuscode: 401',
      'it answers 401: /ready wants a login',
    ],
    ['Readiness probe failed: HTTP probe failed with statuscode: 400', 'it answers 400'],
    [
      'Readiness probe failed: Get "http://10.0.0.1:8080/ready": net/http: HTTP/1.x transport connection broken: malformed HTTP response',
      'what answers on the port does not speak HTTP (perhaps HTTPS or gRPC)',
    ],
    [
      'Readiness probe failed: Get "http://10.0.0.1:8080/ready": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      'it does not answer within 1s (timeoutSeconds)',
    ],
    [
      'Readiness probe failed: error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service',
      'the server does not implement the gRPC health protocol (grpc.health.v1.Health)',
    ],
    [
      'Readiness probe failed: service unhealthy (responded with "NOT_SERVING")',
      'the server answers that it is NOT_SERVING',
    ],
    ['(combined from similar events): Readiness probe failed: something new', '"something new"'],
  ])('%s', (message, why) => {
    const { findings } = unready(message);
    expect(findings.map(({ id, fatal, cause }) => [id, fatal, cause])).toEqual([
      [
        'PRB-02',
        true,
        `Container app runs but is not ready: its readiness probe (GET /ready on port 8080) fails: ${why}.`,
      ],
    ]);
  });

  test('is no failure within what its probe allows', () => {
    const message = 'Readiness probe failed: HTTP probe failed with statuscode: 503';
    expect(unready(message, readinessProbe, 20).findings).toEqual([]);
    expect(unready(message, readinessProbe, 50).findings).toMatchObject([{ fatal: false }]);
  });

  test('is told without the event, less surely', () => {
    const { findings } = diagnosed({ container: { readinessProbe }, status: running(200) });
    expect(findings).toMatchObject([{ id: 'PRB-02', confidence: 'medium' }]);
  });

  test('is not asked before its startup probe has succeeded, nor judged by what was before its restart', () => {
    const container = { readinessProbe };
    expect(diagnosed({ container, status: running(200, { started: false }) }).findings).toEqual([]);
    const old = happened('Unhealthy', 'Readiness probe failed: old news', 500);
    const { findings } = diagnosed({ container, status: running(200), events: [old] });
    expect(findings[0]?.cause).not.toContain('old news');
  });
});

describe('a container that is killed', () => {
  const livenessProbe = { exec: { command: ['check'] }, initialDelaySeconds: 5, periodSeconds: 5 };
  const killing = happened('Killing', 'Container app failed liveness probe, will be restarted', 18);

  test('by its liveness probe', () => {
    const { findings } = diagnosed({
      container: { livenessProbe },
      status: ended(137, 2),
      events: [
        killing,
        happened(
          'Unhealthy',
          'Liveness probe failed: command timed out: "check" timed out after 1s',
          18,
        ),
      ],
      log: 'loading 10 GB of data\n',
    });
    expect(findings).toMatchObject([
      {
        id: 'PRB-01',
        fatal: true,
        cause:
          'Container app is killed again and again by its liveness probe (command check): it does not answer within 1s (timeoutSeconds).',
      },
    ]);
    expect(findings[0]?.evidence.map(({ text }) => text)).toContain(
      'liveness probe: command check; delay 5s, timeout 1s, every 5s, 3 failures: killed 20s after its start at the earliest',
    );
    expect(findings[0]?.evidence.at(-1)?.text).toBe('loading 10 GB of data');
  });

  test('once is not yet for good', () => {
    const { verdict, findings } = diagnosed({
      container: { livenessProbe },
      status: ended(137, 0),
      events: [killing],
    });
    expect(findings).toMatchObject([{ id: 'PRB-01', fatal: false }]);
    expect(verdict).toBe('progressing');
  });

  test('long before it last ended was killed for another reason', () => {
    const { findings } = diagnosed({
      container: { livenessProbe },
      status: ended(1, 4),
      events: [happened('Killing', 'Container app failed liveness probe, will be restarted', 900)],
    });
    expect(findings[0]?.id).toBe('RUN-01');
  });
});

test('a port name that no port has', () => {
  const probe = (kind: string) =>
    diagnosed({
      container: {
        [kind]: { httpGet: { port: 'htp' } },
        ports: [{ name: 'http', containerPort: 8080 }],
      },
      status: running(200, { ready: true }),
    }).findings[0];
  expect(probe('readinessProbe')).toMatchObject({ id: 'PRB-03', severity: 'error' });
  expect(probe('livenessProbe')).toMatchObject({ id: 'PRB-03', severity: 'warning' });
  expect(probe('readinessProbe')?.cause).toBe(
    'The readiness probe of container app asks port "htp", which none of its ports is named (8080 (http)).',
  );
});

test('a readiness gate that is closed is told after what it takes', () => {
  const gated = (seconds: number) =>
    diagnosed({
      spec: {
        readinessGates: [{ conditionType: 'example.com/a' }, { conditionType: 'example.com/b' }],
      },
      status: running(200, { ready: true }),
      podStatus: {
        conditions: [
          { type: 'example.com/a', status: 'True' },
          {
            type: 'Ready',
            status: 'False',
            reason: 'ReadinessGatesNotReady',
            message: 'the status of pod readiness gate "example.com/b" is not "True", but False',
            lastTransitionTime: ago(seconds),
          },
        ],
      },
    }).findings[0];
  expect(gated(30)).toMatchObject({ id: 'GAT-01', fatal: false });
  expect(gated(130)).toMatchObject({ id: 'GAT-01', fatal: true });
  expect(gated(130)?.cause).toContain('the readiness gate example.com/b is not');
});
