import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { KubistError } from '../../errors.ts';
import { fileError } from '../file-error.ts';
import type { ExecConfig } from '../kubeconfig.ts';
import type { Env } from '../load.ts';

/**
 * The path of a plugin: a command with a slash is a path, another is looked up in PATH.
 * Relative folders in PATH are passed over, so that a file in the current folder never runs by accident.
 */
export function lookUp(command: string, env: Env): string | undefined {
  if (command.includes('/')) return command;
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const file = join(folder, command);
    if (isExecutable(file)) return file;
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The error for a plugin that is not installed, with the hint that the kubeconfig has for that case. */
export function missingExecutable(config: ExecConfig): KubistError {
  const hint = config.installHint ?? '';
  return new KubistError(
    `exec: executable ${config.command} not found

It looks like you are trying to use a client-go credential plugin that is not installed.

To learn more about this feature, consult the documentation available at:
      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins${
        hint === '' ? '' : `\n\n${withoutEscapes(hint)}`
      }`,
  );
}

/** The error for a plugin that could not be started. */
export function execFailure(error: unknown, file: string): KubistError {
  return new KubistError(`exec: ${fileError(error, file, 'fork/exec').message}`, { cause: error });
}

/** Shows control characters as `U+001B`, so that a kubeconfig cannot play with the terminal. */
function withoutEscapes(text: string): string {
  return text.replace(
    /[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\t-\r]/gu,
    (character) =>
      `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
