import type { Env } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';

/** A text as the user left it, in a file that is kept until `remove`. */
export interface EditedFile {
  readonly text: string;
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Lets the user change a text in the editor that KUBE_EDITOR or EDITOR names, arguments included; vi or notepad
 * without. Rejects with a KubistError when the editor cannot be started, or ends with a failure.
 */
export async function openEditor(
  text: string,
  { env, extension }: { readonly env: Env; readonly extension: string },
): Promise<EditedFile> {
  const { readFile, rm, writeFile } = await import('node:fs/promises');
  const { randomInt } = await import('node:crypto');
  const { tmpdir } = await import('node:os');
  const paths = await import('node:path');
  const number = randomInt(2 ** 32 - 1);
  const path = paths.join(env['TMPDIR'] ?? tmpdir(), `kubectl-edit-${number}${extension}`);
  // Nobody else may read it, or have put a file or a link there before.
  await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  const remove = (): Promise<void> => rm(path, { force: true });
  try {
    await launch(editorOf(env), path, env);
  } catch (error) {
    await remove();
    throw error;
  }
  return { text: await readFile(path, 'utf8'), path, remove };
}

function editorOf(env: Env): string {
  const fallback = process.platform === 'win32' ? 'notepad' : 'vi';
  return env['KUBE_EDITOR'] || env['EDITOR'] || fallback;
}

async function launch(editor: string, path: string, env: Env): Promise<void> {
  const { spawn } = await import('node:child_process');
  const { command, args } = commandLine(editor, path, env);
  const child = spawn(command, args, { stdio: 'inherit', env: { ...env } });
  await new Promise<void>((resolve, reject) => {
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const unknown = cause.code === 'ENOENT' && !command.includes('/');
      const words = unknown ? 'unable to launch the editor' : 'there was a problem with the editor';
      reject(new KubistError(`${words} ${goQuote(editor)}`, { cause }));
    });
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new KubistError(`there was a problem with the editor ${goQuote(editor)}`));
    });
  });
}

/** Words are split at spaces; with quotes or backslashes among them, the shell reads them. */
function commandLine(
  editor: string,
  path: string,
  env: Env,
): { command: string; args: readonly string[] } {
  if (!editor.includes(' ')) return { command: editor, args: [path] };
  if (!/["'\\]/.test(editor)) {
    const [command = '', ...args] = editor.split(' ');
    return { command, args: [...args, path] };
  }
  const [shell, flag] =
    process.platform === 'win32' ? ['cmd', '/C'] : [env['SHELL'] || '/bin/bash', '-c'];
  return { command: shell, args: [flag, `${editor} ${goQuote(path)}`] };
}
