import { KubistError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { FlagSpec, Flags } from './flags.ts';

/** What a command may change: everything, nothing (and no request), or nothing although the server is asked. */
export type DryRun = 'none' | 'client' | 'server';

/** How the server treats fields that it does not know or finds twice (KEP-2885). */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export const dryRunFlag: FlagSpec = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  noOptDefault: 'unchanged',
  usage:
    'Change nothing: "client" prints what would be sent, "server" has the server judge it without keeping it. "none" is the normal way.',
};

export const validateFlag: FlagSpec = {
  name: 'validate',
  type: 'string',
  default: 'strict',
  noOptDefault: 'strict',
  usage:
    'What to do about fields that are unknown or stand twice: strict (or true) refuses them, warn tells of them, ignore (or false) drops them silently.',
};

export const saveConfigFlag: FlagSpec = {
  name: 'save-config',
  type: 'bool',
  default: false,
  usage: 'Keep the configuration of the object in its annotation, for a later apply',
};

/** `--field-manager` with the command's own name as default: `kubectl-create`. */
export function fieldManagerFlag(manager: string): FlagSpec {
  return {
    name: 'field-manager',
    type: 'string',
    default: manager,
    usage: 'Name under which the server notes who set which field',
  };
}

/** Reads `--dry-run`. Its old forms still work, with a warning; anything else throws. */
export function readDryRun(flags: Flags, log: Logger): DryRun {
  const value = flags.string('dry-run');
  switch (value) {
    case 'none':
    case 'client':
    case 'server':
      return value;
    case 'unchanged':
      log.warn(
        'helpers.go:719',
        '--dry-run is deprecated and can be replaced with --dry-run=client.',
      );
      return 'client';
    default: {
      const bool = BOOLEANS.get(value);
      if (bool === undefined) {
        throw new KubistError(
          `Invalid dry-run value (${value}). Must be "none", "server", or "client".`,
        );
      }
      const instead = bool ? 'client' : 'none';
      log.warn(
        bool ? 'helpers.go:733' : 'helpers.go:736',
        `--dry-run=${bool} is deprecated (boolean value) and can be replaced with --dry-run=${instead}.`,
      );
      return instead;
    }
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

/** Reads `--validate`. Throws on a value that is none of the words. */
export function readFieldValidation(flags: Flags): FieldValidation {
  const value = flags.string('validate');
  switch (value) {
    case 'strict':
    case 'true':
      return 'Strict';
    case 'warn':
      return 'Warn';
    case 'ignore':
    case 'false':
      return 'Ignore';
    default:
      throw new KubistError(
        `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
      );
  }
}

/** What a write did, as its message ends: `created`, `created (dry run)`, `created (server dry run)`. */
export function operation(verb: string, dryRun: DryRun): string {
  if (dryRun === 'none') return verb;
  return dryRun === 'client' ? `${verb} (dry run)` : `${verb} (server dry run)`;
}
