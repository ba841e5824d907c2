import { describe, expect, test } from 'vitest';
import { exitText } from '../../../src/diagnose/rules/shared/exit-codes.ts';
import { causeOfLog } from '../../../src/diagnose/rules/shared/log-lines.ts';
import { nearest } from '../../../src/diagnose/rules/shared/nearest.ts';
import { readStartError } from '../../../src/diagnose/rules/shared/start-error.ts';
import { ago, type Json, judged, told } from './judged.ts';
import { diagnosed, ended, happened, waiting } from './kubelet.ts';

describe('what a log says of a crash', () => {
  test.each([
    [
      'Go',
      'starting\npanic: no route\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:3\nexit status 2',
      'panic: no route',
    ],
    [
      'Python',
      'Traceback (most recent call last):\n  File "app.py", line 3, in <module>\n    connect()\nConnectionError: db is down\n',
      'ConnectionError: db is down',
    ],
    [
      'Java',
      'Exception in thread "main" java.lang.IllegalStateException: start\n\tat shop.Main.main(Main.java:3)\nCaused by: java.net.ConnectException: Connection refused\n\t... 3 more',
      'Caused by: java.net.ConnectException: Connection refused',
    ],
    [
      'Node',
      "node:internal/modules\n  throw err;\n  ^\n\nError: Cannot find module 'express'\n    at Module._resolve (node:internal)\n\nNode.js v22",
      "Error: Cannot find module 'express'",
    ],
    [
      'a logger',
      '2026-01-01T12:00:00.123Z INFO up\n2026-01-01T12:00:01Z ERROR no such table: users\n2026-01-01T12:00:02Z INFO bye',
      'ERROR no such table: users',
    ],
    ['nothing that looks like an error', 'one\ntwo\nthree\n', 'three'],
  ])('of %s', (_, log, line) => {
    expect(causeOfLog(log)?.line).toBe(line);
  });

  test('of an empty one is nothing', () => {
    expect(causeOfLog('\n \n')).toBeUndefined();
  });
});

