import { visible } from '../formats/visible.ts';
import type { Env, Progress } from './context.ts';
import type { OutStream } from './streams.ts';

/** How long something takes until it is worth a line. */
const PATIENCE = 400;
const INTERVAL = 100;
const CLEAR = '\r\u001b[K';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Shows a line of what is going on at the end of a terminal: `⠹ draining node-1: 2 of 7 pods left (12s)`. */
export class ProgressLine implements Progress {
  readonly #err: OutStream;
  readonly #frames: readonly string[];
  readonly #now: () => number;
  #text: string | (() => string) = '';
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;
  #isShown = false;
  /** Text without its end of line stands there: a question, say. It is not overwritten. */
  #isTaken = false;

  /** @param now milliseconds since 1970 */
  constructor(err: OutStream, env: Env, now: () => number) {
    this.#err = err;
    this.#frames = Array.from(isUTF8(env) ? '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏' : '|/-\\');
    this.#now = now;
  }

  show(text: string | (() => string)): void {
    this.#text = text;
    if (this.#timer !== undefined) return;
    this.#since = this.#now();
    this.#timer = setInterval(() => this.#draw(), INTERVAL);
    // The command decides how long it takes.
    this.#timer.unref();
    for (const name of SIGNALS) process.prependListener(name, this.#onSignal);
    process.on('exit', this.#clear);
  }

  end(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#clear();
    for (const name of SIGNALS) process.off(name, this.#onSignal);
    process.off('exit', this.#clear);
  }

  /** Makes room for what is about to be written to the terminal. */
  giveWay(data: string | Uint8Array): void {
    this.#clear();
    if (data.length > 0) this.#isTaken = data.at(-1) !== '\n' && data.at(-1) !== 10;
  }

  #draw(): void {
    const taken = this.#now() - this.#since;
    if (taken < PATIENCE || this.#isTaken) return;
    const frame = this.#frames[this.#frame++ % this.#frames.length] ?? '';
    const text = visible(typeof this.#text === 'string' ? this.#text : this.#text());
    const line = `${frame} ${text.replaceAll('\n', ' ')}${seconds(taken)}`;
    // One column stays free, or the terminal would go on to its next line.
    const shown = Array.from(line)
      .slice(0, (this.#err.columns ?? 80) - 1)
      .join('');
    // The cursor waits at the start: what anybody else writes covers the line.
    void this.#err.write(Buffer.from(`${CLEAR}${shown}\r`));
    this.#isShown = true;
  }

  readonly #clear = (): void => {
    if (!this.#isShown) return;
    this.#isShown = false;
    void this.#err.write(Buffer.from(CLEAR));
  };

  /** Comes before those who act on a signal; where nobody does, the signal has its usual effect. */
  readonly #onSignal = (name: NodeJS.Signals): void => {
    this.end();
    if (process.listenerCount(name) === 0) process.kill(process.pid, name);
  };
}

function seconds(milliseconds: number): string {
  const count = Math.floor(milliseconds / 1000);
  if (count < 1) return '';
  return count < 60 ? ` (${count}s)` : ` (${Math.floor(count / 60)}m${count % 60}s)`;
}

function isUTF8(env: Env): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) || process.platform === 'darwin';
}
