import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../kubeconfig/folder.ts';
import { getSetting } from './get-setting.ts';

const manifest = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
const kept = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'here', namespace: 'default' },
  data: { key: 'of the server' },
};

/** A server that has the ConfigMap `here`, and a folder of manifests. */
async function setting(files: Readonly<Record<string, string>>) {
  const dir = folder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  const { run, asked } = await getSetting(({ pathname }) => {
    if (pathname.endsWith('/configmaps/here')) return kept;
    return pathname.endsWith('/events') ? { kind: 'EventList', items: [] } : undefined;
  });
  return {
    asked,
    run: (...names: string[]) =>
      run(['describe', ...names.flatMap((name) => ['-f', join(dir, name)])]),
  };
}

describe('what manifests name', () => {
  it('shows what the server has of an object, asked for once', async () => {
    const { run, asked } = await setting({ 'here.yaml': manifest('here') });
    const { out } = await run('here.yaml');
    expect(out).toContain('of the server');
    expect(out).toMatch(/Events: +<none>\n$/);
    expect(asked.filter((url) => url.includes('/configmaps/'))).toHaveLength(1);
  });

  it('leaves events out when more than one object is meant, and tells what is missing', async () => {
    const { run } = await setting({ 'a.yaml': manifest('gone'), 'b.yaml': manifest('here') });
    const { out, err, exitCode } = await run('a.yaml', 'b.yaml');
    expect(out).toContain('of the server');
    expect(out).not.toContain('Events');
    expect(err).toMatch(/^Error from server \(NotFound\): .*"?gone"?.*\n$/);
    expect(exitCode).toBe(1);
  });

  it('tells what is wrong in files before what the server has not', async () => {
    const { run } = await setting({
      'a.yaml': manifest('gone'),
      'b.yaml': 'apiVersion: example.com/v1\nkind: Nothing\nmetadata: {name: x}\n',
    });
    const { err } = await run('a.yaml', 'b.yaml');
    expect(err).toMatch(
      /^resource mapping not found .*\nensure CRDs are installed first\nError from server \(NotFound\)/,
    );
  });
});
