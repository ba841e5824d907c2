import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JSONObject } from '../../src/api/types.ts';
import { aggregated } from '../discovery/api-server.ts';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { getSetting } from './get-setting.ts';
import { type Answer, type ServerPlan, startRemoteServer } from './remote-server.ts';

const probe = { exec: { command: ['true'] } };
const web = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web',
    namespace: 'default',
    uid: 'u',
    resourceVersion: '7',
    labels: { app: 'web' },
    annotations: { note: 'hi' },
  },
  spec: {
    nodeName: 'n1',
    initContainers: [{ name: 'prepare', image: 'i' }],
    containers: [
      {
        name: 'main',
        image: 'app:1',
        command: ['serve'],
        args: ['-v'],
        livenessProbe: probe,
        readinessProbe: probe,
        startupProbe: probe,
      },
      { name: 'side', image: 'side:1' },
    ],
  },
  status: { phase: 'Running' },
};
type Spec = Record<string, unknown> & { containers: JSONObject[] };
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: { metadata?: JSONObject; spec: Spec } & JSONObject;
}

/** Runs `debug …` against a server with the pod `web`, the node `n1` and a config map; answers what was sent, too. */
async function debug(
  line: string,
  { pod = web, refusal }: { pod?: object; refusal?: object } = {},
): Promise<Outcome & { sent: Sent[] }> {
  const sent: Sent[] = [];
  const { run } = await getSetting(({ pathname }, { method = '' }, body) => {
    if (method !== 'GET') {
      sent.push({ method, path: pathname, body: JSON.parse(body) as Sent['body'] });
      return refusal ?? (method === 'POST' ? (JSON.parse(body) as object) : pod);
    }
    if (pathname.endsWith('/nodes/n1')) {
      return { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } };
    }
    if (pathname.endsWith('/configmaps/c')) {
      return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } };
    }
    return pathname.endsWith('/pods/web') ? pod : undefined;
  });
  return { ...(await run(['debug', ...line.split(' ')], { program: 'kubectl' })), sent };
}

const fails = async (line: string): Promise<string> => {
  const { err, exitCode, sent } = await debug(line);
  expect([exitCode, sent]).toEqual([1, []]);
  return err;
};

describe('debug a pod', () => {
  it('adds an ephemeral container, with what the flags say', async () => {
    const { out, err, exitCode, sent } = await debug(
      'web --image=tools:1 -c t --target=main --env=A=b=c -i -t --attach=false --image-pull-policy=Never -- sh -c x',
    );
    expect([out, err, exitCode]).toEqual([
      'Targeting container "main". If you don\'t see processes from this container it may be because the container runtime doesn\'t support this feature.\n',
      '',
      0,
    ]);
    expect(sent).toEqual([
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/default/pods/web/ephemeralcontainers',
        body: {
          spec: {
            ephemeralContainers: [
              {
                name: 't',
                image: 'tools:1',
                command: ['sh', '-c', 'x'],
                env: [{ name: 'A', value: 'b=c' }],
                imagePullPolicy: 'Never',
                resources: {},
                securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
                stdin: true,
                targetContainerName: 'main',
                terminationMessagePolicy: 'File',
                tty: true,
              },
            ],
          },
        },
      },
    ]);
  });

  it('adds it after those that there are', async () => {
    const pod = {
      ...web,
      spec: { ...web.spec, ephemeralContainers: [{ name: 'old', image: 'i' }] },
    };
    const { sent } = await debug('web --image=i -c new --arguments-only -- x', { pod });
    expect(sent[0]?.body.spec).toEqual({
      '$setElementOrder/ephemeralContainers': [{ name: 'old' }, { name: 'new' }],
      ephemeralContainers: [expect.objectContaining({ name: 'new', args: ['x'] })],
    });
  });

  it('makes up a name for the container, and says so', async () => {
    const { out, sent } = await debug('web --image=i');
    expect(out).toMatch(/^Defaulting debug container name to debugger-[b-z2-9]{5}\.\n$/);
    expect(out).toContain(
      (sent[0]!.body.spec as unknown as { ephemeralContainers: { name: string }[] })
        .ephemeralContainers[0]?.name,
    );
    expect((await debug('web --image=i -q')).out).toBe('');
  });

  it('debugs one after the other, until one cannot be', async () => {
    const { err, sent } = await debug('web configmap/c web --image=i -c t');
    expect(err).toBe('error: "/v1, Kind=ConfigMap" not supported by debug\n');
    expect(sent).toHaveLength(1);
  });

  it('warns when the user of the pod cannot use what is granted', async () => {
    const pod = { ...web, spec: { ...web.spec, securityContext: { runAsUser: 5 } } };
    const granted = await debug('web --image=i -c t --profile=netadmin', { pod });
    expect(granted.err).toMatch(/^Warning: Non-root user is configured for the entire target Pod/);
    expect((await debug('web --image=i -c t --profile=baseline', { pod })).err).toBe('');
    const root = file('securityContext: {runAsUser: 0}');
    expect((await debug(`web --image=i -c t --custom=${root}`, { pod })).err).toBe('');
  });

  it('says when the cluster has no ephemeral containers', async () => {
    const refusal = {
      kind: 'Status',
      status: 'Failure',
      reason: 'NotFound',
      message: 'not here',
      details: {},
      code: 404,
    };
    expect((await debug('web --image=i -c t', { refusal })).err).toBe(
      'error: ephemeral containers are disabled for this cluster (error from server: "not here")\n',
    );
    const gone = { ...refusal, message: 'pods "web" not found', details: { name: 'web' } };
    expect((await debug('web --image=i -c t', { refusal: gone })).err).toBe(
      'Error from server (NotFound): pods "web" not found\n',
    );
  });
});

