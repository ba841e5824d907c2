import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { among, Directive, type Candidates } from '../../commands/completion/source.ts';
import { isProgram } from '../plugins.ts';
import type { Env } from '../context.ts';

/** Plugins as commands: each name leads to the plugins below it. */
interface Tree {
  readonly below: Map<string, Tree>;
}

/** All plugins on PATH: `kubectl-foo-bar_baz` is `bar-baz` below `foo`. */
export function pluginTree(env: Env): Tree {
  const root: Tree = { below: new Map() };
  for (const folder of folders(env)) {
    for (const name of namesIn(folder)) {
      if (!/^kubectl-./.test(name) || !isProgram(join(folder, name))) continue;
      let at = root;
      for (const word of name.split('-').slice(1)) {
        const key = word.replaceAll('_', '-');
        const next = at.below.get(key) ?? { below: new Map() };
        at.below.set(key, next);
        at = next;
      }
    }
  }
  return root;
}

/** Names of the plugins right below, with a description. */
export function pluginNames({ below }: Tree): string[] {
  return [...below.keys()]
    .toSorted()
    .map((name) => `${name}\tThe command ${name} is a plugin installed by the user`);
}

/**
 * Candidates for the words behind a plugin's name: the plugins below it, and what the program
 * `kubectl_complete-NAME` says when it is given the words. Undefined where there is no such plugin.
 */
export async function pluginCandidates(
  tree: Tree,
  words: readonly string[],
  word: string,
  env: Env,
  debug: (line: string) => Promise<void> | void,
): Promise<Candidates | undefined> {
  const path: string[] = [];
  let at = tree;
  for (const name of words) {
    const next = at.below.get(name);
    if (next === undefined) break;
    path.push(name.replaceAll('-', '_'));
    at = next;
  }
  if (path.length === 0) return undefined;
  const rest = words.slice(path.length);
  const below = rest.length === 0 ? among(pluginNames(at), word).values : [];

  const name = `kubectl_complete-${path.join('-')}`;
  await debug(`About to look for: ${name}`);
  const file = folders(env)
    .map((folder) => join(folder, name))
    .find(isProgram);
  if (file === undefined) {
    await debug(
      `Plugin kubectl-${path.join('-')} does not provide a matching completion executable`,
    );
    return { values: below, directive: Directive.default };
  }
  const args = [...rest, word];
  await debug(`About to call: ${file} ${args.join(' ')}`);
  const told = await ask(file, args, env);
  return { ...told, values: [...below, ...told.values] };
}

/** Runs the program. Its last line may be a directive, `:4`; one that fails has nothing to say. */
async function ask(file: string, args: readonly string[], env: Env): Promise<Candidates> {
  const { spawn } = await import('node:child_process');
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...env } });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  if (code !== 0) return { values: [], directive: Directive.default };
  const lines = Buffer.concat(chunks)
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const directive = /^:(\d+)$/.exec(lines.at(-1) ?? '')?.[1];
  if (directive === undefined) return { values: lines, directive: Directive.default };
  return { values: lines.slice(0, -1), directive: Number(directive) };
}

function folders(env: Env): string[] {
  return [...new Set((env['PATH'] ?? '').split(delimiter))].filter((folder) => folder !== '');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
