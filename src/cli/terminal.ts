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
  const dress = async (stream: OutStream): Promise<OutStream> => {
    const isColoured = isColourWanted(colour, stream.isTTY, env);
    if (!isColoured && !stream.isTTY) return stream;
    return new TerminalOut(
      stream,
      isColoured ? await loadPainter(stream.isTTY || colour === 'always') : undefined,
      stream.isTTY ? progress : undefined,
    );
  };
  const [out, err] = await Promise.all([dress(streams.out), dress(streams.err)]);
  return { streams: { in: streams.in, out, err }, progress };
}

async function loadPainter(data: boolean): Promise<Painter> {
  const { createPainter } = await import('../printers/colour/painter.ts');
  return createPainter({ data });
}

/** An output on which text cannot drive the terminal. */
class TerminalOut implements OutStream {
  readonly painter: Painter | undefined;
  readonly isTTY: boolean;
  readonly #out: OutStream;
  readonly #progress: ProgressLine | undefined;

  constructor(out: OutStream, painter: Painter | undefined, progress: ProgressLine | undefined) {
    this.#out = out;
    this.isTTY = out.isTTY;
    this.painter = painter;
    this.#progress = progress;
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
    this.#progress?.giveWay(data);
    return this.#out.write(typeof data === 'string' ? visible(data) : data);
  }

  flush(): Promise<void> {
    return this.#out.flush();
  }
}
