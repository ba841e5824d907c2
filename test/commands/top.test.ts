import { describe, expect, it } from 'vitest';
import { formatFieldSelector } from '../../src/commands/top/field-selector.ts';
import { parseLabelSelector } from '../../src/resources/label-selector.ts';
import { getSetting, type GetSetting } from './get-setting.ts';

const METRICS = '/apis/metrics.k8s.io/v1beta1';
const metricsGroup = {
  metadata: { name: 'metrics.k8s.io' },
  versions: [{ version: 'v1beta1', resources: [], freshness: 'Current' }],
};
const now = (): number => Date.UTC(2026, 0, 1, 12);

/** Answers by path; what is not there is not found. */
const setting = (answers: Readonly<Record<string, object>>): Promise<GetSetting> =>
  getSetting(({ pathname }) => answers[pathname], [metricsGroup]);

const list = (kind: string, items: readonly object[]): object => ({
  kind,
  apiVersion: 'v1',
  metadata: {},
  items,
});

describe('top node', () => {
  const answers = {
    [`${METRICS}/nodes`]: list('NodeMetricsList', [
      { metadata: { name: 'small' }, usage: { cpu: '250m', memory: '900Mi' } },
      {
        metadata: { name: 'big' },
        usage: { cpu: '1193915439n', memory: '2000992Ki', swap: '1Mi' },
      },
    ]),
    '/api/v1/nodes': list('NodeList', [
      { metadata: { name: 'asleep' }, status: { allocatable: { cpu: '1', memory: '1Gi' } } },
      {
        metadata: { name: 'big' },
        status: {
          allocatable: { cpu: '1930m', memory: '3000Mi' },
          capacity: { cpu: '2', memory: '4Gi' },
          nodeInfo: { swap: { capacity: 1024 * 1024 * 8 } },
        },
      },
      {
        metadata: { name: 'small' },
        status: {
          allocatable: { cpu: '1', memory: '1Gi' },
          capacity: { cpu: '1', memory: '1Gi' },
        },
      },
    ]),
  };

  it('shows what nodes use, what part that is, and which nodes tell nothing', async () => {
    const { run, asked } = await setting(answers);
    const { out } = await run('top node -l zone=a');
    expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
      'NAME     CPU(cores)   CPU(%)      MEMORY(bytes)   MEMORY(%)',
      'big      1194m        61%         1954Mi          65%',
      'small    250m         25%         900Mi           87%',
      'asleep   <unknown>    <unknown>   <unknown>       <unknown>',
      '',
    ]);
    expect(asked).toEqual([
      `${METRICS}/nodes?labelSelector=zone%3Da`,
      '/api/v1/nodes?labelSelector=zone%3Da',
    ]);
  });

  it('tells of all that nodes have, and of swap', async () => {
    const { run } = await setting(answers);
    const { out } = await run('top no --show-capacity --show-swap --no-headers --sort-by=memory');
    expect(out.split('\n').map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
      'big 1194m 59% 1954Mi 47% 1Mi 12%',
      'small 250m 25% 900Mi 87% <unknown> <unknown>',
      'asleep <unknown> <unknown> <unknown> <unknown> <unknown> <unknown>',
      '',
    ]);
  });
});

describe('top pod', () => {
  const answers = {
    [`${METRICS}/pods`]: list('PodMetricsList', [
      {
        metadata: { name: 'web', namespace: 'shop' },
        containers: [
          { name: 'proxy', usage: { cpu: '1n', memory: '1Mi' } },
          { name: 'app', usage: { cpu: '200m', memory: '300Mi' } },
        ],
      },
      {
        metadata: { name: 'db', namespace: 'shop' },
        containers: [{ name: 'db', usage: { cpu: '1', memory: '128Mi' } }],
      },
      { metadata: { name: 'zero', namespace: 'about' }, containers: [] },
    ]),
  };

  it('adds up the containers of a pod, and all pods', async () => {
    const { run } = await setting(answers);
    const { out } = await run('top pods -A --sum');
    expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
      'NAMESPACE   NAME   CPU(cores)   MEMORY(bytes)',
      'about       zero   0m           0Mi',
      'shop        db     1000m        128Mi',
      'shop        web    201m         301Mi',
      '                   ________     ________',
      '                   1201m        429Mi',
      '',
    ]);
  });

  it('shows the hungriest pods first, and their hungriest containers', async () => {
    const { run } = await setting(answers);
    const { out } = await run('top pod -A --containers --sort-by=memory --no-headers');
    expect(out.split('\n').map((line) => line.split(/ +/).slice(1, 3).join('/'))).toEqual([
      'web/app',
      'web/proxy',
      'db/db',
      '',
    ]);
  });
});

