import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programName } from '../../src/main.ts';
import { kubist } from '../helpers/run-kubist.ts';

describe('the command line', () => {
  it('says what is near a mistyped command', async () => {
    expect(await kubist('gett', { program: 'kubectl' })).toEqual({
      out: '',
      err: 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n',
      exitCode: 1,
    });
  });

  it('names the command when a flag is unknown', async () => {
    const { err, exitCode } = await kubist('get --bogus');
    expect(err).toBe("error: unknown flag: --bogus\nSee 'kubist get --help' for usage.\n");
    expect(exitCode).toBe(1);
  });

  it('takes flags before the command', async () => {
    const { err } = await kubist('--namespace shop get --bogus');
    expect(err).toContain('unknown flag: --bogus');
  });

  it('shows the help of a group that is called alone, on stderr', async () => {
    const { out, err, exitCode } = await kubist('config');
    expect(out).toBe('');
    expect(err).toContain('Available Commands:\n  current-context');
    expect(exitCode).toBe(1);
  });

  it('refuses a subcommand that the group does not have', async () => {
    const { err } = await kubist('config bogus');
    expect(err).toBe(
      'error: unknown command "bogus"\nSee \'kubist config -h\' for help and examples\n',
    );
  });

  it.each(['get -h', 'get pods --help', 'help get', 'help get pods'])(
    '%s prints help and calls nobody',
    async (line) => {
      const { out, err, exitCode } = await kubist(line, { program: 'kubectl' });
      expect(out).toContain('Usage:\n  kubectl get ');
      expect(out).toContain("    -o, --output='':\n\t");
      expect(out).not.toContain('{program}');
      expect(err).toBe('');
      expect(exitCode).toBe(0);
    },
  );

  it('lists the global flags', async () => {
    const { out } = await kubist('options', { env: { HOME: '/home/ann' } });
    expect(out).toContain("    --cache-dir='/home/ann/.kube/cache':\n\t");
  });

  it('takes its name from the file that was started', () => {
    expect(programName('/usr/local/bin/kubectl')).toBe('kubectl');
    expect(programName('kubectl.exe')).toBe('kubectl');
    expect(programName('/usr/local/bin/kubist')).toBe('kubist');
  });
});

describe('kuberc', () => {
  function kuberc(text: string): string {
    const path = join(mkdtempSync(join(tmpdir(), 'kuberc-')), 'kuberc');
    writeFileSync(path, `apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n${text}`);
    return path;
  }

  it('puts an alias and its defaults in place, below what the command line says', async () => {
    const path = kuberc(`
aliases:
- name: cc
  command: config view
  options:
  - {name: output, default: json}
`);
    const json = await kubist(['cc', '--kuberc', path]);
    expect(JSON.parse(json.out)).toMatchObject({ kind: 'Config' });
    const yaml = await kubist(['cc', '-o', 'yaml', '--kuberc', path]);
    expect(yaml.out).toContain('kind: Config\n');
  });

  it('names a preferred flag that the command does not have', async () => {
    const path = kuberc(
      'defaults:\n- command: config view\n  options: [{name: bogus, default: x}]\n',
    );
    expect(await kubist(['config', 'view', '--kuberc', path])).toEqual({
      out: '',
      err: 'error occurred while applying preferences invalid flag bogus for command config view\n',
      exitCode: 1,
    });
  });

  it.each([
    ['{name: bogus, default: x}', 'invalid alias flag bogus in alias kubectl'],
    [
      '{name: watch, default: maybe}',
      'could not apply value maybe to flag watch in alias kubectl err: invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
  ])('names what is wrong with the flag %s of an alias', async (flag, message) => {
    const path = kuberc(`aliases:\n- {name: gg, command: get, options: [${flag}]}\n`);
    expect(await kubist(['gg', 'pods', '--kuberc', path], { program: 'kubectl' })).toEqual({
      out: '',
      err: `error occurred while applying preferences ${message}\n`,
      exitCode: 1,
    });
  });

  it('must exist when it is named', async () => {
    const { err } = await kubist('get pods --kuberc=/nonexistent/kuberc');
    expect(err).toBe(
      'error occurred while applying preferences kuberc error kuberc: open /nonexistent/kuberc: no such file or directory\n',
    );
  });
});
