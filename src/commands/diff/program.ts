import type { Readable } from 'node:stream';
import type { Context, Env } from '../../cli/context.ts';
import type { OutStream } from '../../cli/streams.ts';
import { ExitError, KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { writeAs } from '../../printers/write-as.ts';

/**
 * Runs the program that shows differences between two folders: `diff -u -N`, or what KUBECTL_EXTERNAL_DIFF says.
 * Rejects with ExitError(1) when it tells of differences.
 */
export async function runProgram(context: Context, folders: readonly string[]): Promise<void> {
  const { env, streams } = context;
  const { command, args, ours } = commandLine(env, folders);
  const { painter } = streams.out;
  const failed = (reason: string): KubistError =>
    new KubistError(`failed to run ${goQuote(command)}: ${reason}`);
  if (command === '') throw failed('exec: no command');
  await Promise.all([streams.out.flush(), streams.err.flush()]);
  const { spawn } = await import('node:child_process');
  const child = spawn(command, args, {
    // On a terminal it may colour and page, unless the colours are ours.
    stdio: [
      'ignore',
      streams.out.isTTY && !(ours && painter) ? 'inherit' : 'pipe',
      streams.err.isTTY ? 'inherit' : 'pipe',
    ],
    env: { ...env },
    signal: context.signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', () => reject(failed(`executable file not found in ${PATH}`)));
    child.on('close', resolve);
  });
  const [code] = await Promise.all([
    ended,
    ours && painter ? copyPainted(child.stdout, streams.out) : copy(child.stdout, streams.out),
    copy(child.stderr, streams.err),
  ]);
  // A program that a signal has ended counts as one that found differences.
  if (code === null || code === 1) throw new ExitError(1);
  if (code > 1) throw failed(`exit status ${code}`);
}

const PATH = process.platform === 'win32' ? '%PATH%' : '$PATH';

/**
 * Words are split at spaces. Those after the first one come last, and only if they consist of letters, digits, `-`
 * and `=`: nothing that a shell or a path needs.
 */
function commandLine(
  env: Env,
  folders: readonly string[],
): { command: string; args: readonly string[]; ours: boolean } {
  const external = env['KUBECTL_EXTERNAL_DIFF'] ?? '';
  if (external === '') return { command: 'diff', args: ['-u', '-N', ...folders], ours: true };
  const [command = '', ...words] = external.split(' ');
  const plain = words.filter((word) => /^[a-zA-Z0-9=-]+$/.test(word));
  return { command, args: [...folders, ...plain], ours: false };
}

async function copy(from: Readable | null, to: OutStream): Promise<void> {
  if (from === null) return;
  for await (const chunk of from as AsyncIterable<Uint8Array>) await to.write(chunk);
}

/** Copies whole lines, in colour. */
async function copyPainted(from: Readable | null, to: OutStream): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of (from ?? []) as AsyncIterable<Uint8Array>) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) await writeAs('diff', text.slice(0, end), to);
  }
  if (rest !== '') await writeAs('diff', rest, to);
}