describe('top pod, when there are no metrics', () => {
  const noMetrics = (...seconds: readonly number[]): Promise<GetSetting> =>
    setting({
      [`${METRICS}/namespaces/default/pods`]: list('PodMetricsList', []),
      '/api/v1/namespaces/default/pods': list(
        'PodList',
        seconds.map((age) => ({
          metadata: {
            name: `aged-${age}`,
            namespace: 'default',
            creationTimestamp: new Date(now() - age * 1000).toISOString(),
          },
        })),
      ),
    });

  it('says that there are no pods, which is no failure', async () => {
    const { run } = await noMetrics();
    expect(await run('top pod', { now })).toEqual({
      out: '',
      err: 'No resources found in default namespace.\n',
      exitCode: 0,
    });
  });

  it('asks for patience while no pod is older than two minutes', async () => {
    const { run } = await noMetrics(5, 120);
    expect(await run('top pod', { now })).toEqual({
      out: '',
      err: 'error: metrics not available yet\n',
      exitCode: 1,
    });
  });

  it('names the first pod that should have some', async () => {
    const { run } = await noMetrics(5, 121, 3600);
    const { err, exitCode } = await run('top pod', { now });
    expect(err).toBe('error: Metrics not available for pod default/aged-121, age: 2m1s\n');
    expect(exitCode).toBe(1);
  });
});

describe('top, when it cannot work', () => {
  it('says so when nothing serves metrics', async () => {
    const { run, asked } = await getSetting(() => undefined);
    expect(await run('top node')).toEqual({
      out: '',
      err: 'error: Metrics API not available\n',
      exitCode: 1,
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['top node a b', "node [NAME | -l label]\nSee 'kubectl top node -h' for help and examples"],
    ['top node a -l b', 'only one of NAME or --selector can be provided'],
    ['top pod a --field-selector b=c', 'only one of NAME or selector can be provided'],
    ['top pod --sort-by=name', '--sort-by accepts only cpu or memory'],
    ['top pods --field-selector b', "invalid selector: 'b'; can't understand 'b'"],
  ])('%s', async (line, message) => {
    const { run, asked } = await getSetting(() => undefined);
    expect(await run(line)).toEqual({ out: '', err: `error: ${message}\n`, exitCode: 1 });
    expect(asked).toEqual([]);
  });

  it('shows its help without a subcommand', async () => {
    const { run } = await getSetting(() => undefined);
    const { err, exitCode } = await run('top');
    expect(err).toContain('metrics-server');
    expect(exitCode).toBe(1);
  });
});

describe('selectors on their way to the server', () => {
  it.each([
    ['status.phase!=b,metadata.name==x,,', 'metadata.name=x,status.phase!=b'],
    [String.raw`a\,b=x\\y\=\,`, String.raw`a\,b=x\\y\=\,`],
    ['', ''],
  ])('fields %s', (written, sent) => {
    expect(formatFieldSelector(written)).toBe(sent);
  });

  it.each([
    [String.raw`a=b\c`, String.raw`invalid escape sequence: \c`],
    ['a=b\\', 'invalid escape sequence: \\'],
    ['a=b=c', 'unescaped character in value: 61'],
  ])('fields %s are refused', (written, problem) => {
    expect(() => formatFieldSelector(written)).toThrow(`invalid field selector: ${problem}`);
  });

  it.each([
    ['c=d,a==b,!z,b!=,a', 'a==b,a,b!=,c=d,!z'],
    ['x in (b,a,b,),y notin (1),c>1,d<2', 'c>1,d<2,x in (,a,b),y notin (1)'],
    ['', ''],
  ])('labels %s', (written, sent) => {
    expect(String(parseLabelSelector(written))).toBe(sent);
  });
});