const rights = {
  legacy: undefined,
  general: { capabilities: { add: ['SYS_PTRACE'] } },
  baseline: undefined,
  netadmin: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
  restricted: {
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  sysadmin: { privileged: true },
};

describe.each(Object.entries(rights))('--profile=%s', (profile, securityContext) => {
  const notice =
    profile === 'legacy'
      ? '--profile=legacy is deprecated and planned to be removed in v1.39. It is recommended to specify other profile, for example "--profile=general".\n'
      : '';

  it('grants it to the container of a copy, which is fitted to its purpose', async () => {
    const { err, sent } = await debug(`web --image=i -c t --copy-to=w2 --profile=${profile}`);
    const kept = profile === 'legacy';
    expect(err).toBe(notice);
    expect(sent[0]?.body.spec.containers.at(-1)?.['securityContext']).toEqual(securityContext);
    expect(sent[0]?.body.metadata).toEqual({
      name: 'w2',
      namespace: 'default',
      ...(kept ? { annotations: { note: 'hi' } } : {}),
    });
    expect(sent[0]?.body.spec.containers[0]?.['livenessProbe']).toEqual(kept ? probe : undefined);
    expect(sent[0]?.body.spec['shareProcessNamespace']).toBe(kept ? undefined : true);
  });

  it('opens a node as far as it goes', async () => {
    const { out, sent } = await debug(`node/n1 --image=i --profile=${profile}`);
    const name = sent[0]?.body.metadata?.['name'] as string;
    expect(out).toBe(`Creating debugging pod ${name} with container debugger on node n1.\n`);
    expect(name).toMatch(/^node-debugger-n1-[b-z2-9]{5}$/);
    const { containers, volumes, ...rest } = sent[0]!.body.spec;
    const files = ['legacy', 'general', 'sysadmin'].includes(profile);
    const namespaces = files || profile === 'netadmin';
    expect(containers[0]?.['securityContext']).toEqual(
      profile === 'general' ? undefined : securityContext,
    );
    expect(volumes).toEqual(files ? [{ name: 'host-root', hostPath: { path: '/' } }] : undefined);
    expect(containers[0]?.['volumeMounts']).toEqual(
      files ? [{ name: 'host-root', mountPath: '/host' }] : undefined,
    );
    expect(rest).toEqual({
      nodeName: 'n1',
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
      ...(namespaces ? { hostNetwork: true, hostPID: true, hostIPC: true } : {}),
    });
  });
});

describe('debug --copy-to', () => {
  it('changes a container: what is not said stays', async () => {
    const { sent } = await debug('web --copy-to=w2 -c main -i --attach=false -- sh');
    expect(sent[0]?.body.spec.containers).toEqual([
      {
        name: 'main',
        image: 'app:1',
        command: ['sh'],
        resources: {},
        stdin: true,
        securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
      },
      { name: 'side', image: 'side:1', resources: {} },
    ]);
    expect(sent[0]?.body.spec['nodeName']).toBeUndefined();
  });

  it('keeps what it is told to keep', async () => {
    const { sent } = await debug(
      'web --copy-to=w2 -c main --image=i --same-node --share-processes=false --keep-labels --keep-annotations --keep-liveness --keep-readiness --keep-startup --keep-init-containers=false',
    );
    const { metadata, spec } = sent[0]!.body;
    expect(metadata).toMatchObject({ labels: { app: 'web' }, annotations: { note: 'hi' } });
    expect(spec).toMatchObject({ nodeName: 'n1', shareProcessNamespace: false });
    expect(spec).not.toHaveProperty('initContainers');
    expect(spec.containers[0]).toMatchObject({
      image: 'i',
      command: ['serve'],
      args: ['-v'],
      livenessProbe: probe,
      readinessProbe: probe,
      startupProbe: probe,
    });
  });

  it('only sets images where nothing else is asked for, and leaves the rest alone', async () => {
    const { out, sent } = await debug('web --copy-to=w2 --set-image=*=all:1,main=one:1 -i');
    expect(out).toBe('');
    const { metadata, spec } = sent[0]!.body;
    expect(spec.containers.map(({ image }) => image)).toEqual(['one:1', 'all:1']);
    expect(spec.containers[0]?.['livenessProbe']).toEqual(probe);
    expect(metadata).toMatchObject({ labels: { app: 'web' } });
  });

  it('deletes the pod that was copied with --replace, once there is a copy', async () => {
    const { sent } = await debug('web --copy-to=w2 --set-image=main=i --replace');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/namespaces/default/pods',
      'DELETE /api/v1/namespaces/default/pods/web',
    ]);
    expect(sent[1]?.body).toEqual({ gracePeriodSeconds: 0 });
  });

  it('needs an image for a container that is not there', async () => {
    expect(await fails('web --copy-to=w2 -c nope -- sh')).toBe(
      'error: you must specify image when creating new container\n',
    );
  });
});

