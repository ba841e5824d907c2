import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isColourWanted } from '../../src/cli/colour.ts';
import { getSetting, table } from '../commands/get-setting.ts';
import { kubist } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demo } from '../snapshot/demo-client.ts';

const terminal = { columns: 80 };
const ESCAPE = '\u001b';

describe('colours are shown', () => {
  it.each([
    ['auto', true, {}, true],
    ['auto', false, {}, false],
    ['always', false, { NO_COLOR: '1', TERM: 'dumb' }, true],
    ['never', true, { FORCE_COLOR: '1' }, false],
    ['auto', true, { NO_COLOR: '1' }, false],
    ['auto', true, { NO_COLOR: '' }, true],
    ['auto', false, { FORCE_COLOR: '1' }, true],
    ['auto', true, { FORCE_COLOR: '0' }, false],
    ['auto', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['auto', true, { TERM: 'dumb' }, false],
    ['auto', true, { CLICOLOR: '0' }, false],
    ['auto', false, { CLICOLOR: '1' }, false],
    ['auto', false, { CLICOLOR_FORCE: '1' }, true],
    ['auto', true, { CLICOLOR_FORCE: '0' }, true],
  ] as const)('%s, terminal: %s, %j: %s', (choice, isTTY, env, expected) => {
    expect(isColourWanted(choice, isTTY, env)).toBe(expected);
  });
});

/** Tells on stderr which modules are loaded. */
const TELL = `import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => (console.error(url), next(url, context)) });`;

it.each([
  ['auto', 0],
  ['always', 1],
])('what makes colours is loaded where they are shown: --color=%s', (choice, times) => {
  const hook = `data:text/javascript,${encodeURIComponent(TELL)}`;
  const line = ['get', 'pods', '--snapshot', demo, `--color=${choice}`];
  const { stderr, stdout } = spawnSync(
    process.execPath,
    ['--import', hook, 'src/exe.ts', ...line],
    { encoding: 'utf8', env: { HOME: '/nonexistent' } },
  );
  expect(stdout).toContain('NAME');
  expect(stderr).toContain('/src/cli/colour.ts');
  const loaded = stderr.split('\n');
  for (const part of ['/chalk/source/index.js', '/colour/painter.ts', '/cli/progress.ts']) {
    expect(loaded.filter((url) => url.endsWith(part))).toHaveLength(times);
  }
});

describe('on a terminal', () => {
  const get = `get pods -A --snapshot ${demo}`;

  it.each(['get pods -A', 'get all -A -o wide', 'describe pods -A', 'get pods -A -o yaml'])(
    '%s is what a pipe gets, in colour',
    async (line) => {
      const command = `${line} --snapshot ${demo}`;
      const piped = await kubist(command);
      const shown = await kubist(command, { terminal });
      expect(piped.out).not.toContain(ESCAPE);
      expect(shown.out).toContain(ESCAPE);
      expect(stripVTControlCharacters(shown.out)).toBe(piped.out);
    },
  );

  it('tables without headers are coloured as well', async () => {
    const { out } = await kubist(`${get} --no-headers`, { terminal });
    expect(out).toContain('\u001b[32mRunning\u001b[39m');
    expect(stripVTControlCharacters(out)).toBe((await kubist(`${get} --no-headers`)).out);
  });

  it('--color=never has none, --color=always has them on pipes as well', async () => {
    expect((await kubist(`${get} --color=never`, { terminal })).out).not.toContain(ESCAPE);
    expect((await kubist(`${get} --color=always`)).out).toContain(ESCAPE);
    expect((await kubist(`${get} --color`)).out).toContain(ESCAPE);
    expect((await kubist(`${get} --color=always -o json`)).out).toContain(ESCAPE);
  });

  it('FORCE_COLOR leaves formats for programs alone on pipes', async () => {
    const env = { FORCE_COLOR: '1' };
    expect((await kubist(get, { env })).out).toContain(ESCAPE);
    expect((await kubist(`${get} -o json`, { env })).out).not.toContain(ESCAPE);
    expect((await kubist(`${get} -o json`, { env, terminal })).out).toContain(ESCAPE);
  });

  it('kuberc can say so', async () => {
    const home = folder();
    writeFileSync(
      join(home, 'kuberc'),
      'apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\ndefaults:\n- command: get\n  options:\n  - name: color\n    default: always\n',
    );
    expect((await kubist(`${get} --kuberc ${join(home, 'kuberc')}`)).out).toContain(ESCAPE);
  });

  it('another word is refused', async () => {
    expect(await kubist(`${get} --color=pink`)).toEqual({
      out: '',
      err: 'error: --color must be auto, always or never, and is "pink"\n',
      exitCode: 1,
    });
  });

  it('failures stand out, before flags are known too', async () => {
    const { err } = await kubist('get --no-such-flag', { terminal });
    expect(err).toMatch(/^\u001b\[31m\u001b\[1merror:\u001b\[22m\u001b\[39m unknown flag/);
  });

  it('near names of flags and resources are shown, and not on pipes', async () => {
    const flag = await kubist('get --outpt=json', { terminal });
    expect(flag.err).toMatch(/usage\.\n\nDid you mean this\?\n\t--output\n$/);
    const type = await kubist(`get podz --snapshot ${demo}`, { terminal });
    expect(type.err).toMatch(/ type "podz"\n\nDid you mean this\?\n\tpods\n$/);
    expect((await kubist(`get podz --snapshot ${demo}`)).err).not.toContain('Did you mean');
  });

  it('what a server says cannot drive it', async () => {
    const name = 'a\u001b]0;title\u0007b\u009b2J\rc';
    const { run } = await getSetting((url) =>
      url.pathname.endsWith('/broken')
        ? { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: name, code: 500 }
        : table([name]),
    );
    for (const color of ['never', 'always']) {
      const { out } = await run(`get cm --color=${color}`, { terminal });
      const rest = color === 'never' ? out : stripVTControlCharacters(out);
      expect(rest).toMatch(/^[ -~\n]*$/);
      const { err } = await run(`get cm broken --color=${color}`, { terminal });
      expect(color === 'never' ? err : stripVTControlCharacters(err)).toMatch(/^[ -~\n]*$/);
    }
  });

  it('-w keeps its columns', async () => {
    const { runUntil } = await getSetting((url) =>
      url.searchParams.has('watch')
        ? (async function* () {
            yield { type: 'MODIFIED', object: table(['plain']) };
          })()
        : table(['plain']),
    );
    const line = 'get cm -w --output-watch-events';
    const piped = await runUntil(line, /MODIFIED.*\n/);
    const shown = await runUntil(line, /MODIFIED.*\n/, terminal);
    expect(stripVTControlCharacters(shown.out)).toBe(piped.out);
    expect(shown.out).toContain('\u001b[32mADDED');
  });
});
