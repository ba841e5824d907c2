import type { Context } from '../../cli/context.ts';
import { ExitError } from '../../errors.ts';
import type { RemoteStreams, TerminalSize } from '../../rest/remote-command/remote-command.ts';
import { detachable, type KeySequence } from './detach.ts';

/** What the flags `-i`, `-t` and `-q` ask for. */
export interface Wishes {
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
}

/** How a session uses the terminal on this side. */
export interface Terminal {
  readonly stdin: boolean;
  /** The remote process has a terminal, and this one is raw: every key goes there. */
  readonly tty: boolean;
}

/** Judges whether a terminal can be had: only beside stdin, and only when stdin is one. */
export async function judgeTerminal(
  { streams }: Context,
  { stdin, tty, quiet }: Wishes,
): Promise<Terminal> {
  if (!stdin || !tty) return { stdin, tty: false };
  if (streams.in.isTTY && streams.in.setRawMode !== undefined) return { stdin, tty: true };
  if (!quiet) {
    await streams.err.write(
      'Unable to use a TTY - input is not a terminal or the right kind of file\n',
    );
  }
  return { stdin, tty: false };
}

/** What a session may add to its use of the terminal. */
export interface SessionOptions {
  /** Keys that end the session from this side; the remote process goes on. */
  readonly detachKeys?: KeySequence;
  /** First tell a size one larger than the true one, so that what runs there draws itself anew. */
  readonly redraw?: boolean;
}

/**
 * Runs a session with stdin, stdout and stderr as the terminal asks for them. The mode of the terminal is restored
 * whatever happens; SIGINT and SIGTERM end a session that reads a terminal with exit code 1, as in the reference.
 */
export async function withTerminal<T>(
  context: Context,
  { stdin, tty }: Terminal,
  options: SessionOptions,
  session: (streams: RemoteStreams, signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const { streams } = context;
  const bytes = tty ? streams.in : (streams.in.lent?.() ?? streams.in);
  const input = options.detachKeys === undefined ? bytes : detachable(bytes, options.detachKeys);
  const remote: RemoteStreams = {
    ...(stdin ? { stdin: input } : {}),
    stdout: (data) => streams.out.write(data),
    // A terminal has one output.
    ...(tty ? { resize: followSize(context, options.redraw ?? false) } : {}),
    ...(tty ? {} : { stderr: (data) => streams.err.write(data) }),
    stdinStaysOpen: () =>
      void streams.err.write(
        'warning: this server cannot tell the process that its input has ended (it speaks version 4 of the protocol only)\n',
      ),
  };
  const signal = stdin && streams.in.isTTY ? context.signal : undefined;
  if (tty) streams.in.setRawMode?.(true);
  try {
    return await session(remote, signal);
  } catch (error) {
    if (signal?.aborted) throw new ExitError(1);
    throw error;
  } finally {
    if (tty) streams.in.setRawMode?.(false);
  }
}

/** Tells the server the size of the terminal, now and whenever it changes. */
function followSize(
  { streams: { out } }: Context,
  redraw: boolean,
): (send: (size: TerminalSize) => void) => () => void {
  return (send) => {
    const size = (): TerminalSize | undefined =>
      out.columns === undefined || out.rows === undefined
        ? undefined
        : { columns: out.columns, rows: out.rows };
    const tell = (): void => {
      const now = size();
      if (now !== undefined) send(now);
    };
    const now = size();
    if (redraw && now !== undefined) send({ columns: now.columns + 1, rows: now.rows + 1 });
    tell();
    return out.onResize?.(tell) ?? (() => undefined);
  };
}