function file(text: string): string {
  const path = join(folder(), 'custom');
  writeFileSync(path, text);
  return path;
}

describe('debug --custom', () => {
  it('merges a part of a container into what the profile makes', async () => {
    const path = file(
      '{"env": [{"name": "A", "value": 1}, {"name": "N"}], "resources": {"limits": {"cpu": 1}}, "workingDir": true, "nosuch": 1, "securityContext": {"runAsUser": 0},}',
    );
    const { sent } = await debug(`node/n1 --image=i --env=A=b --profile=sysadmin --custom=${path}`);
    expect(sent[0]?.body.spec.containers).toEqual([
      {
        name: 'debugger',
        image: 'i',
        env: [{ name: 'A', value: '1' }, { name: 'N' }],
        resources: { limits: { cpu: '1' } },
        securityContext: { privileged: true, runAsUser: 0 },
        terminationMessagePolicy: 'File',
        volumeMounts: [{ name: 'host-root', mountPath: '/host' }],
        workingDir: 'true',
      },
    ]);
    const { sent: empty } = await debug(`web --image=i -c t --custom=${file('')}`);
    expect(empty).toHaveLength(1);
  });

  it.each([
    ['name: x', 'name, command, image, lifecycle and volume devices are not modifiable'],
    ['lifecycle: {}', 'name, command, image, lifecycle and volume devices are not modifiable'],
    ['[]', 'json: cannot unmarshal array into Go value of type v1.Container'],
    ['env: 3', 'cannot unmarshal number into Go struct field Container.env of type []v1.EnvVar'],
    ['{', 'yaml: line 1: did not find expected node content'],
  ])('refuses %j', async (text, words) => {
    expect(await fails(`web --image=i --custom=${file(text)}`)).toContain(words);
  });

  it('says which file is missing', async () => {
    const path = `${folder()}/x`;
    expect(await fails(`web --image=i --custom=${path}`)).toBe(
      `error: must pass a container spec json file for custom profile: open ${path}: no such file or directory\n`,
    );
  });
});

it.each([
  ['web', 'you must specify --image when not using --copy-to.'],
  ['--image=i', 'NAME or filename is required for debug'],
  ['web --copy-to=x', 'you must specify --image, --set-image or command arguments.'],
  [
    'web --copy-to=x -- sh',
    'you must specify an existing container or a new image when specifying args.',
  ],
  ['web --replace --same-node', '--replace may only be used with --copy-to.'],
  ['web --same-node --set-image=a=b', '--same-node may only be used with --copy-to.'],
  ['web --set-image=a=b', '--set-image may only be used with --copy-to.'],
  ['web --image=A//b', 'invalid image name "A//b": invalid reference format'],
  ['web --image=i --profile=auto', 'unknown profile: auto'],
  ['web --image=i --image-pull-policy=x', 'invalid image pull policy: x'],
  [
    'web --copy-to=x --set-image=a=A//',
    'invalid image name "A//" for container "a": invalid reference format',
  ],
  [
    'web --image=i --copy-to=x --target=t',
    '--target is incompatible with --copy-to. Use --share-processes instead.',
  ],
  ['web --image=i -t', '-i/--stdin is required for containers with -t/--tty=true'],
])('debug %s is refused', async (line, words) => {
  expect(await fails(line)).toBe(`error: ${words}\n`);
});

