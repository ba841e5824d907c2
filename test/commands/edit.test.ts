import type { IncomingMessage } from 'node:http';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { getSetting } from './get-setting.ts';

/** Scripts of sed: what the user does each time that the editor opens. `FAIL` ends the editor with a failure afterwards. */
type Scripts = readonly string[];

interface Editing extends Outcome {
  /** What the editor showed, each time. */
  readonly shown: readonly string[];
  /** `PATCH path: body` of each patch. */
  readonly sent: readonly string[];
  /** Files that are left, with their texts and modes. */
  readonly left: readonly { path: string; text: string; mode: number }[];
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const map = (name: string, data: object = { k: 'v' }, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default', uid: `uid-${name}`, ...metadata },
  data,
});

const failure = (code: number, reason: string, message: string, causes: object[] = []): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  code,
  reason,
  message,
  details: { causes },
});

/** Runs a command line against a server that has some objects and takes patches, unless `refuse` answers first. */
async function editing(
  line: string,
  scripts: Scripts,
  {
    objects = { a: map('a'), b: map('b') },
    refuse,
    env = {},
  }: {
    objects?: Record<string, object>;
    refuse?: (name: string, time: number, request: IncomingMessage) => object | undefined;
    env?: Record<string, string>;
  } = {},
): Promise<Editing> {
  const home = folder();
  const temporary = join(home, 'tmp');
  const sent: string[] = [];
  const setting = await getSetting(({ pathname, search }, request, body) => {
    const name = pathname.split('/').at(-1) ?? '';
    if (request.method !== 'PATCH') return objects[name];
    sent.push(`${pathname}${search}: ${body}`);
    return refuse?.(name, sent.length, request) ?? objects[name];
  });
  const files = scripts.map((script, index) => {
    const path = join(home, `script-${index + 1}`);
    writeFileSync(path, script.replace('FAIL', ''));
    return script.includes('FAIL') ? `${index + 1}) rc=3;;` : '';
  });
  const editor = join(home, 'editor.sh');
  writeFileSync(
    editor,
    `#!/bin/sh
n=$(($(cat ${home}/n 2>/dev/null || echo 0) + 1)); echo $n > ${home}/n
cat "$1" > ${home}/shown-$n
[ -f ${home}/script-$n ] && sed -f ${home}/script-$n "$1" > ${home}/new && cat ${home}/new > "$1"
rc=0; case $n in ${files.join(' ')} esac
exit $rc
`,
    { mode: 0o755 },
  );
  const { mkdirSync } = await import('node:fs');
  mkdirSync(temporary);
  const outcome = await setting.run(line, {
    program: 'kubectl',
    env: {
      HOME: home,
      PATH: process.env['PATH'] ?? '',
      TMPDIR: temporary,
      EDITOR: editor,
      ...env,
    },
  });
  const hide = (text: string): string =>
    text.replaceAll(temporary, 'TMP').replace(/edit-\d+/g, 'edit-N');
  return {
    ...outcome,
    err: hide(outcome.err),
    sent,
    shown: readdirSync(home)
      .filter((name) => name.startsWith('shown-'))
      .sort()
      .map((name) => readFileSync(join(home, name), 'utf8')),
    left: readdirSync(temporary).map((name) => ({
      path: hide(join(temporary, name)),
      text: readFileSync(join(temporary, name), 'utf8'),
      mode: statSync(join(temporary, name)).mode & 0o777,
    })),
  };
}

const PATH = '/api/v1/namespaces/default/configmaps';
const QUERY = 'fieldManager=kubectl-edit&fieldValidation=Strict';
const KEPT = 'A copy of your changes has been stored to "TMP/kubectl-edit-N.yaml"\n';
const GIVEN_UP = `${KEPT}error: Edit cancelled, no valid changes were saved.\n`;

