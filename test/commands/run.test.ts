import { describe, expect, it, onTestFinished } from 'vitest';
import { kubist, type Outcome, type Setting } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { getSetting } from './get-setting.ts';
import { type ServerPlan, startRemoteServer } from './remote-server.ts';

const offline = (words: readonly string[]): Promise<Outcome> =>
  kubist(['run', 'web', '--image=nginx', '--dry-run=client', ...words], {
    env: { HOME: folder() },
    program: 'kubectl',
  });

describe('run', () => {
  it('says what it would create without asking a server', async () => {
    expect(await offline([])).toEqual({ out: 'pod/web created (dry run)\n', err: '', exitCode: 0 });
    const line =
      '-o json --env=A=b=c --labels=z=1,a=2 --port=80 --privileged --restart=Never -i --attach=false --command -- sh -c x';
    const { out } = await offline(line.split(' '));
    expect(JSON.parse(out)).toEqual({
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name: 'web', labels: { a: '2', z: '1' } },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'nginx',
            command: ['sh', '-c', 'x'],
            ports: [{ containerPort: 80 }],
            env: [{ name: 'A', value: 'b=c' }],
            resources: {},
            securityContext: { privileged: true },
            stdin: true,
            stdinOnce: true,
          },
        ],
        restartPolicy: 'Never',
        dnsPolicy: 'ClusterFirst',
      },
      status: {},
    });
  });

  it.each([
    ['--image=a//b', 'error: Invalid image name "a//b": invalid reference format\n'],
    ['--env=1A=b', 'error: invalid env: 1A=b\n'],
    ['--labels=a', 'error: unexpected label spec: a\n'],
    ['--labels==a', 'error: unexpected empty label key\n'],
    ['--annotations==a', 'error: invalid annotations format: =a\n'],
    ['--port=x', 'error: strconv.Atoi: parsing "x": invalid syntax\n'],
    ['--overrides={"kind":"Foo"}', 'error: no kind "Foo" is registered for version "v1"'],
    [
      '--overrides={"spec":{"nodeName":1}}',
      'error: json: cannot unmarshal number into Go struct field PodSpec.spec.nodeName of type string\n',
    ],
    ['--rm', 'error: --rm should only be used for attached containers\n'],
    ['--attach', "error: --dry-run=[server|client] can't be used with attached"],
  ])('refuses %s', async (flag, words) => {
    const { err, exitCode } = await offline([flag]);
    expect({ err, exitCode }).toEqual({ err: expect.stringContaining(words), exitCode: 1 });
  });

  it('warns of flags that do nothing here', async () => {
    const { out, err } = await offline(['-f', 'pod.yaml']);
    expect(out).toBe('pod/web created (dry run)\n');
    expect(err).toBe('Warning: --filename has no effect: run makes the pod of flags alone\n');
  });

  it('creates the pod even when its service is refused, and fails', async () => {
    const { run, asked } = await getSetting((url, _, body) =>
      url.pathname.endsWith('/services')
        ? {
            kind: 'Status',
            status: 'Failure',
            reason: 'AlreadyExists',
            message: 'there',
            code: 409,
          }
        : (JSON.parse(body) as object),
    );
    expect(await run('run web --image=nginx --expose --port=80')).toEqual({
      out: 'pod/web created\n',
      err: 'Error from server (AlreadyExists): there\n',
      exitCode: 1,
    });
    expect(asked).toEqual([
      '/api/v1/namespaces/default/pods?fieldManager=kubectl-run',
      '/api/v1/namespaces/default/services?fieldManager=kubectl-run',
    ]);
  });
});

const json = (value: object): readonly [number, string, string] => [
  200,
  'application/json',
  JSON.stringify(value),
];
const denied = (what: string): readonly [number, string, string] => [
  403,
  'application/json',
  JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'Forbidden',
    message: `${what} is forbidden`,
    code: 403,
  }),
];
const pod = (status: object): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'job', namespace: 'default', uid: 'u' },
  spec: { containers: [{ name: 'job' }] },
  status,
});
const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const failed = (exitCode: number, message?: string): object => ({
  phase: 'Failed',
  containerStatuses: [
    { name: 'job', state: { terminated: { exitCode, reason: 'Error', message } } },
  ],
});

