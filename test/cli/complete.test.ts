import { describe, expect, it } from 'vitest';
import { getSetting } from '../commands/get-setting.ts';
import { kubist } from '../helpers/run-kubist.ts';

/** Types a line whose last word is incomplete, and presses the key. */
async function press(
  line: string,
): Promise<{ candidates: string[]; directive: string; err: string }> {
  const { out, err } = await kubist(['__completeNoDesc', ...line.split(' ')]);
  const lines = out.trimEnd().split('\n');
  return { candidates: lines.slice(0, -1), directive: lines.at(-1) ?? '', err };
}

/** A server whose pods have these names, as cells of a Table. */
async function withPods(names: readonly string[]) {
  const asked: string[] = [];
  const { flags } = await getSetting((url, { headers }) => {
    asked.push(`${url.pathname}${url.search} ${headers['accept'] ?? ''}`);
    return {
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata: {},
      columnDefinitions: [{ name: 'Ready' }, { name: 'Name', format: 'name' }],
      rows: names.map((name) => ({ cells: ['1/1', name], object: null })),
    };
  });
  return { asked, run: (...words: string[]) => kubist(['__complete', ...flags, ...words]) };
}

describe('a line is completed', () => {
  it.each([
    ['co', ['completion', 'config', 'cordon'], ':4'],
    ['config get-', ['get-clusters', 'get-contexts', 'get-users'], ':4'],
    ['help config se', ['set', 'set-cluster', 'set-context', 'set-credentials'], ':4'],
    ['get --output-', ['--output-watch-events'], ':4'],
    ['get -o json --out', ['--output-watch-events'], ':4'],
    ['get -o j', ['json', 'jsonpath', 'jsonpath-as-json', 'jsonpath-file'], ':4'],
    ['get -Ao=y', ['yaml'], ':4'],
    ['apply -f ', ['json', 'yaml', 'yml'], ':8'],
    ['scale --', ['--replicas'], ':4'],
    ['rollout undo d', ['deployment', 'daemonset'], ':4'],
    ['completion ', ['bash', 'zsh', 'fish', 'powershell'], ':4'],
    ['version ', [], ':0'],
    ['get pods -h ', [], ':4'],
  ])('%s', async (line, candidates, directive) => {
    expect(await press(line)).toMatchObject({ candidates, directive });
  });

  it('not when its flags cannot be read', async () => {
    const { candidates, directive, err } = await press('get --nope ');
    expect({ candidates, directive }).toEqual({ candidates: [], directive: ':0' });
    expect(err).toContain(
      '[Debug] [Error] Error while parsing flags from args [--nope]: unknown flag',
    );
  });
});

describe('names of objects', () => {
  it('are asked for without the objects', async () => {
    const { run, asked } = await withPods(['db-0', 'web-1']);
    expect((await run('get', 'pods', 'w')).out).toBe('web-1\n:4\n');
    expect(asked).toEqual([
      '/api/v1/namespaces/default/pods?includeObject=None&limit=500 application/json;as=Table;g=meta.k8s.io;v=v1,application/json',
    ]);
  });

  it('are left out when they were given', async () => {
    const { run } = await withPods(['db-0', 'web-1', 'web-2']);
    expect((await run('delete', 'pod', 'web-1', '')).out).toBe('db-0\nweb-2\n:4\n');
  });

  it('with control characters never reach the terminal', async () => {
    const { run } = await withPods([
      'good',
      'bad\u001b[2J',
      'worse\nline',
      'tab\tbed',
      '\u202eright',
    ]);
    expect((await run('get', 'pods', '')).out).toBe('good\n:4\n');
  });

  it('are none when the server does not answer in time', async () => {
    const { flags } = await getSetting(() => new Promise<never>(() => undefined));
    const { out, err, exitCode } = await kubist(['__complete', ...flags, 'get', 'pods', ''], {
      pause: async () => undefined,
    });
    expect({ out, exitCode }).toEqual({ out: ':4\n', exitCode: 0 });
    expect(err).toBe('Completion ended with directive: ShellCompDirectiveNoFileComp\n');
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])(
    '%s gets a script of its own for each name',
    async (shell) => {
      for (const program of ['kubist', 'kubectl']) {
        const { out } = await kubist(['completion', shell], { program });
        expect(out).toMatch(new RegExp(`completion for ${program}\\n`));
        expect(out).toContain('__complete');
        expect(out).not.toMatch(/PROGRAM|NAME|BACKTICK|#\{/);
      }
    },
  );

  it('knows no other shells', async () => {
    expect((await kubist('completion toString')).err).toBe(
      'error: Unsupported shell type "toString".\nSee \'kubist completion -h\' for help and examples\n',
    );
  });
});
