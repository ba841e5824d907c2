import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/diagnose/model.ts';
import { CASES, NAMESPACE } from './manifest-cases.ts';
import { kubist, type Outcome } from '../../helpers/run-kubist.ts';
import { getSetting, notFound } from '../../commands/get-setting.ts';

const work = mkdtempSync(join(tmpdir(), 'manifests-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const file = join(work, 'web.yaml');

type Answers = Record<string, { code: number; body: Record<string, unknown> }>;

const recorded = JSON.parse(
  readFileSync(new URL('../../../fixtures/manifests/refusals.json', import.meta.url), 'utf8'),
) as Record<string, Answers>;

/** Diagnoses a manifest on a server that answers as recorded, and knows of nothing else. */
async function against(
  manifest: string,
  answers: Answers,
  line = '',
  namespace = `-n ${NAMESPACE}`,
): Promise<Outcome & { report: Report; sent: readonly string[] }> {
  writeFileSync(file, manifest);
  const sent: string[] = [];
  const { run } = await getSetting((url, { method = 'GET' }) => {
    if (method !== 'GET') sent.push(`${method} ${url.pathname}${url.search}`);
    const known = answers[`${method} ${url.pathname}`];
    if (known !== undefined) return known.body;
    const isList = /^\/apis?\/(?:[^/]+\/){1,2}(?:namespaces\/[^/]+\/)?[a-z]+$/.test(url.pathname);
    return isList
      ? { kind: 'List', apiVersion: 'v1', metadata: {}, items: [] }
      : notFound(url.pathname);
  });
  const outcome = await run(
    `diagnose ${namespace} -f ${file} -o json ${line}`.split(' ').filter(Boolean),
  );
  return { ...outcome, report: JSON.parse(outcome.out || '{}') as Report, sent };
}

describe('what a server said of a manifest in a dry run', () => {
  it.each(CASES.map((one) => [one.name, one] as const))('%s', async (name, one) => {
    const { report, exitCode, sent } = await against(one.manifest, recorded[name] ?? {});
    const findings = (report.diagnoses[0]?.findings ?? []).filter(
      ({ severity }) => severity === 'error',
    );
    expect(findings.map(({ id }) => id)).toEqual(one.finds);
    one.causes.forEach((cause, index) => expect(findings[index]?.cause).toMatch(cause));
    expect(findings[0]?.place).toEqual({ file, document: 1, line: one.line });
    expect(exitCode).toBe(2);
    const commands = findings.flatMap(({ fixes }) => fixes.map(({ command }) => command));
    expect(commands.join('\n').replaceAll(file, 'web.yaml')).toMatch(one.fix ?? '');
    // Nothing is changed.
    expect(sent.filter((request) => !request.includes('dryRun=All'))).toEqual([]);
    expect(JSON.stringify(report)).not.toMatch(/hunter2/);
  });
});

describe('a server that judges', () => {
  const map = (name: string, more = ''): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${more}}\n`;
  const path = `/api/v1/namespaces/${NAMESPACE}/configmaps`;
  const accepts = { [`POST ${path}`]: { code: 201, body: { kind: 'ConfigMap', metadata: {} } } };

  it('has no objection: what is not in the cluster waits for somebody to apply it', async () => {
    const { report, exitCode, sent } = await against(map('a'), accepts);
    expect(sent).toEqual([`POST ${path}?dryRun=All&fieldValidation=Strict`]);
    expect(report.diagnoses).toMatchObject([
      { verdict: 'blocked', findings: [], place: { file, document: 1, line: 1 } },
    ]);
    expect(exitCode).toBe(5);
  });

  it('can be asked before anything is applied', async () => {
    const { report, exitCode } = await against(map('a'), accepts, '--check');
    expect(report.diagnoses).toMatchObject([{ verdict: 'healthy', findings: [] }]);
    expect(exitCode).toBe(0);
    expect((await against('a text', {}, '--check')).exitCode).toBe(2);
  });

  it('and each document is told with its number, its line and its cause', async () => {
    const manifest = `${map('a')}---\n# later\n${map('b')}data: {x: '1'}\ndata: {y: '2'}\n---\na text\n---\na:\n\tb: 1\n`;
    const { report } = await against(manifest, accepts);
    const told = report.diagnoses.flatMap(({ findings, target }) =>
      findings.map(({ id, place, cause }) => [
        id,
        target.kind,
        place?.document,
        place?.line,
        cause.replace(file, 'F'),
      ]),
    );
    expect(told).toEqual([
      [
        'VAL-06',
        'File',
        3,
        12,
        'Document 3 of F cannot be read: it is no object, but a text or a list.',
      ],
      [
        'VAL-06',
        'File',
        4,
        15,
        expect.stringMatching(/^Document 4 of F cannot be read: .*mostly a tab/),
      ],
      ['VAL-06', 'ConfigMap', 2, 10, expect.stringMatching(/^data stands twice in the manifest/)],
    ]);
  });

  it('knows the items of lists', async () => {
    const manifest = `apiVersion: v1\nkind: List\nitems:\n- ${map('a').replaceAll('\n', '\n  ').trim()}\n- apiVersion: v1\n  kind: Confgmap\n  metadata: {name: b}\n`;
    const { report } = await against(manifest, accepts);
    expect(report.diagnoses[0]).toMatchObject({
      target: { kind: 'Confgmap', name: 'b' },
      findings: [{ id: 'VAL-02', place: { file, document: 1, line: 8 } }],
    });
    expect(report.diagnoses[0]?.summary).toContain('ConfigMap was probably meant');
  });

  it.each([
    [
      'extensions/v1beta1',
      'Ingress',
      /gone since Kubernetes 1\.22; it is in networking\.k8s\.io\/v1 now/,
    ],
    ['policy/v1beta1', 'PodSecurityPolicy', /labels of namespaces have taken its place/],
    ['v1', 'Deployment', /the server has Deployment in apps\/v1/],
    ['monitoring.coreos.com/v1', 'ServiceMonitor', /an operator, or its CustomResourceDefinitions/],
  ])('tells what became of %s %s', async (apiVersion, kind, cause) => {
    const { report } = await against(
      `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a}}`,
      {},
    );
    expect(report.diagnoses[0]?.findings).toMatchObject([
      { id: 'VAL-02', cause: expect.stringMatching(cause) },
    ]);
  });

  it('knows that a kind is made by the same manifest', async () => {
    const definition = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.shop.example}\nspec: {group: shop.example, names: {kind: Thing}}\n`;
    const { report } = await against(
      `${definition}---\napiVersion: shop.example/v1\nkind: Thing\nmetadata: {name: a}\n`,
      {},
    );
    const [finding] =
      report.diagnoses.find(({ target }) => target.kind === 'Thing')?.findings ?? [];
    expect(finding?.cause).toContain('the same manifests define it');
    expect(finding?.fixes.map(({ command }) => command)).toContainEqual(
      expect.stringContaining('wait --for=condition=Established'),
    );
  });

  const NO_NAMESPACE = {
    kind: 'Status',
    status: 'Failure',
    reason: 'NotFound',
    message: `namespaces "${NAMESPACE}" not found`,
    code: 404,
  };

  it.each([
    ['', /^The namespace manifests does not exist/],
    [`---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ${NAMESPACE}}\n`, /only further down/],
  ])('misses the namespace%s', async (more, cause) => {
    const { report } = await against(map('a') + more, {
      [`POST ${path}`]: { code: 404, body: NO_NAMESPACE },
    });
    const found = report.diagnoses.find(({ target }) => target.kind === 'ConfigMap');
    expect(found).toMatchObject({ verdict: 'failed', findings: [{ id: 'ADM-04' }] });
    expect(found?.summary).toMatch(cause);
  });

  it('and no name gets into a command as more than a word', async () => {
    const space = 'a;reboot';
    const { report } = await against(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "$(reboot)\\e[31m", namespace: ${space}}\n`,
      {
        [`POST /api/v1/namespaces/${encodeURIComponent(space)}/configmaps`]: {
          code: 404,
          body: { ...NO_NAMESPACE, message: `namespaces "${space}" not found` },
        },
      },
      '--check',
      '',
    );
    const commands = report.diagnoses.flatMap(({ findings }) =>
      findings.flatMap(({ fixes }) => fixes.map(({ command }) => command)),
    );
    expect(commands).toEqual([`{program} create namespace '${space}'`]);
    expect(report.diagnoses[0]?.target.name).toBe('$(reboot)');
  });

  it('is told what others own as a warning', async () => {
    const live = { ...CONFIG_MAP, metadata: { ...CONFIG_MAP.metadata, managedFields: APPLIED } };
    const conflict = {
      kind: 'Status',
      status: 'Failure',
      reason: 'Conflict',
      message: 'Apply failed with 1 conflict: conflict with "scaler" using v1: .data.a',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "scaler" using v1',
            field: '.data.a',
          },
        ],
      },
      code: 409,
    };
    const { report, sent } = await against(`${map('a')}data: {a: '2'}\n`, {
      [`GET ${path}/a`]: { code: 200, body: live },
      [`PATCH ${path}/a`]: { code: 409, body: conflict },
    });
    expect(sent).toEqual([
      `PATCH ${path}/a?dryRun=All&fieldManager=kubectl&fieldValidation=Strict`,
    ]);
    expect(report.diagnoses[0]).toMatchObject({
      verdict: 'healthy',
      findings: [
        {
          id: 'VAL-05',
          severity: 'warning',
          cause: expect.stringContaining('scaler manages data.a'),
        },
      ],
    });
  });

  it('and may not be asked: then the schema is what there is, and that is said', async () => {
    const forbidden = {
      kind: 'Status',
      status: 'Failure',
      reason: 'Forbidden',
      message: `configmaps is forbidden: User "reader" cannot create resource "configmaps" in API group "" in the namespace "${NAMESPACE}"`,
      code: 403,
    };
    const { report, exitCode } = await against(map('Bad_Name'), {
      [`POST ${path}`]: { code: 403, body: forbidden },
    });
    expect(report.diagnoses[0]?.findings).toMatchObject([{ id: 'VAL-03' }]);
    expect(report.skipped).toEqual([
      { resource: 'configmaps', verb: 'create', reason: 'Forbidden: not checked' },
    ]);
    expect(exitCode).toBe(2);
  });
});

