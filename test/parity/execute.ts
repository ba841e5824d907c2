import { spawn } from 'node:child_process';

/** A program and the words that come before its own arguments: `[node, kubectl]`. */
export type Launch = readonly [string, ...string[]];

/** What one run left behind. */
export interface Outcome {
  stdout: string;
  stderr: string;
  /** The exit code; 128 + n for signal n, as a shell reports it; 124 when the time ran out. */
  code: number;
}

/** How to run a command. */
export interface RunOptions {
  cwd?: string;
  env: Readonly<Record<string, string>>;
  stdin?: string | undefined;
  /** Seconds. */
  timeout?: number;
  /** SIGINT once stdout matches. */
  interruptWhen?: RegExp | undefined;
  /** Called once, when stdout matches. */
  when?: { match: RegExp; call: () => void } | undefined;
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/** Runs a command to its end and keeps what it wrote. Rejects only when it cannot be started. */
export function execute(
  launch: Launch,
  args: readonly string[],
  options: RunOptions,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const [file, ...words] = launch;
    const child = spawn(file, [...words, ...args], {
      cwd: options.cwd,
      env: options.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let late = false;
    let called = false;
    let interrupted = false;
    const timer = setTimeout(
      () => {
        late = true;
        child.kill('SIGKILL');
      },
      (options.timeout ?? 30) * 1000,
    );

    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      if (!options.when && !options.interruptWhen) return;
      const text = Buffer.concat(out).toString();
      if (!called && options.when?.match.test(text)) {
        called = true;
        options.when.call();
      }
      // Not in the middle of a line, which some programs write in pieces.
      if (!interrupted && text.endsWith('\n') && options.interruptWhen?.test(text)) {
        interrupted = true;
        child.kill('SIGINT');
      }
    });
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    // A command that does not read its stdin closes the pipe first.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString() + (late ? '\n[killed: the time ran out]\n' : ''),
        code: late ? 124 : (code ?? 128 + (SIGNALS[signal ?? ''] ?? 0)),
      });
    });
  });
}
