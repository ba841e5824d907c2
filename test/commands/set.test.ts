import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../kubeconfig/folder.ts';
import { getSetting, notFound } from './get-setting.ts';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default', resourceVersion: '7', managedFields: [{}] },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        initContainers: [{ name: 'init', image: 'old' }],
        containers: [
          {
            name: 'web',
            image: 'old',
            env: [
              { name: 'LEVEL', value: 'low' },
              { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'KEY' } } },
            ],
          },
          { name: 'side', image: 'old', resources: { limits: { memory: '1024Mi' } } },
        ],
      },
    },
  },
};
const inPods = (spec: object): object => ({ spec: { template: { spec } } });
const ORDER = {
  '$setElementOrder/containers': [{ name: 'web' }, { name: 'side' }],
};
const INIT_ORDER = { '$setElementOrder/initContainers': [{ name: 'init' }] };

const objects: Readonly<Record<string, object>> = {
  web: deployment,
  front: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'front', resourceVersion: '7' },
    spec: { selector: { app: 'web' } },
  },
  keys: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, data: { KEY: 'czNjcjN0' } },
  conf: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'conf' },
    data: { 'log.level': 'high' },
  },
};

/** A server with a Deployment, a Service and what they refer to, and what was sent to change it. */
async function setting(): Promise<{
  run: Awaited<ReturnType<typeof getSetting>>['run'];
  sent: { query: string; patch: unknown }[];
}> {
  const sent: { query: string; patch: unknown }[] = [];
  const { run } = await getSetting((url, { method }, body) => {
    const object = objects[url.pathname.split('/').at(-1) ?? ''];
    if (object === undefined) return notFound(url.pathname);
    if (method === 'PATCH') sent.push({ query: url.search, patch: JSON.parse(body) as unknown });
    return object;
  });
  return { run, sent };
}

function manifest(text: string): string {
  const path = join(folder(), 'm.yaml');
  writeFileSync(path, text);
  return path;
}

describe('set image', () => {
  it('sends the images that change, as a strategic merge patch', async () => {
    const { run, sent } = await setting();
    const { out } = await run('set image deployments.apps/web web=new init=new side=old');
    expect(out).toBe('deployment.apps/web image updated\n');
    expect(sent).toEqual([
      {
        query: '?fieldManager=kubectl-set',
        patch: inPods({
          ...ORDER,
          ...INIT_ORDER,
          containers: [{ name: 'web', image: 'new' }],
          initContainers: [{ name: 'init', image: 'new' }],
        }),
      },
    ]);
  });

  it('sends and says nothing when the images are there', async () => {
    const { run, sent } = await setting();
    expect(await run('set image deployments.apps/web *=old')).toMatchObject({
      out: '',
      exitCode: 0,
    });
    expect(sent).toEqual([]);
  });

  it('changes nothing when one of the objects cannot be had', async () => {
    const { run, sent } = await setting();
    const { err, exitCode } = await run('set image deployments.apps web nope web=new');
    expect(err).toContain('"nope" not found');
    expect(exitCode).toBe(1);
    expect(sent).toEqual([]);
  });

  it('goes on after a name that no container has', async () => {
    const { run, sent } = await setting();
    const { out, err } = await run('set image svc/front deployments.apps/web web=new nope=x');
    expect(out).toBe('deployment.apps/web image updated\n');
    expect(err).toBe(
      'error: unable to find container named "nope"\n' +
        'error: services/front the object is not a pod or does not have a pod template: *v1.Service\n\n',
    );
    expect(sent).toHaveLength(1);
  });

  it('changes manifests without a server, and prints them as Go types', async () => {
    const { run, sent } = await setting();
    const file = manifest(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{image: x, name: c}]}\n',
    );
    const { out } = await run(['set', 'image', '--local', '-f', file, 'c=y', '-o', 'json']);
    expect(JSON.stringify(JSON.parse(out))).toBe(
      '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"},"spec":{"containers":[{"name":"c","image":"y","resources":{}}]},"status":{}}',
    );
    expect(sent).toEqual([]);
  });

  it('refuses kinds whose fields it does not know', async () => {
    const { run } = await setting();
    const file = manifest('apiVersion: x.io/v1\nkind: Widget\nmetadata: {name: a}\n');
    const { err } = await run(['set', 'image', '--local', '-f', file, 'c=y']);
    expect(err).toContain('no kind "Widget" is registered for version "x.io/v1"');
  });
});

