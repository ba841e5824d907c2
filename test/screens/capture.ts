import { spawn } from 'node:child_process';
import { Screen } from './screen.ts';

/** What happens while a command runs. */
export interface Step {
  /** Once this is on the screen… */
  readonly when: RegExp;
  /** …the picture is taken. */
  readonly picture?: boolean;
  /** …this is done, which the command waits for. */
  readonly act?: () => void;
}

/**
 * Runs a line of the shell in a pseudo-terminal (of `script`) and answers the screen: as it was when the picture was
 * taken, else as it is at the end. Rejects when a step never came.
 */
export async function capture(
  line: string,
  columns: number,
  env: NodeJS.ProcessEnv,
  steps: readonly Step[] = [],
): Promise<Screen> {
  const child = spawn('script', ['-qefc', `stty cols ${columns}; ${line}`, '/dev/null'], {
    env: { ...env, SHELL: '/bin/sh', TERM: 'xterm', LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  let picture: Screen | undefined;
  let next = 0;
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout as AsyncIterable<string>) {
    shown += chunk;
    // What has been sent up to a line of progress or an end of line is a screen; pieces of sequences are none.
    if (!/[\r\n]$/.test(shown)) continue;
    const step = steps[next];
    const screen = new Screen(columns).write(shown);
    if (step === undefined || !step.when.test(screen.text)) continue;
    next++;
    if (step.picture) picture = screen;
    step.act?.();
  }
  if (next < steps.length) throw new Error(`never shown: ${String(steps[next]?.when)}\n${shown}`);
  return picture ?? new Screen(columns).write(shown);
}
