import { spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { tar } from '../cluster/tar.ts';
import { loadCases } from '../parity/load.ts';
import { diff } from '../parity/diff.ts';
import { mask } from '../parity/mask.ts';
import { words } from '../parity/words.ts';

describe('the parity harness', () => {
  it('splits a line as a shell does, without expanding it', () => {
    expect(words(`get pods -l 'a in (b, c)' -o jsonpath="{.x}" ''`)).toEqual([
      'get',
      'pods',
      '-l',
      'a in (b, c)',
      '-o',
      'jsonpath={.x}',
      '',
    ]);
    expect(() => words("get 'pods")).toThrow('unclosed');
  });

  it('masks what may differ, with the padding after it', () => {
    expect(mask('web   5m30s   10.88.0.7', ['age'])).toBe('web   <age> 10.88.0.7');
    expect(mask('resourceVersion: "123"', ['resourceVersion'])).toBe(
      'resourceVersion: <resourceVersion> ',
    );
    expect(mask('I0102 15:04:05.123456    1234 loader.go:407] Config', ['klog'])).toBe(
      '<klog>  Config',
    );
    expect(mask('a1 b2', [/\d*/])).toBe('a<masked> b<masked>');
  });

  it('shows where two texts differ, white space and a missing newline too', () => {
    expect(diff('same\n', 'same\n')).toBe('');
    expect(diff('a\nb\nc\n', 'a\nB\nc\n')).toBe(' a\n-b\n+B\n c');
    expect(diff('a  b\n', 'a b\n')).toBe('-a··b\n+a·b');
    expect(diff('a\n', 'a')).toContain('no newline at the end');
  });

  it('has well-formed cases with names of their own', async () => {
    expect((await loadCases()).length).toBeGreaterThan(300);
  });
});

describe('the images of the test cluster', () => {
  it('are archives that tar reads', () => {
    const archive = tar([
      { name: 'bin/' },
      { name: 'bin/tool', mode: 0o755, content: Buffer.from('x'.repeat(600)) },
      { name: 'bin/alias', link: 'tool' },
    ]);
    const { stdout } = spawnSync('tar', ['-tvf', '-'], { input: archive, encoding: 'utf8' });
    const listed = stdout.split('\n').map((line) => line.replace(/\s+\d{4}-\d\d-\d\d \S+ /, ' '));
    expect(listed[0]).toMatch(/^drwxr-xr-x .*bin\/$/);
    expect(listed[1]).toMatch(/^-rwxr-xr-x .*600 bin\/tool$/);
    expect(listed[2]).toMatch(/^l.* bin\/alias -> tool$/);
  });
});
