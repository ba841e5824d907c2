import { UsageError } from '../errors.ts';
import type { Env } from './context.ts';

const CHOICES = ['auto', 'always', 'never'] as const;

/** The values of `--color`. */
export type ColourChoice = (typeof CHOICES)[number];

/** Reads `--color`. Throws a UsageError for other words. */
export function readColour(value: string): ColourChoice {
  const choice = CHOICES.find((one) => one === value);
  if (choice === undefined) {
    throw new UsageError(`--color must be auto, always or never, and is ${JSON.stringify(value)}`, {
      hint: false,
    });
  }
  return choice;
}

/**
 * Whether a stream shows colours: the flag decides, then NO_COLOR and FORCE_COLOR, then whether it is a terminal
 * that has any. Sources: https://no-color.org, https://force-color.org, https://bixense.com/clicolors
 */
export function isColourWanted(choice: ColourChoice, isTTY: boolean, env: Env): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (isSet(env['NO_COLOR'])) return false;
  const forced = env['FORCE_COLOR'];
  if (isSet(forced)) return forced !== '0' && forced !== 'false';
  if (isSet(env['CLICOLOR_FORCE']) && env['CLICOLOR_FORCE'] !== '0') return true;
  return isTTY && env['CLICOLOR'] !== '0' && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
