import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kubist } from '../../helpers/run-kubist.ts';

describe('kustomize', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kustomize-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }

  const map = '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}';

  it.each([
    ['https://example.com/repo.git//base?ref=v1'],
    ['git@github.com:owner/repo'],
    ['github.com/owner/repo/base'],
    ['ssh://git@example.com/repo'],
  ])('does not fetch %s', async (path) => {
    write({ 'kustomization.yaml': `resources: ["${path}"]` });
    expect((await kubist(['kustomize', root])).err).toBe(
      `error: accumulating resources: remote resources are not supported: fetch '${path}' first, and name it by a path of this machine\n`,
    );
  });

  it.each([
    ['helmCharts: [{name: x}]', 'helmCharts'],
    ['openapi: {path: schema.json}', 'openapi'],
    ['generators: [a.yaml]', 'generators'],
    ['configurations: [a.yaml]', 'configurations'],
    ['vars: [{name: X}]', 'vars'],
    ['buildMetadata: [originAnnotations]', 'buildMetadata'],
  ])('refuses %s', async (text, field) => {
    write({ 'kustomization.yaml': text });
    const { out, err, exitCode } = await kubist(['kustomize', root]);
    expect(err).toContain(`the field '${field}' of a kustomization is not supported: `);
    expect([out, exitCode]).toEqual(['', 1]);
  });

  it.each(['--enable-helm', '--enable-alpha-plugins', '--network', '--env=A=b', '--mount=x'])(
    'refuses %s',
    async (flag) => {
      write({ 'kustomization.yaml': 'namePrefix: a-' });
      const { err, exitCode } = await kubist(['kustomize', root, flag]);
      expect(err).toMatch(/^error: --[a-z-]+ is not supported: kustomize does not run /);
      expect(exitCode).toBe(1);
    },
  );

  it('does not follow a link out of the folder, unless it may read anything', async () => {
    write({ 'outside.yaml': map, 'over/kustomization.yaml': 'resources: [link.yaml]' });
    symlinkSync('../outside.yaml', join(root, 'over/link.yaml'));
    const over = join(root, 'over');
    expect((await kubist(['kustomize', over])).err).toContain('is not in or below');
    const free = await kubist(['kustomize', over, '--load-restrictor=LoadRestrictionsNone']);
    expect(free).toMatchObject({ exitCode: 0, err: '' });
    expect(free.out).toContain('name: a\n');
  });

  it('does not let aliases grow without bounds', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => {
      const items = Array.from({ length: 10 }, () => (i === 0 ? 'x' : `*a${i - 1}`)).join(', ');
      return `l${i}: &a${i} [${items}]`;
    });
    write({
      'kustomization.yaml': 'resources: [a.yaml]',
      'a.yaml': `apiVersion: v1\nkind: X\nmetadata: {name: x}\n${levels.join('\n')}\n`,
    });
    expect((await kubist(['kustomize', root])).err).toContain('excessive aliasing');
  });

  it('does not choose between two values of one key', async () => {
    write({
      'kustomization.yaml': 'resources: [a.yaml]',
      'a.yaml': '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: a, k: b}}',
    });
    expect((await kubist(['kustomize', root])).err).toContain('mapping key "k" already defined');
  });

  it('says what a generator collides with', async () => {
    const entry = (rest: string): string =>
      `configMapGenerator: [{name: a, literals: [x=1]${rest}}]`;
    write({ 'kustomization.yaml': `resources: [a.yaml]\n${entry('')}`, 'a.yaml': map });
    expect((await kubist(['kustomize', root])).err).toContain(
      "exists; can not use behavior: 'unspecified', behavior must be merge or replace",
    );
    write({ 'kustomization.yaml': entry(', behavior: merge') });
    expect((await kubist(['kustomize', root])).err).toContain(
      'does not exist; cannot merge or replace',
    );
  });

  it('keeps __proto__ an ordinary key', async () => {
    write({
      'kustomization.yaml':
        'resources: [a.yaml]\nconfigMapGenerator: [{name: b, literals: ["__proto__=1"]}]\n' +
        "patches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {__proto__: q}}'}]",
      'a.yaml': map,
    });
    const { out } = await kubist(['kustomize', root]);
    expect(out).toContain('  __proto__: q\n');
    expect(out).toContain('  __proto__: "1"\n');
  });

  it('marks what it manages, when asked', async () => {
    write({
      'kustomization.yaml': 'resources: [a.yaml]\nbuildMetadata: [managedByLabel]',
      'a.yaml': map,
    });
    expect((await kubist(['kustomize', root])).out).toContain(
      'app.kubernetes.io/managed-by: kustomize-v5.8.1',
    );
  });

  it('writes one file an object into a folder, or all into a file', async () => {
    write({
      'kustomization.yaml': 'resources: [a.yaml]',
      'a.yaml': `${map}\n---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: N}}`,
      'out/.keep': '',
    });
    await kubist(['kustomize', root, '-o', join(root, 'out')]);
    expect(readdirSync(join(root, 'out')).sort()).toEqual([
      '.keep',
      'default_v1_configmap_a.yaml',
      'n_apps_v1_deployment_d.yaml',
    ]);
    await kubist(['kustomize', root, '-o', join(root, 'all.yaml')]);
    expect(readFileSync(join(root, 'all.yaml'), 'utf8').split('---\n')).toHaveLength(2);
  });
});