describe.skipIf(process.platform === 'win32')('edit', () => {
  it('shows the object below a comment, sends what was changed, and leaves no file', async () => {
    const { out, err, exitCode, shown, sent, left } = await editing('edit cm a', ['s/k: v/k: w/']);
    expect({ out, err, exitCode }).toEqual({ out: 'configmap/a edited\n', err: '', exitCode: 0 });
    expect(shown).toEqual([
      `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
apiVersion: v1
data:
  k: v
kind: ConfigMap
metadata:
  name: a
  namespace: default
  uid: uid-a
`,
    ]);
    expect(sent).toEqual([`${PATH}/a?${QUERY}: {"data":{"k":"w"}}`]);
    expect(left).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['comments', '1i# a remark'],
    ['the layout', 's/k: v/k: "v"/'],
    ['line ends', 's/$/\r/'],
  ])('sends nothing when only %s changed', async (_, script) => {
    const { err, exitCode, sent, left } = await editing('edit cm a', [script]);
    expect({ err, exitCode, sent, left }).toEqual({
      err: 'Edit cancelled, no changes made.\n',
      exitCode: 0,
      sent: [],
      left: [],
    });
  });

  it('never shows managedFields, and never changes them', async () => {
    const objects = { a: map('a', { k: 'v' }, { managedFields: [{ manager: 'x' }] }) };
    const { shown, sent } = await editing('edit cm a --show-managed-fields', ['s/k: v/k: w/'], {
      objects,
    });
    expect(shown[0]).not.toContain('managedFields');
    expect(sent).toEqual([`${PATH}/a?${QUERY}: {"data":{"k":"w"}}`]);
  });

  it('prints the patch, and keeps the configuration for apply', async () => {
    const { out } = await editing('edit cm a --output-patch --save-config', ['s/k: v/k: w/']);
    const [patch = ''] = out.split('\n');
    const { data, metadata } = JSON.parse(patch.replace('Patch: ', '')) as {
      data: object;
      metadata: { annotations: Record<string, string> };
    };
    expect(data).toEqual({ k: 'w' });
    expect(JSON.parse(metadata.annotations[LAST_APPLIED] ?? '')).toMatchObject({
      data: { k: 'w' },
      metadata: { annotations: {} },
    });
  });

  it('patches custom resources by JSON merge patches, where lists are replaced', async () => {
    const widget = {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w', namespace: 'default', uid: 'u' },
      spec: { parts: [{ name: 'x' }, { name: 'y' }] },
    };
    const { patchOf } = await import('../../src/commands/edit/patches.ts');
    const after = { ...widget, spec: { parts: [{ name: 'x' }, { name: 'z' }] } };
    expect(patchOf(widget, after, after)).toEqual({
      type: 'merge',
      patch: { spec: { parts: [{ name: 'x' }, { name: 'z' }] } },
    });
  });

  it('takes __proto__ for a key like any other', async () => {
    const { sent } = await editing('edit cm a', ['s/k: v/k: v\\n  __proto__: x/']);
    expect(sent).toEqual([`${PATH}/a?${QUERY}: {"data":{"__proto__":"x"}}`]);
  });
});

describe.skipIf(process.platform === 'win32')('edit, several objects', () => {
  it('shows a list, and patches those that were changed', async () => {
    const { out, sent, shown } = await editing('edit cm a b', ['0,/k: v/s/k: v/k: w/']);
    expect(out).toBe('configmap/a edited\nconfigmap/b skipped\n');
    expect(sent).toEqual([`${PATH}/a?${QUERY}: {"data":{"k":"w"}}`]);
    expect(shown[0]).toContain('\nkind: List\nmetadata: {}\n');
  });

  it('leaves objects alone that were taken out of the list', async () => {
    const { out, sent } = await editing('edit cm a b', ['7,14d;s/k: v/k: w/']);
    expect(out).toBe('configmap/b edited\n');
    expect(sent).toHaveLength(1);
  });

  it('changes nothing at all when one object became another', async () => {
    const { out, err, exitCode, sent, left } = await editing('edit cm a b', [
      's/k: v/k: w/;s/name: a/name: other/',
    ]);
    expect({ out, err, exitCode, sent }).toEqual({
      out: '',
      err: `${KEPT}error: At least one of apiVersion, kind and name was changed\n`,
      exitCode: 1,
      sent: [],
    });
    expect(left).toMatchObject([{ mode: 0o600 }]);
    expect(left[0]?.text).toContain('name: other');
  });

  it('sends nothing before all of them fit their schemas', async () => {
    const text = { type: 'string' };
    const data = { type: 'object', additionalProperties: text };
    const gvk = [{ group: '', version: 'v1', kind: 'ConfigMap' }];
    const schema = {
      type: 'object',
      properties: { apiVersion: text, kind: text, metadata: {}, data },
      'x-kubernetes-group-version-kind': gvk,
    };
    const objects = {
      a: map('a'),
      b: map('b'),
      v3: { paths: { 'api/v1': { serverRelativeURL: '/openapi/v3/api/v1' } } },
      v1: { openapi: '3.0.0', components: { schemas: { 'v1.ConfigMap': schema } } },
    };
    const { out, shown, sent } = await editing(
      'edit cm a b',
      ['0,/k: v/s/k: v/k: w/;s/uid: uid-b/&\\n  dota: x/', '/dota/d'],
      { objects },
    );
    expect(shown[1]).toContain(
      'ValidationError(ConfigMap): unknown field "dota" in v1.ConfigMap\n',
    );
    expect(out).toBe('configmap/a edited\nconfigmap/b skipped\n');
    expect(sent).toHaveLength(1);
  });

  it('goes on after an object that is gone, and keeps the text', async () => {
    const { out, err, exitCode, left } = await editing('edit cm a b', ['s/k: v/k: w/'], {
      refuse: (name) => (name === 'a' ? failure(404, 'NotFound', 'gone') : undefined),
    });
    expect({ out, err, exitCode }).toEqual({
      out: 'configmap/b edited\n',
      err: `error: configmaps "a" could not be found on the server
The edits you made on deleted resources have been saved to "TMP/kubectl-edit-N.yaml"
`,
      exitCode: 1,
    });
    expect(left).toHaveLength(1);
  });

  it('opens no editor when one of the objects is not there', async () => {
    const { err, exitCode, shown } = await editing('edit cm a nope', []);
    expect(err).toBe('Error from server (NotFound): configmaps "nope" not found\n');
    expect([exitCode, shown]).toEqual([1, []]);
  });
});