it.each([
  ['--env=A', 'A must be formatted as key=value'],
  ['--env=A=b,C=d,E', 'E must be formatted as key=value'],
  ['--set-image=', ' must be formatted as key=value'],
])('debug %s is no map', async (flag, words) => {
  const { err } = await debug(`web --image=i ${flag}`);
  expect(err).toContain(`: ${words}\n`);
});

const json = (value: object, code = 200): Answer => [
  code,
  'application/json',
  JSON.stringify(value),
];

describe('debug --attach', () => {
  /** A server whose ephemeral container `t` goes through these states, one a look. */
  const attached = async (
    states: readonly (object | 'gone')[],
    words: readonly string[] = [],
    plan: Partial<ServerPlan> = {},
  ): Promise<Outcome & { asked: string[] }> => {
    const asked: string[] = [];
    let looks = 0;
    const { server, stop } = await startRemoteServer({
      session: async (session) => {
        asked.push('attach');
        await session.send(1, 'live\n');
        await session.send(3, '{"status":"Success"}');
        session.end();
      },
      ...plan,
      get: ({ pathname, search }) => {
        const known = aggregated([])[pathname];
        if (known !== undefined && typeof known !== 'string') {
          return [200, known.type ?? 'application/json', known.body];
        }
        asked.push(pathname.replace('/api/v1/namespaces/default/', ''));
        if (pathname.endsWith('/log')) return [200, 'text/plain', 'early\n'];
        const spec = { ...web.spec, ephemeralContainers: [{ name: 't', image: 'i' }] };
        if (search.includes('watch=')) {
          const lines = states.slice(1).map((state) => {
            const status = { ephemeralContainerStatuses: [{ name: 't', state }] };
            const type = state === 'gone' ? 'DELETED' : 'MODIFIED';
            return `${JSON.stringify({ type, object: { ...web, spec, status } })}\n`;
          });
          return [200, 'application/json', lines.join('')];
        }
        if (!search.includes('fieldSelector')) return json(web);
        looks++;
        const status = { ephemeralContainerStatuses: [{ name: 't', state: states[0] }] };
        return json({
          kind: 'PodList',
          apiVersion: 'v1',
          metadata: { resourceVersion: String(looks) },
          items: [{ ...web, spec, status }],
        });
      },
    });
    onTestFinished(stop);
    const outcome = await kubist(
      ['debug', 'web', '--image=i', '-c', 't', '-s', server, '--attach', ...words],
      { env: { HOME: folder() }, program: 'kubectl' },
    );
    return { ...outcome, asked };
  };

  const waiting = (message: string): object => ({ waiting: { reason: 'Why', message } });
  const steps = ['pods/web', 'pods/web/ephemeralcontainers', 'pods'];

  it('joins the container once it runs, and tells what keeps it from running', async () => {
    const states = [{}, waiting(''), waiting('no image'), { running: {} }];
    const { out, err, exitCode, asked } = await attached(states);
    expect([out, exitCode]).toEqual(['live\n', 0]);
    expect(err).toMatch(
      /^Warning: container t: no image\nAll commands and output .*\nIf you don't see a command prompt, try pressing enter\.\n$/,
    );
    expect(asked).toEqual([...steps, 'pods', 'attach']);
    expect((await attached(states, ['-q'])).err).toBe('');
  });

  it('waits no longer for a pod that is gone', async () => {
    const { err, exitCode } = await attached([{}, 'gone']);
    expect([err, exitCode]).toEqual(['Error from server (NotFound): pods "web" not found\n', 1]);
  });

  it('prints the log of a container that has ended already', async () => {
    const { out, err, asked } = await attached([{ terminated: { exitCode: 3 } }]);
    expect([out, err]).toEqual(['early\n', '']);
    expect(asked).toEqual([...steps, 'pods/web/log']);
  });

  it('falls back to the log where joining is refused', async () => {
    const { out, err, exitCode } = await attached([{ running: {} }], ['-q'], {
      refuse: () => json({ kind: 'Status', status: 'Failure', message: 'no', code: 403 }, 403),
    });
    expect([out, exitCode]).toEqual(['early\n', 0]);
    expect(err).toBe(
      "warning: couldn't attach to pod/web, falling back to streaming logs: unable to upgrade connection: no\n",
    );
  });
});
