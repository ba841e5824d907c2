import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTerminal, type Terminal } from '../../src/cli/terminal.ts';
import { Screen } from '../screens/screen.ts';
import { memoryIn, MemoryOut } from '../helpers/run-kubist.ts';
import type { OutStream } from '../../src/cli/streams.ts';

/** Both outputs on one screen, as a terminal has them. */
class Shared extends MemoryOut {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    super({ columns: 30 });
    this.#screen = screen;
  }

  override write(data: string | Uint8Array): void {
    super.write(data);
    this.#screen.write(Buffer.from(data as string).toString());
  }
}

let screen: Screen;
let out: OutStream;
let terminal: Terminal;

async function open(env: Record<string, string> = { LANG: 'C.UTF-8' }): Promise<void> {
  screen = new Screen(30);
  const streams = { in: memoryIn(''), out: new Shared(screen), err: new Shared(screen) };
  terminal = await openTerminal(streams, {
    colour: 'never',
    env,
    progress: true,
    now: () => Date.now(),
  });
  ({ out } = terminal.streams);
}

beforeEach(async () => {
  vi.useFakeTimers();
  await open();
});
afterEach(() => {
  terminal.progress?.end();
  vi.useRealTimers();
});

describe('a line of progress', () => {
  it('is not there for what is done at once', () => {
    terminal.progress?.show('waiting');
    vi.advanceTimersByTime(300);
    expect(screen.text).toBe('');
    terminal.progress?.end();
    vi.advanceTimersByTime(5000);
    expect(screen.text).toBe('');
  });

  it('moves, and tells how long it has been', () => {
    terminal.progress?.show('waiting');
    vi.advanceTimersByTime(500);
    const first = screen.text;
    expect(first).toMatch(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] waiting$/);
    vi.advanceTimersByTime(100);
    expect(screen.text).not.toBe(first);
    vi.advanceTimersByTime(71_900);
    expect(screen.text).toMatch(/^. waiting \(1m12s\)$/);
  });

  it('counts', () => {
    let left = 3;
    terminal.progress?.show(() => `${left} left`);
    vi.advanceTimersByTime(500);
    left = 2;
    vi.advanceTimersByTime(100);
    expect(screen.text).toMatch(/^. 2 left$/);
  });

  it('makes room for output and comes back below it', () => {
    terminal.progress?.show('waiting');
    vi.advanceTimersByTime(500);
    void out.write('pod/a evicted\n');
    expect(screen.text).toBe('pod/a evicted');
    vi.advanceTimersByTime(100);
    expect(screen.text).toMatch(/^pod\/a evicted\n. waiting$/);
  });

  it('does not write over a question', () => {
    terminal.progress?.show('waiting');
    void out.write('Are you sure? ');
    vi.advanceTimersByTime(2000);
    expect(screen.text).toBe('Are you sure? ');
  });

  it('leaves nothing behind, and no listener', () => {
    const listeners = (): number[] =>
      ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'].map((name) => process.listenerCount(name));
    const before = listeners();
    terminal.progress?.show('waiting');
    vi.advanceTimersByTime(500);
    terminal.progress?.end();
    expect(screen.text).toBe('');
    expect(listeners()).toEqual(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stays on one line, whatever it says', () => {
    terminal.progress?.show('a very long name of an object\u001b[2J that needs\nmore room');
    vi.advanceTimersByTime(500);
    expect(screen.text).toMatch(/^. a very long name of an obje$/);
  });

  it('does without special characters where there may be none', async () => {
    await open({ LANG: 'C' });
    terminal.progress?.show('waiting');
    vi.advanceTimersByTime(500);
    expect(screen.text).toMatch(/^[|/\\-] waiting$/);
  });

  it('gives way to those who handle a signal', () => {
    const heard: string[] = [];
    const listen = (name: string): void => void heard.push(`${name}: ${screen.text}`);
    process.once('SIGHUP', listen);
    terminal.progress?.show('waiting');
    vi.advanceTimersByTime(500);
    process.emit('SIGHUP', 'SIGHUP');
    expect(heard).toEqual(['SIGHUP: ']);
  });
});