describe.skipIf(process.platform === 'win32')('edit, when it goes wrong', () => {
  it('opens again with what is wrong, until it is right', async () => {
    const { out, err, shown, sent, left } = await editing('edit cm a', [
      's/^kind:.*/kind: [/',
      's/^kind:.*/kind: ConfigMap/;s/k: v/k: w/',
    ]);
    expect(err).toBe('error: configmaps "a" is invalid\n');
    expect(out).toBe('configmap/a edited\n');
    expect(shown[1]).toContain(`#
# configmaps "a" was not valid:
# * <nil>: Invalid value: "The edited file failed validation": yaml: line `);
    expect([sent.length, left]).toEqual([1, []]);
  });

  it('keeps scripts whole when it opens again: their comments are no comments of YAML', async () => {
    const { shown } = await editing('edit cm a', [
      's/k: v/k: |\\n    # a script\\n    run/;s/^kind:.*/kind: [/',
    ]);
    expect(shown[1]).toContain('  k: |\n    # a script\n    run\n');
    expect(shown[1]?.match(/Please edit/g)).toHaveLength(1);
  });

  it.each([
    ['is no YAML', 's/^kind:.*/kind: [/', /yaml: line \d+: did not find/],
    ['is empty', 'd', /invalid object to validate/],
    ['has no kind', '/^kind/d', /kind not set/],
    [
      'has neither kind nor apiVersion',
      '/^kind/d;/^apiV/d',
      /\[apiVersion not set, kind not set\]/,
    ],
  ])('keeps a text that %s, once the user gives up', async (_, script, told) => {
    const { err, exitCode, shown, sent, left } = await editing('edit cm a', [script]);
    expect(err).toBe(`error: configmaps "a" is invalid\n${GIVEN_UP}`);
    expect(shown[1]).toMatch(told);
    expect([exitCode, sent, left.length]).toEqual([1, [], 1]);
  });

  it('takes an empty file for a change of mind with --validate=false', async () => {
    const { err, exitCode, left } = await editing('edit cm a --validate=false', ['d']);
    expect([err, exitCode, left]).toEqual(['Edit cancelled, saved file was empty.\n', 0, []]);
  });

  it('shows what the server says of fields, within the comment whatever the server sends', async () => {
    const causes = [{ field: 'data.k', message: 'two\nlines\rand: another\u2028end' }];
    const { out, err, shown } = await editing('edit cm a', ['s/k: v/k: w/', 's/k: w/k: x/'], {
      refuse: (_, time) => (time === 1 ? failure(422, 'Invalid', 'no', causes) : undefined),
    });
    expect(err).toBe('error: configmaps "a" is invalid\n');
    expect(shown[1]).toContain(`# configmaps "a" was not valid:
# * data.k: two
# lines
# and: another
# end
#
apiVersion: v1
`);
    expect(out).toBe('configmap/a edited\n');
  });

  it('says how to try again when others were faster', async () => {
    const { err, exitCode, left } = await editing('edit cm a', ['s/k: v/k: w/'], {
      refuse: () => failure(409, 'Conflict', 'the object has been modified'),
    });
    expect(err).toBe(`error: configmaps "a" could not be patched: the object has been modified
You can run \`kubectl replace -f TMP/kubectl-edit-N.yaml\` to try this update again.
`);
    expect(exitCode).toBe(1);
    expect(left).toMatchObject([{ mode: 0o600 }]);
  });

  it.each([
    [
      'another namespace',
      's/namespace: .*/namespace: other/',
      /does not match the namespace "default"/,
    ],
    ['another uid', 's/uid: .*/uid: x/', /no original object found for .*"uid":"x"/],
    [
      'another type',
      's/kind: .*/kind: Secret/',
      /At least one of apiVersion, kind and name was changed/,
    ],
  ])('refuses %s', async (_, script, told) => {
    const { err, exitCode, sent, left } = await editing('edit cm a', [script]);
    expect(err).toMatch(told);
    expect([exitCode, sent, left.length]).toEqual([1, [], 1]);
  });

  it('says when it is unknown whether the server made a change', async () => {
    const { err, exitCode, left } = await editing('edit cm a', ['s/k: v/k: w/'], {
      refuse: (_, __, { socket }) => {
        socket.destroy();
        return {};
      },
    });
    expect(err).toMatch(
      /^error: configmaps "a" could not be patched: Patch ".*": EOF\nYou can run .*\nThe request was sent, but not answered/,
    );
    expect([exitCode, left.length]).toEqual([1, 1]);
  });

  it('does not lose a second document', async () => {
    const { err, left } = await editing('edit cm a', [
      '$a---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: new}',
    ]);
    expect(err).toContain('no original object found');
    expect(left).toHaveLength(1);
  });

  it('leaves nothing when an editor fails that changed nothing', async () => {
    const { err, exitCode, left } = await editing('edit cm a', ['FAIL']);
    expect(err).toMatch(/^error: there was a problem with the editor ".*editor.sh"\n$/);
    expect([exitCode, left]).toEqual([1, []]);
  });

  it('keeps what was typed when an editor fails', async () => {
    const first = await editing('edit cm a', ['s/k: v/k: w/FAIL']);
    expect(first.err).toContain(KEPT);
    expect(first.left[0]?.text).toContain('k: w');

    const second = await editing('edit cm a', ['s/k: v/k: [/', 'FAIL']);
    expect(second.err).toContain(KEPT);
    expect(second.left[0]?.text).toContain('k: [');
    expect([first.sent, second.sent]).toEqual([[], []]);
  });

  it.each([
    ['no-such-editor-here', 'unable to launch the editor "no-such-editor-here"'],
    ['/no/such/editor -w', 'there was a problem with the editor "/no/such/editor -w"'],
    ["sh -c 'exit 3'", 'there was a problem with the editor "/bin/sh -c sh -c \'exit 3\'"'],
  ])('says which editor failed: %s', async (EDITOR, told) => {
    const { err } = await editing('edit cm a', [], { env: { EDITOR, SHELL: '/bin/sh' } });
    expect(err).toBe(`error: ${told}\n`);
  });

  it('lets the shell read an editor with quotes', async () => {
    const { sent } = await editing('edit cm a', [], {
      env: { EDITOR: "sed -i.bak 's/k: v/k: two words/'", SHELL: '/bin/sh' },
    });
    expect(sent).toEqual([`${PATH}/a?${QUERY}: {"data":{"k":"two words"}}`]);
  });
});