describe('set env', () => {
  it('keeps the order, adds and removes', async () => {
    const { run, sent } = await setting();
    await run('set env deployments.apps/web -c web LEVEL=high NEW=1 KEY-');
    expect(sent[0]?.patch).toEqual(
      inPods({
        ...ORDER,
        containers: [
          {
            name: 'web',
            '$setElementOrder/env': [{ name: 'LEVEL' }, { name: 'NEW' }],
            env: [
              { name: 'LEVEL', value: 'high' },
              { name: 'NEW', value: '1' },
              { $patch: 'delete', name: 'KEY' },
            ],
          },
        ],
      }),
    );
  });

  it('takes keys of a config map over, and says how it calls them', async () => {
    const { run, sent } = await setting();
    const { err } = await run('set env deployments.apps/web -c side --from=cm/conf --prefix=A_');
    expect(err).toBe('Warning: key log.level transferred to LOG_LEVEL\n');
    expect(sent[0]?.patch).toEqual(
      inPods({
        ...ORDER,
        containers: [
          {
            name: 'side',
            env: [
              {
                name: 'A_LOG_LEVEL',
                valueFrom: { configMapKeyRef: { key: 'log.level', name: 'conf' } },
              },
            ],
          },
        ],
      }),
    );
  });

  it('lists what there would be, and sends nothing', async () => {
    const { run, sent } = await setting();
    const { out } = await run('set env deployments.apps/web --list NEW=1 -c web');
    expect(out).toBe(
      '# Deployment web, container web\nLEVEL=low\n# KEY from secret keys, key KEY\nNEW=1\n',
    );
    expect((await run('set env deployments.apps/web --list --resolve -c web')).out).toBe(
      '# Deployment web, container web\nLEVEL=low\nKEY=s3cr3t\n',
    );
    expect(sent).toEqual([]);
  });

  it('reads lines of KEY=VALUE from stdin', async () => {
    const { run } = await setting();
    const { out } = await run('set env deployments.apps/web -c side -e - --list', {
      stdin: 'A=1\n# comment\nnothing\nB=x # y\r\n',
    });
    expect(out).toBe('# Deployment web, container side\nA=1\nB=x \n');
  });

  it('keeps values that are there when told to', async () => {
    const { run, sent } = await setting();
    const { err } = await run('set env deployments.apps/web LEVEL=high --overwrite=false');
    expect(err).toBe(
      "error: deployments/web 'LEVEL' already has a value (low), and --overwrite is false\n",
    );
    expect(sent).toEqual([]);
  });

  it('warns when no container is meant', async () => {
    const { run } = await setting();
    expect(await run('set env deployments.apps/web A=1 -c nope')).toMatchObject({
      err: 'Warning: Deployment/web does not have any containers matching "nope"\n',
      exitCode: 0,
    });
  });

  it.each([
    ['A=1 A-', 'can not both modify and remove the same environment variable in the same command'],
    ['-e A', 'unknown environment variable: A'],
    ['--keys=a B=1', 'when specifying --keys, a configmap or secret must be provided with --from'],
    ['A=1 web', 'all resources must be specified before environment changes: web A=1 web'],
  ])('refuses %s', async (words, problem) => {
    const { run } = await setting();
    const line = `set env ${words.endsWith(' web') ? 'web' : 'deployments.apps/web'} ${words}`;
    expect((await run(line)).err).toBe(`error: ${problem}\n`);
  });
});

describe('set resources', () => {
  it('keeps what is not named, and sends canonical quantities', async () => {
    const { run, sent } = await setting();
    await run('set resources deployments.apps/web -c s* --limits=cpu=1500m,memory=1048576Ki');
    expect(sent[0]?.patch).toEqual(
      inPods({ ...ORDER, containers: [{ name: 'side', resources: { limits: { cpu: '1500m' } } }] }),
    );
  });

  it.each([
    ['--limits=cpu', 'Invalid argument syntax cpu, expected <resource>=<value>'],
    [
      '--limits=',
      'you must specify an update to requests or limits (in the form of --requests/--limits)',
    ],
    ['--limits=cpu=1 -c x', 'unable to find container named x'],
  ])('refuses %s', async (words, problem) => {
    const { run } = await setting();
    expect((await run(`set resources deployments.apps/web ${words}`)).err).toBe(
      `error: ${problem}\n`,
    );
  });
});

describe('set selector', () => {
  it('replaces the selector, of a certain version where one is named', async () => {
    const { run, sent } = await setting();
    const { out } = await run('set selector svc/front tier=a --resource-version=7');
    expect(out).toBe('service/front selector updated\n');
    expect(sent[0]?.patch).toEqual({
      metadata: { resourceVersion: '7' },
      spec: { selector: { app: null, tier: 'a' } },
    });
  });

  it('is for services and equalities', async () => {
    const { run } = await setting();
    expect((await run('set selector deployments.apps/web a=b')).err).toBe(
      'error: setting a selector is only supported for Services\n',
    );
    expect((await run('set selector svc/front b,a!=c')).err).toBe(
      'error: "!=" is not a valid label selector operator\n',
    );
    expect((await run(['set', 'selector', 'svc/front', 'b in (y,x),!a'])).err).toBe(
      'error: match expression [{a DoesNotExist []} {b In [x y]}] not supported on this object\n',
    );
  });
});

describe('set serviceaccount', () => {
  it('sends even what changes nothing', async () => {
    const { run, sent } = await setting();
    expect((await run('set sa deployments.apps/web builder --dry-run=server')).out).toBe(
      'deployment.apps/web serviceaccount updated (server dry run)\n',
    );
    expect((await run(['set', 'sa', 'deployments.apps/web', ''])).exitCode).toBe(0);
    expect(sent).toEqual([
      {
        query: '?dryRun=All&fieldManager=kubectl-set',
        patch: inPods({ serviceAccountName: 'builder' }),
      },
      { query: '?fieldManager=kubectl-set', patch: {} },
    ]);
  });
});

describe('set subject', () => {
  it('adds who is not bound yet', async () => {
    const { run } = await setting();
    const file = manifest(`apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: viewers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: ada}]
`);
    const line = `set subject --local -f ${file} --user=ada`;
    expect((await run(line)).out).toBe('');
    const { out } = await run(
      `${line} --group=ops --serviceaccount=:builder -o jsonpath={.subjects}`,
    );
    expect(JSON.parse(out)).toEqual([
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ada' },
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'ops' },
      { kind: 'ServiceAccount', name: 'builder', namespace: 'default' },
    ]);
    expect((await run(`${line} --serviceaccount=x`)).err).toBe(
      'error: serviceaccount must be <namespace>:<name>\n',
    );
  });
});
