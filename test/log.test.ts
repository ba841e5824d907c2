import { expect, test } from 'vitest';
import { createLogger } from '../src/log.ts';

const noon = new Date(2026, 0, 2, 12, 34, 56, 789).getTime();

function logged(
  level: number,
  use: (log: ReturnType<typeof createLogger>) => void,
  vmodule = '',
): string {
  let text = '';
  use(createLogger({ level, vmodule, out: (line) => (text += line), now: () => noon, pid: 4321 }));
  return text;
}

test('a plain message stands behind level, local time, process and place', () => {
  expect(logged(6, (log) => log.info(6, 'loader.go:407', 'Config loaded from file:  /x'))).toBe(
    'I0102 12:34:56.789000    4321 loader.go:407] Config loaded from file:  /x\n',
  );
});

test('a message with values is quoted, and so are strings', () => {
  const line = logged(6, (log) =>
    log.info(6, 'a.go:1', 'Response', [
      ['verb', 'GET'],
      ['milliseconds', 5],
      ['ok', true],
    ]),
  );
  expect(line).toMatch(/\] "Response" verb="GET" milliseconds=5 ok=true\n$/);
});

test('a value of several lines becomes an indented block', () => {
  const line = logged(6, (log) =>
    log.info(6, 'a.go:1', 'Request', [
      ['headers', 'A: 1\nB: 2\n'],
      ['n', 1],
    ]),
  );
  expect(line).toContain('"Request" headers=<\n\tA: 1\n\tB: 2\n > n=1\n');
});

test('control characters and quotes are escaped as Go does', () => {
  expect(logged(1, (log) => log.info(1, 'a.go:1', 'm', [['v', 'a"b\\c\u0001\u007f→']]))).toContain(
    'v="a\\"b\\\\c\\x01\\x7f→"',
  );
});

test('higher levels stay silent, warnings and errors never do', () => {
  const text = logged(2, (log) => {
    log.info(3, 'a.go:1', 'hidden');
    log.warn('b.go:2', 'careful');
    log.error('c.go:3', 'Unhandled Error', [['err', 'boom']]);
  });
  expect(text).toMatch(/^W.* b\.go:2\] careful\nE.* c\.go:3\] "Unhandled Error" err="boom"\n$/);
});

test('--vmodule raises the level of single files, by pattern', () => {
  const vmodule = 'round_trippers=8,cached_*=10';
  createLogger({ level: 0, vmodule, out() {}, now: () => 0, pid: 1 });
  const text = logged(
    0,
    (log) => {
      log.info(8, 'round_trippers.go:632', 'one');
      log.info(9, 'round_trippers.go:632', 'too high');
      log.info(10, 'cached_discovery.go:77', 'two');
      log.info(6, 'loader.go:407', 'other');
    },
    vmodule,
  );
  expect(text.match(/\] (.*)/g)).toEqual(['] one', '] two']);
});

test.each(['x', 'x=', '=1', 'x=y', 'a=1=2'])('--vmodule=%s is refused', (vmodule) => {
  expect(() => createLogger({ level: 0, vmodule, out() {}, now: () => 0, pid: 1 })).toThrow(
    'expect comma-separated list of filename=N',
  );
});
