import { describe, expect, it } from 'vitest';
import { FlagIndex, parseArguments } from '../../src/cli/flags/parse.ts';
import type { FlagSpec } from '../../src/cli/flags/flags.ts';

const specs: FlagSpec[] = [
  { name: 'output', short: 'o', type: 'string', default: '', usage: '' },
  { name: 'watch', short: 'w', type: 'bool', default: false, usage: '' },
  { name: 'all-namespaces', short: 'A', type: 'bool', default: false, usage: '' },
  { name: 'chunk-size', type: 'int64', default: 500, usage: '' },
  { name: 'v', short: 'v', type: 'Level', default: 0, usage: '' },
  { name: 'label-columns', short: 'L', type: 'stringSlice', default: [], usage: '' },
  { name: 'as-group', type: 'stringArray', default: [], usage: '' },
  { name: 'timeout', type: 'duration', default: '0s', usage: '' },
  { name: 'dry-run', type: 'string', default: 'none', noOptDefault: 'unchanged', usage: '' },
];

function parse(...args: string[]): {
  values: Record<string, unknown>;
  positional: readonly string[];
  dash: number;
} {
  const { values, positional, dash } = parseArguments(args, new FlagIndex(specs));
  return { values: Object.fromEntries(values), positional, dash };
}

describe('flags are read as pflag reads them', () => {
  it.each([
    [['pods', '-o', 'wide'], { output: 'wide' }],
    [['pods', '-owide'], { output: 'wide' }],
    [['-o=wide', 'pods'], { output: 'wide' }],
    [['--output=wide', 'pods'], { output: 'wide' }],
    [['--output', 'wide', 'pods'], { output: 'wide' }],
    [['pods', '--output='], { output: '' }],
    [['pods', '-Aw'], { 'all-namespaces': true, watch: true }],
    [['pods', '-Aw=false'], { 'all-namespaces': true, watch: false }],
    [['pods', '-Ao', 'name'], { 'all-namespaces': true, output: 'name' }],
    [['pods', '--all_namespaces'], { 'all-namespaces': true }],
    [['pods', '-v6'], { v: 6 }],
    [['pods', '--chunk-size=0x10'], { 'chunk-size': 16 }],
    [['pods', '--chunk-size=-1_0'], { 'chunk-size': -10 }],
    [['pods', '-L', 'a,b', '-L', '"c,d"'], { 'label-columns': ['a', 'b', 'c,d'] }],
    [['pods', '--as-group', 'a,b', '--as-group=c'], { 'as-group': ['a,b', 'c'] }],
    [['pods', '--dry-run'], { 'dry-run': 'unchanged' }],
    [['pods', '--timeout', '1m30s'], { timeout: '1m30s' }],
  ])('%j', (args, values) => {
    const parsed = parse(...args);
    expect(parsed.values).toEqual(values);
    expect(parsed.positional).toEqual(['pods']);
  });

  it('takes everything after -- as it is, and remembers where it stood', () => {
    expect(parse('pod', '-w', '--', 'ls', '-w', '--')).toEqual({
      values: { watch: true },
      positional: ['pod', 'ls', '-w', '--'],
      dash: 1,
    });
  });

  it('leaves a lone dash alone', () => {
    expect(parse('-').positional).toEqual(['-']);
  });

  it.each([
    ['--bogus', 'unknown flag: --bogus'],
    ['-X', "unknown shorthand flag: 'X' in -X"],
    ['-wit', "unknown shorthand flag: 'i' in -it"],
    ['-o', "flag needs an argument: 'o' in -o"],
    ['--output', 'flag needs an argument: --output'],
    ['--=x', 'bad flag syntax: --=x'],
    ['---x', 'bad flag syntax: ---x'],
    [
      '-w=maybe',
      'invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    [
      '--chunk-size=a',
      'invalid argument "a" for "--chunk-size" flag: strconv.ParseInt: parsing "a": invalid syntax',
    ],
    [
      '--chunk-size=99999999999999999999',
      'invalid argument "99999999999999999999" for "--chunk-size" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range',
    ],
    [
      '--timeout=3x',
      'invalid argument "3x" for "--timeout" flag: time: unknown unit "x" in duration "3x"',
    ],
    [
      '-La"b',
      'invalid argument "a\\"b" for "-L, --label-columns" flag: parse error on line 1, column 2: bare " in non-quoted-field',
    ],
  ])('%s is refused', (arg, message) => {
    expect(() => parse(arg)).toThrow(message);
  });
});