describe.skipIf(process.platform === 'win32')('apply edit-last-applied', () => {
  const applied = (name: string): object =>
    map(
      name,
      { k: 'now' },
      {
        annotations: {
          [LAST_APPLIED]: `{"apiVersion":"v1","data":{"k":"v"},"kind":"ConfigMap","metadata":{"name":"${name}","namespace":"default"}}`,
        },
      },
    );

  it('changes the annotation and nothing else', async () => {
    const { out, shown, sent } = await editing('apply edit-last-applied cm a', ['s/k: v/k: w/'], {
      objects: { a: applied('a') },
    });
    expect(shown[0]).toBe(`# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
apiVersion: v1
data:
  k: v
kind: ConfigMap
metadata:
  name: a
  namespace: default
`);
    expect(out).toBe('configmap/a edited\n');
    const [, body = ''] = sent[0]?.split(': ', 2) ?? [];
    expect(sent[0]).toContain(`${PATH}/a?fieldManager=kubectl-client-side-apply`);
    expect(body).toContain('\\"data\\":{\\"k\\":\\"w\\"}');
  });

  it('passes over objects that were never applied, and those that stay as they are', async () => {
    const objects = { a: map('a'), b: applied('b'), c: applied('c') };
    const { out, sent } = await editing(
      'apply edit-last-applied cm a b c',
      ['0,/k: v/s/k: v/k: w/'],
      { objects },
    );
    expect(out).toBe('configmap/b edited\nconfigmap/c skipped\n');
    expect(sent).toHaveLength(1);
  });

  it('says so when there is nothing to edit', async () => {
    const { err, shown } = await editing('apply edit-last-applied cm a', []);
    expect(err).toBe(
      'error: no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`\n',
    );
    expect(shown).toEqual([]);
  });
});
