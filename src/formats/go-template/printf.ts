import { goType, goValue, GoNumber, type GoValue } from '../go-format.ts';
import { formatArgument, isInteger, NO_FLAGS, type Flags } from './verbs.ts';

/** `fmt.Sprint`: a space between two operands when neither is a string. */
export function sprint(args: readonly GoValue[]): string {
  let out = '';
  args.forEach((arg, i) => {
    if (i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string') out += ' ';
    out += goValue(arg);
  });
  return out;
}

/** `fmt.Sprintln`. */
export function sprintln(args: readonly GoValue[]): string {
  return `${args.map(goValue).join(' ')}\n`;
}

/** `fmt.Sprintf`, with its marks for wrong verbs: `%!d(string=x)`, `%!s(MISSING)`, `%!(EXTRA int=1)`. */
export function sprintf(format: string, args: readonly GoValue[]): string {
  return new Formatter(format, args).run();
}

const LIMIT = 1e6;

class Formatter {
  private readonly format: string;
  private readonly args: readonly GoValue[];
  private pos = 0;
  private arg = 0;
  private reordered = false;
  private goodIndex = true;
  private afterIndex = false;

  constructor(format: string, args: readonly GoValue[]) {
    this.format = format;
    this.args = args;
  }

  run(): string {
    let out = '';
    for (;;) {
      const percent = this.format.indexOf('%', this.pos);
      if (percent < 0) break;
      out += this.format.slice(this.pos, percent);
      this.pos = percent + 1;
      out += this.directive();
    }
    out += this.format.slice(this.pos);
    if (!this.reordered && this.arg < this.args.length) {
      const extra = this.args
        .slice(this.arg)
        .map((arg) =>
          arg === null || arg === undefined ? '<nil>' : `${goType(arg)}=${goValue(arg)}`,
        );
      out += `%!(EXTRA ${extra.join(', ')})`;
    }
    return out;
  }

  /** One verb with its flags, width and precision. */
  private directive(): string {
    this.goodIndex = true;
    this.afterIndex = false;
    const flags: Flags = { ...NO_FLAGS };
    this.readFlags(flags);
    const prefix = this.readWidth(flags) + this.readPrecision(flags);
    if (!this.afterIndex) this.readIndex();
    const code = this.format.codePointAt(this.pos);
    if (code === undefined) return `${prefix}%!(NOVERB)`;
    const verb = String.fromCodePoint(code);
    this.pos += verb.length;
    if (verb === '%') return `${prefix}%`;
    if (!this.goodIndex) return `${prefix}%!${verb}(BADINDEX)`;
    if (this.arg >= this.args.length) return `${prefix}%!${verb}(MISSING)`;
    return prefix + formatArgument(this.args[this.arg++], verb, flags);
  }

  private readFlags(flags: Flags): void {
    for (; ; this.pos++) {
      switch (this.format[this.pos]) {
        case '#':
          flags.sharp = true;
          break;
        case '0':
          flags.zero = true;
          break;
        case '+':
          flags.plus = true;
          break;
        case '-':
          flags.minus = true;
          break;
        case ' ':
          flags.space = true;
          break;
        default:
          return;
      }
    }
  }

  private readWidth(flags: Flags): string {
    this.readIndex();
    if (this.format[this.pos] !== '*') {
      flags.width = this.readNumber();
      if (this.afterIndex && flags.width !== undefined) this.goodIndex = false;
      return '';
    }
    this.pos++;
    this.afterIndex = false;
    flags.width = this.starArgument();
    if (flags.width === undefined) return '%!(BADWIDTH)';
    if (flags.width < 0) {
      flags.width = -flags.width;
      flags.minus = true;
      flags.zero = false;
    }
    return '';
  }

  private readPrecision(flags: Flags): string {
    if (this.format[this.pos] !== '.' || this.pos + 1 >= this.format.length) return '';
    this.pos++;
    if (this.afterIndex) this.goodIndex = false;
    this.readIndex();
    if (this.format[this.pos] !== '*') {
      flags.precision = this.readNumber() ?? 0;
      return '';
    }
    this.pos++;
    this.afterIndex = false;
    const precision = this.starArgument();
    if (precision !== undefined && precision >= 0) {
      flags.precision = precision;
      return '';
    }
    return '%!(BADPREC)';
  }

  private readNumber(): number | undefined {
    const digits = /^\d*/.exec(this.format.slice(this.pos))?.[0] ?? '';
    const value = Number(digits);
    // A number too long ends the format, as in Go.
    if (digits.length > 1 && Number(digits.slice(0, -1)) > LIMIT) {
      this.pos = this.format.length;
      return undefined;
    }
    this.pos += digits.length;
    return digits === '' ? undefined : value;
  }

  private starArgument(): number | undefined {
    const arg = this.args[this.arg];
    if (this.arg >= this.args.length) return undefined;
    this.arg++;
    if (!isInteger(arg)) return undefined;
    const value = Number(arg instanceof GoNumber ? arg.value : arg);
    return Math.abs(value) > LIMIT ? undefined : value;
  }

  /** `[3]` chooses an argument. */
  private readIndex(): void {
    this.afterIndex = false;
    if (this.format[this.pos] !== '[') return;
    this.reordered = true;
    const close = this.format.indexOf(']', this.pos + 1);
    if (close < 0) {
      this.goodIndex = false;
      this.pos++;
      return;
    }
    const text = this.format.slice(this.pos + 1, close);
    const index = /^\d+$/.test(text) ? Number(text) - 1 : -1;
    this.pos = close + 1;
    this.afterIndex = /^\d+$/.test(text);
    if (index >= 0 && index < this.args.length) this.arg = index;
    else this.goodIndex = false;
  }
}