const CONFIG_MAP = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: NAMESPACE, uid: 'u' },
  data: { a: '1' },
};
const APPLIED = [{ manager: 'kubectl', operation: 'Apply' }];

describe('a saved cluster, where nothing can be asked', () => {
  const demo = fileURLToPath(new URL('../../../fixtures/snapshots/demo', import.meta.url));
  const shop = async (manifest: string, line = ''): Promise<Outcome & { report: Report }> => {
    writeFileSync(file, manifest);
    const outcome = await kubist(
      `diagnose -n shop --snapshot ${demo} -f ${file} -o json ${line}`.trim(),
    );
    return { ...outcome, report: JSON.parse(outcome.out || '{}') as Report };
  };
  const deployment = (name: string, spec: string, labels = name): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${labels}}}\n  template:\n    metadata: {labels: {app: ${labels}}}\n    spec:\n${spec}`;

  it('finds by the schema what does not fit, and tells the two causes of a workload that fails anyway', async () => {
    const { report } = await shop(
      deployment(
        'mailer',
        '      containers:\n      - name: mailer\n        imagePulPolicy: Always\n        env: [{name: PORT, value: 80}]\n',
      ),
    );
    const [diagnosis] = report.diagnoses;
    expect(diagnosis).toMatchObject({ verdict: 'failed', place: { line: 1 } });
    expect(diagnosis?.findings.map(({ id, place }) => [id, place?.line])).toEqual([
      ['VAL-01', 11],
      ['VAL-06', 12],
      ['CFG-03', undefined],
    ]);
    expect(report.skipped[0]).toMatchObject({ resource: 'deployments', verb: 'patch' });
  });

  it('compares what cannot be changed, and what has to match', async () => {
    const { report } = await shop(
      deployment('cart', '      containers: [{name: a}]\n', 'basket').replace(
        '{labels: {app: basket}}',
        '{labels: {app: x}}',
      ),
    );
    expect(report.diagnoses[0]?.findings.map(({ id, place }) => [id, place?.line])).toEqual([
      ['VAL-04', 5],
      ['VAL-03', 7],
    ]);
  });

  it('misses what is neither in the manifest nor in the cluster', async () => {
    const { report } = await shop(
      `${deployment('new', '      containers: [{name: a, envFrom: [{configMapRef: {name: nope}}, {configMapRef: {name: here}}, {secretRef: {name: maybe, optional: true}}]}]\n')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: here}\n`,
    );
    const found = report.diagnoses.find(({ target }) => target.kind === 'Deployment');
    expect(found?.verdict).toBe('blocked');
    expect(found?.findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['CFG-01', 'warning'],
    ]);
  });

  it('stays as it is where the manifest is well', async () => {
    const { report, exitCode } = await shop('', '');
    expect(report).toEqual({});
    expect(exitCode).toBe(1);
  });
});

describe('manifests beside files of a cluster', () => {
  it('are checked without a server', async () => {
    const world = join(work, 'world.json');
    writeFileSync(world, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [CONFIG_MAP] }));
    writeFileSync(
      file,
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: '1', a: '2'}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p_1}\nspec: {containers: [{name: c, envFrom: [{configMapRef: {name: gone}}]}]}\n`,
    );
    const { out } = await kubist(
      `diagnose --from-file ${world} -f ${file} -n ${NAMESPACE} -o json`,
    );
    const told = (JSON.parse(out) as Report).diagnoses.map(({ target, verdict, findings }) => [
      target.name,
      verdict,
      ...findings.map(({ id }) => id),
    ]);
    expect(told).toEqual([
      ['p_1', 'failed', 'VAL-03', 'CFG-01'],
      ['a', 'healthy', 'VAL-06'],
    ]);
  });
});
