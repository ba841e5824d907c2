import type { Painter } from '../api/painter.ts';
import { visible } from '../formats/visible.ts';
import { ProgressLine } from './progress.ts';
import { isColourWanted, type ColourChoice } from './colour.ts';
import type { Env, Progress } from './context.ts';
import type { OutStream, Streams } from './streams.ts';

/** The streams as a command gets them, and the line that shows that something goes on. */
export interface Terminal {
  readonly streams: Streams;
  readonly progress: Progress | undefined;
}

/** How a terminal is used. */
export interface TerminalOptions {
  readonly colour: ColourChoice;
  readonly env: Env;
  /** Whether long work may show a line; it also takes a terminal for one. */
  readonly progress: boolean;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Puts colours, progress and the care that a terminal needs around streams; those that need nothing stay as they are. */
export async function openTerminal(streams: Streams, options: TerminalOptions): Promise<Terminal> {
  const { env, colour } = options;
  const progress =
    options.progress && streams.err.isTTY
      ? new ProgressLine(streams.err, env, () => options.now())
      : undefined;
  const dress = async (stream: OutStream, messages: boolean): Promise<OutStream> => {
    const isColoured = isColourWanted(colour, stream.isTTY, env);
    if (!isColoured && !stream.isTTY) return stream;
    return new TerminalOut(stream, {
      painter: isColoured ? await loadPainter(stream.isTTY || colour === 'always') : undefined,
      progress: stream.isTTY ? progress : undefined,
      messages,
    });
  };
  const [out, err] = await Promise.all([dress(streams.out, false), dress(streams.err, true)]);
  return { streams: { in: streams.in, out, err }, progress };
}

async function loadPainter(data: boolean): Promise<Painter> {
  const { createPainter } = await import('../printers/colour/painter.ts');
  return createPainter({ data });
}

/** What an output does with what is written. */
interface Dress {
  readonly painter: Painter | undefined;
  readonly progress: ProgressLine | undefined;
  /** Text that nobody has coloured is messages. */
  readonly messages: boolean;
}

/** An output on which text cannot drive the terminal. */
class TerminalOut implements OutStream {
  readonly painter: Painter | undefined;
  readonly isTTY: boolean;
  readonly #out: OutStream;
  readonly #dress: Dress;

  constructor(out: OutStream, dress: Dress) {
    this.#out = out;
    this.isTTY = out.isTTY;
    this.painter = dress.painter;
    this.#dress = dress;
  }

  get columns(): number | undefined {
    return this.#out.columns;
  }

  get rows(): number | undefined {
    return this.#out.rows;
  }

  onResize(listener: () => void): () => void {
    return this.#out.onResize?.(listener) ?? (() => undefined);
  }

  write(data: string | Uint8Array): void | Promise<void> {
    const { painter, progress, messages } = this.#dress;
    progress?.giveWay(data);
    if (typeof data !== 'string') return this.#out.write(data);
    return this.#out.write(messages && painter ? painter.paint('message', data) : visible(data));
  }

  flush(): Promise<void> {
    return this.#out.flush();
  }
}
