import type { Env } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';

/**
 * Opens a file in the editor that KUBE_EDITOR or EDITOR names, arguments included; vi or notepad without. Rejects with
 * a KubistError when the editor cannot be started, or ends with a failure.
 */
export async function launchEditor(path: string, env: Env): Promise<void> {
  const { spawn } = await import('node:child_process');
  const { words, shell } = editorOf(env);
  const [command = '', ...args] = words;
  const named = words.join(' ');
  const failure = (cause?: NodeJS.ErrnoException): KubistError => {
    const unknown = cause?.code === 'ENOENT';
    const problem =
      unknown && !command.includes('/')
        ? 'unable to launch the editor'
        : 'there was a problem with the editor';
    return new KubistError(`${problem} ${goQuote(named)}`, { cause });
  };
  // A shell reads its last argument as a script, the path with it.
  const all = shell ? [...args.slice(0, -1), `${args.at(-1)} ${goQuote(path)}`] : [...args, path];
  const child = spawn(command, all, { stdio: 'inherit', env: { ...env } });
  await new Promise<void>((resolve, reject) => {
    child.on('error', (cause) => reject(failure(cause)));
    child.on('exit', (code) => (code === 0 ? resolve() : reject(failure())));
  });
}

/** Words are split at spaces; with quotes or backslashes among them, the shell reads them. */
function editorOf(env: Env): { words: readonly string[]; shell: boolean } {
  const windows = process.platform === 'win32';
  const editor = env['KUBE_EDITOR'] || env['EDITOR'] || (windows ? 'notepad' : 'vi');
  if (!editor.includes(' ')) return { words: [editor], shell: false };
  if (!/["'\\]/.test(editor)) {
    return { words: editor.split(' ').filter((word) => word !== ''), shell: false };
  }
  const shell = windows ? ['cmd', '/C'] : [env['SHELL'] || '/bin/bash', '-c'];
  return { words: [...shell, editor], shell: true };
}