describe('a container that ends again and again', () => {
  test('is a crash loop, with the code, its meaning and the line of the log', () => {
    const { findings, verdict } = diagnosed({ status: ended(1, 3), log: 'Error: no license\n' });
    expect(verdict).toBe('failed');
    expect(findings).toMatchObject([
      {
        id: 'RUN-01',
        fatal: true,
        cause:
          'Container app exits with code 1 (an error of the application) again and again: "Error: no license".',
        fixes: [{ command: '{program} logs web -c app --previous -n shop' }],
      },
    ]);
    expect(findings[0]?.evidence[0]?.text).toBe(
      'exit code 1, an error of the application; after 3s; restarted 3 times',
    );
  });

  test('may still come up after few restarts', () => {
    expect(diagnosed({ status: ended(1, 1) }).verdict).toBe('progressing');
    expect(diagnosed({ status: { ...ended(1, 0) } }).findings).toEqual([]);
  });

  test('is one too while it happens to run', () => {
    const status = { ...ended(1, 4), state: { running: { startedAt: ago(2) } }, ready: true };
    expect(diagnosed({ status }).findings[0]?.id).toBe('RUN-01');
  });

  test('is one that is slow once it runs for longer than before', () => {
    const status = { ...ended(1, 4), state: { running: { startedAt: ago(15) } }, ready: true };
    expect(diagnosed({ status }).findings[0]).toMatchObject({ id: 'RUN-07', severity: 'warning' });
    const once = { ...status, restartCount: 1 };
    expect(diagnosed({ status: once }).findings).toEqual([]);
  });

  test('after a long life has not come to a loop', () => {
    const long = { startedAt: ago(90_000), finishedAt: ago(20) };
    const up = { state: { running: { startedAt: ago(10) } }, ready: true, started: true };
    const podStatus = { conditions: [{ type: 'Ready', status: 'True' }] };
    const once = diagnosed({ status: { ...ended(1, 1, long), ...up }, podStatus });
    expect(once).toMatchObject({ verdict: 'healthy', findings: [] });
    const often = diagnosed({ status: { ...ended(1, 9, long), ...up }, podStatus });
    expect(often).toMatchObject({ verdict: 'healthy', findings: [{ id: 'RUN-07' }] });
    const down = diagnosed({ status: ended(1, 9, long) });
    expect(down).toMatchObject({ verdict: 'progressing', findings: [{ id: 'RUN-01' }] });
  });

  test('does not count when its Job has tried again since', () => {
    const owner = { kind: 'Job', name: 'import', uid: 'job', controller: true };
    const pod = (name: string, seconds: number, status: Json): Json => ({
      metadata: {
        namespace: 'shop',
        name,
        uid: name,
        creationTimestamp: ago(seconds),
        ownerReferences: [owner],
      },
      spec: { restartPolicy: 'Never', containers: [{ name: 'app' }] },
      status,
    });
    const oom = { exitCode: 137, reason: 'OOMKilled', startedAt: ago(90), finishedAt: ago(80) };
    const failed = (name: string, seconds: number): Json =>
      pod(name, seconds, {
        phase: 'Failed',
        containerStatuses: [{ name: 'app', restartCount: 0, state: { terminated: oom } }],
      });
    const job = (status: Json): Json => ({
      metadata: { namespace: 'shop', name: 'import', uid: 'job' },
      spec: { template: {} },
      status,
    });
    const complete = judged({
      Job: [job({ conditions: [{ type: 'Complete', status: 'True' }], succeeded: 1 })],
      Pod: [failed('import-1', 100), pod('import-2', 70, { phase: 'Succeeded' })],
    });
    expect(complete).toMatchObject({ verdict: 'healthy', findings: [] });
    const again = judged({
      Job: [job({})],
      Pod: [failed('import-1', 100), failed('import-2', 70)],
    });
    expect(again.findings[0]?.objects.map(({ name }) => name)).toEqual(['import-2']);
  });

  test('is told with its command, but not with what follows an option for a secret', () => {
    const { findings } = diagnosed({
      container: { command: ['serve', '--db-password', 'hunter2', '--port', '80'] },
      status: ended(1, 3),
    });
    expect(findings[0]?.evidence.at(-1)?.text).toBe(
      'command: ["serve","--db-password","[redacted]","--port","80"]',
    );
  });

  test('is no crash loop when the pod was evicted', () => {
    const podStatus = { phase: 'Failed', reason: 'Evicted' };
    const status = { state: { terminated: { exitCode: 137, reason: 'Error' } } };
    const ids = diagnosed({ status, podStatus }).findings.map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('RUN'))).toEqual([]);
  });

  test('may have been killed for its memory though the runtime does not say so', () => {
    const { findings } = diagnosed({
      container: { resources: { limits: { memory: '64Mi' } } },
      status: ended(137, 2),
    });
    expect(findings).toMatchObject([{ id: 'RUN-02', confidence: 'low' }]);
    expect(findings[0]?.fixes[0]?.command).toContain('replace --force');
  });

  test('is told of its probe where events cannot be seen', () => {
    const { findings } = diagnosed({
      container: { livenessProbe: { httpGet: { port: 80 } } },
      status: ended(137, 2),
    });
    expect(findings[0]).toMatchObject({ id: 'RUN-01' });
    expect(findings[0]?.cause).toContain('perhaps because of its livenessProbe');
  });

  test('ends normally, which is no work for a service', () => {
    expect(told(diagnosed({ status: ended(0, 3, { reason: 'Completed' }) }))[0]).toMatch(
      /^RUN-05 /,
    );
    const status = { state: { terminated: { exitCode: 0, reason: 'Completed' } } };
    const done = { spec: { restartPolicy: 'Never' }, podStatus: { phase: 'Succeeded' }, status };
    expect(diagnosed(done)).toMatchObject({ verdict: 'healthy', findings: [] });
  });
});

