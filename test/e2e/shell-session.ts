import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Shells that can be typed into, and how they start without anyone's settings. */
export const SHELLS = {
  bash: { start: 'bash --norc --noprofile -i', prompt: 'PS1="rea""dy> "' },
  zsh: { start: 'zsh -f -i', prompt: 'PS1="rea""dy> "' },
  fish: {
    start: 'fish --no-config -i',
    prompt: 'function fish_prompt; echo -n "rea""dy> "; end',
  },
} as const;

/** One of them. */
export type ShellName = keyof typeof SHELLS;

/** Throws one sentence when a program is not on PATH. */
export function needProgram(name: string): void {
  const found = (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found)
    throw new Error(`${name} is missing: run apt-get install --no-install-recommends ${name}`);
}

/** A shell in a terminal of its own, which script(1) makes. */
export class ShellSession {
  readonly #child: ChildProcessWithoutNullStreams;
  #screen = '';
  #changed: () => void = () => undefined;

  constructor(shell: ShellName, env: Readonly<Record<string, string>>) {
    const command = `stty rows 40 cols 100; exec ${SHELLS[shell].start}`;
    this.#child = spawn('script', ['-qfc', command, '/dev/null'], {
      env: { TERM: 'xterm', LANG: 'C.UTF-8', SHELL: '/bin/sh', ...env },
    });
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#screen += chunk.toString();
      this.#changed();
    });
  }

  /** Types keys, and waits until what is shown since then matches. Answers it without escape sequences. */
  async type(keys: string, until: RegExp): Promise<string> {
    const from = this.#screen.length;
    this.#child.stdin.write(keys);
    const deadline = Date.now() + 30_000;
    for (;;) {
      const shown = plain(this.#screen.slice(from));
      if (until.test(shown)) return shown;
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`waited for ${until.source} in vain:\n${JSON.stringify(shown)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Ends the shell. */
  close(): void {
    this.#child.kill('SIGKILL');
  }
}

function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001b(?:\[[0-9;?]*[a-zA-Z]|\][^\u0007]*\u0007|[()][AB0]|[=>])/g, '');
}