describe('run --attach', () => {
  /** A server whose pod goes through these states, one a look. */
  const attached = async (
    states: readonly (object | undefined)[],
    words: readonly string[],
    plan: Partial<ServerPlan> & { log?: readonly [number, string, string] } = {},
    setting: Setting = {},
  ): Promise<Outcome & { asked: string[] }> => {
    const asked: string[] = [];
    let looks = 0;
    const { server, stop } = await startRemoteServer({
      session: async (session) => {
        await session.send(1, 'live\n');
        await session.send(3, '{"status":"Success"}');
        session.end();
      },
      ...plan,
      get: ({ pathname, search }) => {
        asked.push(pathname.replace('/api/v1/namespaces/default/', ''));
        if (pathname.endsWith('/log')) return plan.log ?? [200, 'text/plain', 'early\n'];
        if (search.includes('fieldSelector')) {
          const status = states[Math.min(looks++, states.length - 1)];
          const items = status === undefined ? [] : [pod(status)];
          return json({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items });
        }
        return json(pod({}));
      },
    });
    onTestFinished(stop);
    const outcome = await kubist(
      ['run', 'job', '--image=i', '-q', '-s', server, '--attach', ...words],
      { env: { HOME: folder() }, program: 'kubectl', ...setting },
    );
    return { ...outcome, asked };
  };

  it('shows what was printed before and since, and ends as the container ended', async () => {
    expect(await attached([ready, failed(3, 'bye')], ['--restart=Never'])).toEqual({
      out: 'early\nlive\n',
      err: 'pod default/job terminated (Error)\nbye\n',
      exitCode: 3,
      asked: ['pods', 'pods', 'pods/job/log', 'pods'],
    });
  });

  it('prints the log of a pod that has ended already', async () => {
    const { out, exitCode, asked } = await attached([{ phase: 'Succeeded' }], ['--restart=Never']);
    expect([out, exitCode]).toEqual(['early\n', 0]);
    expect(asked).toEqual(['pods', 'pods', 'pods/job/log', 'pods']);
  });

  it('does not wait for the end of a pod that is always started again', async () => {
    const { asked, exitCode } = await attached([ready], []);
    expect([asked.length, exitCode]).toEqual([3, 0]);
  });

  it('falls back to the log where attaching is refused, and goes on without it', async () => {
    const refused = await attached([ready, { phase: 'Succeeded' }], ['--restart=Never'], {
      refuse: () => denied('attach'),
    });
    expect(refused.out).toBe('early\nearly\n');
    expect(refused.err).toBe(
      "warning: couldn't attach to pod/job, falling back to streaming logs: unable to upgrade connection: attach is forbidden\n",
    );
    const silent = await attached([ready, { phase: 'Succeeded' }], ['--restart=Never'], {
      log: denied('log'),
    });
    expect([silent.out, silent.err]).toEqual([
      'live\n',
      "warning: couldn't fetch pre-attach logs: log is forbidden\n",
    ]);
  });

  it('says when the exit code is unknown', async () => {
    const { err, exitCode } = await attached([ready, { phase: 'Failed' }], ['--restart=Never']);
    expect([err, exitCode]).toEqual(['error: pod default/job failed with unknown exit code\n', 1]);
  });

  it('deletes the pod afterwards with --rm, also when it did not run', async () => {
    const { asked, exitCode } = await attached([ready, failed(4)], ['--restart=Never', '--rm']);
    expect(asked.slice(-2)).toEqual(['pods/job', 'pods/job']);
    expect(exitCode).toBe(4);
    const gone = await attached([undefined], ['--rm']);
    expect(gone.asked.slice(-2)).toEqual(['pods/job', 'pods/job']);
    expect(gone.err).toBe('Error from server (NotFound): pods "job" not found\n');
  });

  it('deletes the pod with --rm when the user interrupts', async () => {
    const stop = new AbortController();
    const { asked, exitCode } = await attached(
      [ready],
      ['--rm'],
      { session: async () => stop.abort() },
      { signal: stop.signal },
    );
    expect([asked.slice(-2), exitCode]).toEqual([['pods/job', 'pods/job'], 1]);
  });
});
