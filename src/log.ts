import { goQuote } from './formats/go-quote.ts';
import { klogHead, klogPairs } from './klog.ts';

/** A leaf: klog-style logging, the reference's `-v`. */
export interface Logger {
  /** True when a line of this level would be printed: guard costly arguments with it. */
  enabled(level: number, file?: string): boolean;
  /**
   * Prints one info line when `level` is enabled: `I0102 15:04:05.000000   PID FILE:LINE] MESSAGE key="value"`.
   * `source` is what the reference prints as its own place, for instance `loader.go:405`.
   * The message is quoted when there are `values`, even an empty list.
   */
  info(level: number, source: string, message: string, values?: LogValues): void;
  /** Prints a warning line (`W0102 …`), whatever the level. */
  warn(source: string, message: string): void;
  /** Prints an error line (`E0102 …`), whatever the level. */
  error(source: string, message: string, values?: LogValues): void;
}

/** Key and value pairs of a structured line, in order. */
export type LogValues = readonly (readonly [key: string, value: unknown])[];

/** Where a logger writes, and what stands in its heads. */
export interface LoggerOptions {
  /** `-v`: 0 prints no info line. */
  readonly level: number;
  /** `--vmodule`: `round_trippers=8,cached_*=10`. File patterns with `*`, `?` and `[…]`, without `.go`. */
  readonly vmodule?: string;
  /** Takes whole lines, for stderr. */
  readonly out: (text: string) => void;
  /** Milliseconds since 1970; heads print the local time of it. */
  readonly now: () => number;
  readonly pid: number;
}

/**
 * A logger in klog's text format.
 * Throws an Error when `vmodule` is not a list of `pattern=N`.
 */
export function createLogger(options: LoggerOptions): Logger {
  const rules = parseVModule(options.vmodule ?? '');
  const enabled = (level: number, file?: string): boolean => {
    if (level <= options.level) return true;
    if (rules.length === 0 || file === undefined) return false;
    const module = file.replace(/\.go(:\d+)?$/, '');
    const rule = rules.find((one) => one.pattern.test(module));
    return rule !== undefined && level <= rule.level;
  };
  const print = (severity: string, source: string, message: string, values?: LogValues): void => {
    const text = values === undefined ? message : goQuote(message) + klogPairs(values);
    const head = klogHead(severity, options.now(), options.pid, source);
    options.out(text.endsWith('\n') ? head + text : `${head}${text}\n`);
  };
  return {
    enabled,
    info(level, source, message, values) {
      if (enabled(level, source)) print('I', source, message, values);
    },
    warn: (source, message) => print('W', source, message),
    error: (source, message, values) => print('E', source, message, values),
  };
}

/** One entry of `--vmodule`. */
interface ModuleRule {
  readonly pattern: RegExp;
  readonly level: number;
}

function parseVModule(text: string): ModuleRule[] {
  return text
    .split(',')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [pattern, level, ...rest] = entry.split('=');
      if (!pattern || !level || rest.length > 0)
        throw new Error('syntax error: expect comma-separated list of filename=N');
      if (!/^[+-]?\d+$/.test(level))
        throw new Error(`syntax error: expect comma-separated list of filename=N`);
      return { pattern: globToRegExp(pattern.replace(/\.go$/, '')), level: Number(level) };
    })
    .filter((rule) => rule.level > 0);
}

/** Go's filepath.Match for one path segment. */
function globToRegExp(glob: string): RegExp {
  const source = glob.replace(/\[[^\]]*\]|[*?]|[.+^${}()|\\]/g, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('[') ? part : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}
