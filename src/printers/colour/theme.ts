import { Chalk } from 'chalk';

/** Gives text a look. */
export type Style = (text: string) => string;

/** What text can mean to who reads it. */
export type Meaning =
  | 'good'
  | 'waiting'
  | 'bad'
  | 'quiet'
  | 'key'
  | 'scalar'
  | 'heading'
  | 'failure'
  | 'warning';

// Level 1 is the 16 colours of the terminal's own theme: its owner has chosen them so that they can be read.
const chalk = new Chalk({ level: 1 });

/**
 * The one theme. Ordinary text keeps the terminal's own colour; there is no background, no blue (dark on black) and
 * nothing bright (pale on white).
 */
export const theme: Readonly<Record<Meaning, Style>> = {
  good: chalk.green,
  waiting: chalk.yellow,
  bad: chalk.red,
  quiet: chalk.dim,
  key: chalk.cyan,
  scalar: chalk.magenta,
  heading: chalk.bold,
  failure: chalk.red.bold,
  warning: chalk.yellow.bold,
};
