import { describe, expect, it } from 'vitest';
import { getSetting, notFound } from './get-setting.ts';

const one = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'one', namespace: 'default', labels: { a: 'b' }, annotations: { a: 'b' } },
};

/** A server with the ConfigMap `one`, and what was sent to change it. */
async function setting(): Promise<{
  run: Awaited<ReturnType<typeof getSetting>>['run'];
  sent: string[];
}> {
  const sent: string[] = [];
  const { run } = await getSetting((url, { method }, body) => {
    if (!url.pathname.endsWith('/one')) return notFound(url.pathname);
    if (method === 'PATCH') sent.push(`${url.search} ${body}`);
    return one;
  });
  return { run, sent };
}

describe('label', () => {
  it('sends what changes and nothing else, as its own field manager', async () => {
    const { run, sent } = await setting();
    expect((await run('label cm one x=1 a-')).out).toBe('configmap/one modified\n');
    expect(sent).toEqual([
      '?fieldManager=kubectl-label {"metadata":{"labels":{"x":"1","a":null}}}',
    ]);
  });

  it('sends nothing when the labels are there', async () => {
    const { run, sent } = await setting();
    expect((await run('label cm one a=b gone-')).out).toBe(
      'label "gone" not found.\nconfigmap/one not labeled\n',
    );
    expect(sent).toEqual([]);
  });

  it('keeps a value that is there unless told to replace it', async () => {
    const { run, sent } = await setting();
    expect((await run('label cm one a=c')).err).toBe(
      "error: 'a' already has a value (b), and --overwrite is false\n",
    );
    expect((await run('label cm one a=c --overwrite --dry-run=server')).out).toBe(
      'configmap/one labeled (server dry run)\n',
    );
    expect(sent).toEqual([
      '?dryRun=All&fieldManager=kubectl-label {"metadata":{"labels":{"a":"c"}}}',
    ]);
  });

  it('goes on after an object that does not exist', async () => {
    const { run } = await setting();
    const { out, err, exitCode } = await run('label cm nope one x=1');
    expect(out).toBe('configmap/one labeled\n');
    expect(err).toBe('Error from server (NotFound): configmaps "nope" not found\n');
    expect(exitCode).toBe(1);
  });

  it('changes manifests without a server', async () => {
    const { run } = await setting();
    const stdin = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n';
    const { out } = await run('label -f - __proto__=x --local -o yaml', { stdin });
    expect(out).toBe(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    __proto__: x\n  name: p\n',
    );
  });

  it('lists', async () => {
    const { run, sent } = await setting();
    expect((await run('label cm one --list')).out).toBe('a=b\n');
    expect(sent).toEqual([]);
  });
});

describe('annotate', () => {
  it('takes any text for a value, and the version as a condition', async () => {
    const { run, sent } = await setting();
    const line = ['annotate', 'cm', 'one', 'x=a = b', '--resource-version=7'];
    expect((await run(line)).out).toBe('configmap/one annotated\n');
    expect(sent).toEqual([
      '?fieldManager=kubectl-annotate {"metadata":{"annotations":{"x":"a = b"},"resourceVersion":"7"}}',
    ]);
  });

  it('names all that it would have to replace', async () => {
    const { run } = await setting();
    expect((await run('annotate cm one a=c')).err).toBe(
      "error: --overwrite is false but found the following declared annotation(s): 'a' already has a value (b)\n",
    );
  });
});
