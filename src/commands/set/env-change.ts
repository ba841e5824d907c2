import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { Container, EnvVar } from './pod-spec.ts';

/** Variables to set, in order, and names of those to remove. */
export interface EnvChange {
  readonly set: readonly EnvVar[];
  readonly remove: readonly string[];
}

/** `KEY=VALUE`, `KEY-`, or `-`. */
function isVariable(word: string): boolean {
  return word.indexOf('=') > 0 || word.endsWith('-');
}

/** Splits positional arguments before the first variable. Throws when a resource comes after one. */
export function splitVariables(args: readonly string[]): {
  resources: readonly string[];
  variables: readonly string[];
} {
  const first = args.findIndex(isVariable);
  if (first < 0) return { resources: args, variables: [] };
  const variables = args.slice(first);
  if (!variables.every(isVariable)) {
    throw new KubistError(
      `all resources must be specified before environment changes: ${args.join(' ')}`,
    );
  }
  return { resources: args.slice(0, first), variables };
}

/** Reads `KEY=VALUE`, `KEY-`, and `-`, which stands for the lines of stdin. Throws a KubistError in the reference's words. */
export async function readVariables(
  words: readonly string[],
  readStdin: () => Promise<Uint8Array>,
): Promise<EnvChange> {
  const set: EnvVar[] = [];
  const remove: string[] = [];
  const given = new Set<string>();
  let emptied = false;
  for (const word of words) {
    if (word === '-') {
      // A second reader of stdin finds nothing more.
      if (!emptied) set.push(...readLines(new TextDecoder().decode(await readStdin())));
      emptied = true;
    } else if (word.includes('=')) {
      const variable = readVariable(word);
      const problem = nameProblem(variable.name);
      if (problem !== undefined) {
        throw new KubistError(`${goQuote(variable.name)} is not a valid key name: ${problem}`);
      }
      given.add(variable.name);
      set.push(variable);
    } else if (word.endsWith('-')) remove.push(word.slice(0, -1));
    else throw new KubistError(`unknown environment variable: ${word}`);
  }
  if (remove.some((name) => given.has(name))) {
    throw new KubistError(
      'can not both modify and remove the same environment variable in the same command',
    );
  }
  return { set, remove };
}

function readVariable(text: string): EnvVar {
  const at = text.indexOf('=');
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

/** Lines of `env`: what follows a `#` is a comment, and what is no `KEY=VALUE` is passed over. */
function readLines(text: string): EnvVar[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, ''))
    .filter((line) => line.includes('='))
    .map(readVariable);
}

/** What is wrong with the name of a variable, in the API server's words. */
function nameProblem(name: string): string | undefined {
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
    return "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
  }
  if (name === '.' || name === '..') return `must not be '${name}'`;
  return name.startsWith('..') ? "must not start with '..'" : undefined;
}

/** Refuses to give variables that the container has another value. Throws a KubistError. */
export function refuseOverwrite({ env = [] }: Container, set: readonly EnvVar[]): void {
  for (const { name, value = '' } of set) {
    const current = env.find((one) => one.name === name);
    if (current === undefined || (current.value ?? '') === value) continue;
    throw new KubistError(
      `'${name}' already has a value (${current.value ?? ''}), and --overwrite is false`,
    );
  }
}

/** Variables with a change made: those that there were keep their place, new ones follow. A name stands once if it was changed. */
export function withVariables(existing: readonly EnvVar[], { set, remove }: EnvChange): EnvVar[] {
  const covered = new Set(remove);
  const result: EnvVar[] = [];
  for (const variable of existing) {
    if (covered.has(variable.name)) continue;
    const newer = set.find(({ name }) => name === variable.name);
    if (newer !== undefined) covered.add(newer.name);
    result.push(newer ?? variable);
  }
  for (const variable of set) {
    if (covered.has(variable.name)) continue;
    covered.add(variable.name);
    result.push(variable);
  }
  return result;
}
