import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { sortedKeys } from '../../formats/compare.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { readBytes, readFileOrFolder } from './files.ts';

/** Takes the next key and its bytes; what is wrong with either, the kind says in its own words. */
export type AddEntry = (key: string, value: Uint8Array) => void;

/** Reads `--from-file`, `--from-literal` and `--from-env-file`, in this order. */
export async function readEntries(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  add: AddEntry,
): Promise<void> {
  const [files, literals, envFiles] = ['from-file', 'from-literal', 'from-env-file'].map((name) =>
    flags.strings(name),
  ) as [readonly string[], readonly string[], readonly string[]];
  if (envFiles.length > 0 && files.length + literals.length > 0) {
    throw new KubistError('from-env-file cannot be combined with from-file or from-literal');
  }
  await addFiles(files, add);
  for (const literal of literals) {
    const equals = literal.indexOf('=');
    if (equals < 1) {
      throw new KubistError(`invalid literal source ${literal}, expected key=value`);
    }
    add(literal.slice(0, equals), Buffer.from(literal.slice(equals + 1)));
  }
  for (const file of envFiles) await addEnvFile(file, env, add);
}

/** Reads `--from-file`: `KEY=PATH`, `PATH`, or a folder whose plain files count. */
export async function addFiles(sources: readonly string[], add: AddEntry): Promise<void> {
  for (const source of sources) {
    const { key, path } = fileSource(source);
    const named = source.includes('=');
    for (const file of await readFileOrFolder(path, named))
      add(named ? key : file.name, file.bytes);
  }
}

function fileSource(source: string): { key: string; path: string } {
  const parts = source.split('=');
  const [first = '', second = ''] = parts;
  if (parts.length === 1) return { key: '', path: first };
  if (first === '' && parts.length === 2) {
    throw new KubistError(`key name for file path ${second} missing`);
  }
  if (second === '' && parts.length === 2) {
    throw new KubistError(`file path for key name ${first} missing`);
  }
  if (parts.length > 2) throw new KubistError("key names or file paths cannot contain '='");
  return { key: first, path: second };
}

const ENV_KEY = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/** Lines `KEY=VALUE`; a key alone takes its value from the environment, if it is there. */
async function addEnvFile(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  add: AddEntry,
): Promise<void> {
  const bytes = await readBytes(path, 'env config file cannot be a directory');
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  for (const raw of lines) {
    const line = raw.trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    if (!ENV_KEY.test(key)) {
      throw new KubistError(
        `${goQuote(key)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
      );
    }
    const value = equals < 0 ? (env[key] ?? '') : line.slice(equals + 1);
    add(key, Buffer.from(value));
  }
}

/** What is wrong with a key of a ConfigMap or Secret, in the API's words; undefined when nothing is. */
export function configKeyProblem(key: string): string | undefined {
  const problems: string[] = [];
  if (Buffer.byteLength(key) > 253) problems.push('must be no more than 253 characters');
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    problems.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
  if (key === '.') problems.push("must not be '.'");
  else if (key === '..') problems.push("must not be '..'");
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems.length === 0 ? undefined : problems.join(',');
}

/** A map as Go writes it: keys in byte order. */
export function sortedMap<T>(entries: ReadonlyMap<string, T>): Record<string, T> {
  const object = Object.fromEntries(entries);
  return Object.fromEntries(sortedKeys(object).map((key) => [key, object[key] as T]));
}