describe('a container that cannot be started', () => {
  const RUNC =
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
  // Texts of runc 1.1 under containerd 1.6, and of crun.
  test.each([
    [`${RUNC}exec: "serve": executable file not found in $PATH: unknown`, 'missing', 'serve'],
    [`${RUNC}exec: "/app": stat /app: no such file or directory: unknown`, 'missing', '/app'],
    [`${RUNC}exec: "/app": permission denied: unknown`, 'permission', '/app'],
    [`${RUNC}exec: "/app": is a directory: unknown`, 'permission', '/app'],
    [`${RUNC}exec /app: exec format error: unknown`, 'format', ''],
    [
      `${RUNC}error during container init: error mounting "/v" to rootfs at "/etc/x": not a directory: unknown`,
      'mount',
      '/etc/x',
    ],
    [
      `${RUNC}error during container init: chdir to cwd ("/srv") set in config.json failed: no such file or directory: unknown`,
      'directory',
      '/srv',
    ],
    [
      `${RUNC}error during container init: mkdir /srv: read-only file system: unknown`,
      'read-only',
      '/srv',
    ],
    [`${RUNC}container init was OOM-killed (memory limit too low?): unknown`, 'memory', ''],
    [`${RUNC}something new: unknown`, 'other', ''],
  ])('%s', (message, trouble, what) => {
    expect(readStartError(message)).toMatchObject({ trouble, what });
  });

  test('for a reason that nobody knows is told in the words of the runtime, and may be the node', () => {
    const { findings } = diagnosed({
      status: {
        ...waiting('RunContainerError', `${RUNC}something new: unknown`),
        restartCount: 1,
        lastState: {
          terminated: {
            exitCode: 128,
            reason: 'StartError',
            message: `${RUNC}something new: unknown`,
          },
        },
      },
    });
    expect(findings).toMatchObject([
      {
        id: 'RUN-04',
        class: 'grace',
        cause: 'Container app cannot be started: the container runtime says "something new".',
      },
    ]);
  });
});

test.each([
  [
    'failed to generate container "0" spec: failed to generate spec: no command specified',
    'fatal',
    'neither the image nor the container says what to run',
  ],
  [
    'failed to reserve container name "app_web": name "app_web" is reserved for "0123"',
    'transient',
    'still busy with an earlier attempt',
  ],
  ['context deadline exceeded', 'transient', 'does not answer in time'],
  ['something new', 'grace', 'the container runtime says "something new"'],
])('a container is not created: %s', (message, kind, why) => {
  const { findings } = diagnosed({ status: waiting('CreateContainerError', message) });
  expect(findings).toMatchObject([{ id: 'RUN-06', class: kind }]);
  expect(findings[0]?.cause).toContain(why);
});

test('the memory of the node may be what ran out', () => {
  const node = { metadata: { name: 'node-1', uid: 'c0ffee' } };
  const { findings } = diagnosed({
    status: ended(137, 2),
    lists: { Node: [node] },
    events: [
      {
        involvedObject: { uid: 'node-1' },
        reason: 'SystemOOM',
        message: 'System OOM encountered, victim process: java',
        lastTimestamp: ago(17),
      },
    ],
  });
  expect(findings[0]).toMatchObject({ id: 'RUN-02', confidence: 'medium' });
  expect(findings[0]?.cause).toContain('the node ran out of memory');
});

test.each([
  [1, 'code 1 (an error of the application)'],
  [3, 'code 3'],
  [139, 'code 139 (SIGSEGV: the program crashed in memory that is not its own)'],
  [140, 'code 140 (killed by signal 12)'],
  [
    255,
    'code 255 (an error of the application or of a wrapper around it, often a program for another CPU)',
  ],
])('exit code %i is told as “%s”', (code, text) => {
  expect(exitText(code)).toBe(text);
});

test('the name that was meant is one that differs in little', () => {
  const names = ['db-cred', 'settings', 'LOG_LEVEL'];
  expect(nearest('db-creds', names)).toBe('db-cred');
  expect(nearest('log-level', names)).toBe('LOG_LEVEL');
  expect(nearest('tls', names)).toBeUndefined();
});

test('a hook of a container that was restarted is not taken for the crash that follows', () => {
  const { findings } = diagnosed({
    container: { lifecycle: { postStart: { exec: { command: ['warm', 'up'] } } } },
    status: ended(137, 2),
    events: [happened('FailedPostStartHook', 'PostStartHook failed', 18)],
  });
  expect(findings).toMatchObject([
    {
      id: 'HOK-01',
      fatal: true,
      cause:
        'The postStart hook of container app fails (command warm up), and the container is stopped and started again each time.',
    },
  ]);
});
