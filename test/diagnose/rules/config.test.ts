import { describe, expect, test } from 'vitest';
import { ago, told } from './judged.ts';
import { diagnosed, happened, waiting } from './kubelet.ts';

const env = (kind: string, name: string, key: string) => ({
  env: [{ name: 'LEVEL', valueFrom: { [kind]: { name, key } } }],
});
const settings = {
  metadata: { namespace: 'shop', name: 'settings' },
  data: { log_level: '', region: '' },
};

describe('a ConfigMap that is not there', () => {
  test('is told by what the kubelet says, even where ConfigMaps cannot be read', () => {
    const { findings } = diagnosed({
      container: env('configMapKeyRef', 'app', 'level'),
      status: waiting('CreateContainerConfigError', 'configmap "app" not found'),
    });
    expect(findings).toMatchObject([
      {
        id: 'CFG-01',
        confidence: 'high',
        fatal: true,
        cause:
          'ConfigMap app does not exist in namespace shop, but env LEVEL of container app asks for it.',
      },
    ]);
  });

  test('is seen from the objects before the kubelet says so', () => {
    const { findings, verdict } = diagnosed({
      container: env('configMapKeyRef', 'setting', 'level'),
      status: waiting('ContainerCreating'),
      podStatus: { phase: 'Pending', startTime: ago(5) },
      lists: { ConfigMap: [settings] },
    });
    expect(verdict).toBe('progressing');
    expect(findings).toMatchObject([{ id: 'CFG-01', confidence: 'medium', fatal: false }]);
    expect(findings[0]?.cause).toContain('there is one named settings.');
  });

  test('is no matter when it is optional, or has come since', () => {
    const optional = {
      env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'x', key: 'y', optional: true } } }],
    };
    const status = waiting('ContainerCreating');
    const podStatus = { phase: 'Pending' };
    expect(
      diagnosed({ container: optional, status, podStatus, lists: { ConfigMap: [] } }).findings,
    ).toEqual([]);
    const late = diagnosed({
      container: env('configMapKeyRef', 'settings', 'region'),
      status: waiting('CreateContainerConfigError', 'configmap "settings" not found'),
      lists: { ConfigMap: [settings] },
    });
    expect(late.findings).toEqual([]);
  });

  test('does not matter for a volume that no container mounts, or that was mounted before', () => {
    const spec = { volumes: [{ name: 'files', configMap: { name: 'x' } }] };
    const unmounted = {
      spec,
      status: waiting('ContainerCreating'),
      podStatus: { phase: 'Pending' },
    };
    expect(diagnosed({ ...unmounted, lists: { ConfigMap: [] } }).findings).toEqual([]);
    const container = { volumeMounts: [{ name: 'files', mountPath: '/files' }] };
    const running = { state: { running: { startedAt: ago(60) } }, ready: true, started: true };
    const podStatus = { conditions: [{ type: 'Ready', status: 'True' }] };
    const mounted = { spec, container, status: running, podStatus, lists: { ConfigMap: [] } };
    expect(diagnosed(mounted).findings).toEqual([]);
  });

  test('several are told, each by itself', () => {
    const spec = {
      volumes: [
        {
          name: 'files',
          projected: { sources: [{ configMap: { name: 'a' } }, { secret: { name: 'b' } }] },
        },
      ],
    };
    const container = {
      envFrom: [{ secretRef: { name: 'c' } }],
      volumeMounts: [{ name: 'files', mountPath: '/files' }],
    };
    const { findings } = diagnosed({
      spec,
      container,
      status: waiting('ContainerCreating'),
      podStatus: { phase: 'Pending' },
      lists: { ConfigMap: [], Secret: [] },
    });
    expect(findings.map(({ id, cause }) => `${id} ${cause.slice(0, 12)}`)).toEqual([
      'CFG-01 ConfigMap a ',
      'CFG-02 Secret c doe',
      'CFG-02 Secret b doe',
    ]);
  });
});

test('keys of which only the kubelet tells', () => {
  const { findings } = diagnosed({
    container: { volumeMounts: [{ name: 'files', mountPath: '/files' }] },
    spec: {
      volumes: [
        { name: 'files', secret: { secretName: 'tls', items: [{ key: 'tls.crt', path: 'c' }] } },
      ],
    },
    status: waiting('ContainerCreating'),
    podStatus: { phase: 'Pending' },
    events: [
      happened(
        'FailedMount',
        'MountVolume.SetUp failed for volume "files" : references non-existent secret key: tls.crt',
        5,
        {
          involvedObject: { uid: 'web' },
        },
      ),
    ],
  });
  expect(findings[0]).toMatchObject({
    id: 'CFG-03',
    cause: 'Secret tls has no key tls.crt, which volume files asks for.',
  });
});

describe('what else the kubelet finds wrong', () => {
  // Texts of Kubernetes 1.34.
  test.each([
    [
      'container has runAsNonRoot and image has non-numeric user (node), cannot verify user is non-root (pod: "web_shop(0)", container: app)',
      'CFG-05 Container app must not run as root (runAsNonRoot), but the user of image registry.example.com/shop/web:2 is a name (node), which cannot be checked.',
    ],
    [
      'container\'s runAsUser breaks non-root policy (pod: "web_shop(0)", container: app)',
      'CFG-05 Container app must not run as root (runAsNonRoot), but its runAsUser is 0.',
    ],
    [
      'services have not yet been read at least once, cannot construct envvars',
      'CFG-06 The configuration of container app cannot be made: the kubelet has not read the Services yet.',
    ],
    [
      'something new',
      'CFG-06 The configuration of container app cannot be made: the kubelet says "something new".',
    ],
  ])('%s', (message, cause) => {
    expect(told(diagnosed({ status: waiting('CreateContainerConfigError', message) }))).toEqual([
      cause,
    ]);
  });

  test('a cache that is late is nobody’s fault', () => {
    const late = {
      podStatus: { phase: 'Pending' },
      events: [
        happened(
          'FailedMount',
          'MountVolume.SetUp failed for volume "t" : failed to sync secret cache: timed out waiting for the condition',
          5,
          {
            involvedObject: { uid: 'web' },
          },
        ),
      ],
    };
    expect(diagnosed({ ...late, status: waiting('ContainerCreating') })).toMatchObject({
      verdict: 'progressing',
      findings: [{ id: 'CFG-04', severity: 'info', fatal: false }],
    });
    const started = { state: { running: { startedAt: ago(5) } } };
    expect(diagnosed({ ...late, status: started }).findings).toEqual([]);
    // The volumes came in the end, and the container has another trouble.
    const refused = waiting('CreateContainerConfigError', 'configmap "setings" not found');
    const { findings } = diagnosed({ ...late, status: refused });
    expect(findings.map(({ id }) => id)).not.toContain('CFG-04');
    expect(findings).not.toEqual([]);
  });

  test('keys that are no names of variables were left out', () => {
    const { findings } = diagnosed({
      status: { ready: true, started: true, state: { running: { startedAt: ago(60) } } },
      podStatus: { conditions: [{ type: 'Ready', status: 'True' }] },
      events: [
        happened(
          'InvalidEnvironmentVariableNames',
          'Keys [1st, a.b] from the EnvFrom configMap shop/settings were skipped since they are considered invalid environment variable names.',
          5,
          {
            involvedObject: { uid: 'web' },
          },
        ),
      ],
    });
    expect(findings).toMatchObject([{ id: 'CFG-07', severity: 'warning' }]);
    expect(findings[0]?.cause).toContain('1st, a.b');
  });
});
