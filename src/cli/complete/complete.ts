import { Command } from 'commander';
import { commonFlagRules, globalFlagRules, rules } from '../../commands/completion/rules.ts';
import {
  Directive,
  nothing,
  type Candidates,
  type Source,
} from '../../commands/completion/source.ts';
import { createContext, type ContextOptions } from '../create-context.ts';
import { globalFlags, helpFlag } from '../flags/global.ts';
import { FlagIndex } from '../flags/parse.ts';
import { parseFlagValue } from '../flags/values.ts';
import { CommandFlags } from '../flags/values-of-command.ts';
import { unshadowed } from '../flags/unshadowed.ts';
import { applyPreferences, type Preferred } from '../preferred.ts';
import { firstOperand } from '../program.ts';
import { directiveNames, renderCandidates } from './render.ts';
import { readLine, UnreadableLine, type Line } from './line.ts';
import { commandCandidates, flagCandidates, requiredCandidates } from './names.ts';
import { pluginCandidates, pluginNames, pluginTree } from './plugins.ts';
import type { CommandSpec } from '../command.ts';
import type { Flags } from '../flags/flags.ts';

/** Milliseconds until a shell is told that there are no candidates: nobody waits longer for a key. */
const PATIENCE = 5000;

/** What completion is made of; the context's options but for what the line itself says. */
export type CompletionOptions = Omit<ContextOptions, 'command' | 'globals'>;

/**
 * Answers a shell: candidates for the last of `words`, a line each, and `:DIRECTIVE` after them.
 * @param words the command line without the program's name; the last one is incomplete
 * @param described whether candidates come with descriptions
 */
export async function complete(
  words: readonly string[],
  described: boolean,
  options: CompletionOptions,
): Promise<void> {
  const { streams, env, program } = options;
  const debug = (line: string): void => void streams.err.write(`[Debug] ${line}\n`);
  let found: Candidates = { values: [], directive: Directive.default };
  let out = streams.out;
  let err = streams.err;
  try {
    const answer = await answerFor(words, options, debug);
    found = answer.candidates;
    // The reference prints all of this command to stdout.
    if (answer.path[0] === 'options') err = out = streams.out;
  } catch (error) {
    if (!(error instanceof UnreadableLine)) throw error;
    debug(`[Error] ${error.message}`);
  }
  const settings = { described, program, env };
  await out.write(renderCandidates(found, settings));
  await err.write(`Completion ended with directive: ${directiveNames(found.directive)}\n`);
}

async function answerFor(
  words: readonly string[],
  options: CompletionOptions,
  debug: (line: string) => void,
): Promise<{ path: readonly string[]; candidates: Candidates }> {
  const { env, preferences, streams } = options;
  const typed = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const preferred = applyPreferences(typed, preferences, () => undefined);
  const alias = preferences.aliases.find(
    ({ name }) => name === typed[firstOperand(typed, new FlagIndex(globalFlags))],
  );
  const isAlias = preferred.argv !== typed;
  // What an alias adds at the end comes behind the word that is being typed.
  const before = isAlias
    ? preferred.argv.slice(0, preferred.argv.length - (alias?.appendArgs.length ?? 0))
    : typed;

  const [first] = words;
  const mayBePlugin = first !== undefined && !first.startsWith('-');
  if (mayBePlugin && typed.length > 0 && !isCommand(preferred.root, first)) {
    debug('Cleared global flags for plugin completion');
    const candidates = await pluginCandidates(pluginTree(env), typed, last, env, debug);
    if (candidates !== undefined) return { path: [], candidates };
  }
  const line = await readLine(preferred.root, before, last, env);
  const rulePath = isAlias && alias !== undefined ? alias.command.split(/\s+/) : line.path;
  const candidates = await candidatesFor(line, rulePath.join(' '), preferred, options);
  if (line.path.length > 0 || !mayBePlugin || typed.length > 0)
    return { path: line.path, candidates };
  await streams.err.flush();
  const plugins = pluginNames(pluginTree(env)).filter(
    (text) => text.startsWith(last) && !isCommand(preferred.root, text.split('\t', 1)[0] ?? ''),
  );
  const values = [...candidates.values, ...plugins].toSorted((a, b) =>
    name(a) < name(b) ? -1 : 1,
  );
  return { path: line.path, candidates: { ...candidates, values } };
}

function name(candidate: string): string {
  return candidate.split('\t', 1)[0] ?? '';
}

function isCommand(root: CommandSpec, word: string): boolean {
  return (
    root.subcommands?.some(({ name, aliases }) => name === word || aliases?.includes(word)) ?? false
  );
}

async function candidatesFor(
  line: Line,
  path: string,
  preferred: Preferred,
  options: CompletionOptions,
): Promise<Candidates> {
  const { spec, parsed, flag, word } = line;
  if (parsed.values.has('help')) return nothing;
  const rule = rules[path];
  const { flags, preset } = flagsOf(line, preferred);
  const ask = async (source: Source): Promise<Candidates> =>
    askInTime(source, line, {
      ...options,
      command: [options.program, path].join(' '),
      globals: unshadowed(flags, spec.flags ?? []),
    });

  if (flag !== undefined) {
    const isOwn = spec.flags?.some(({ name: own }) => own === flag.name) === true;
    const source = isOwn
      ? (rule?.flags?.[flag.name] ?? commonFlagRules[flag.name])
      : globalFlagRules[flag.name];
    return source === undefined ? { values: [], directive: Directive.default } : ask(source);
  }
  if (line.flagsCount && word.startsWith('-') && !word.includes('=')) {
    const required = requiredCandidates(line, rule?.required ?? []);
    const values = required.length > 0 ? required : flagCandidates(line, preset);
    return { values, directive: Directive.noFiles };
  }
  const values = requiredCandidates(line, rule?.required ?? []);
  if (path === 'help') return helpTopics(preferred.root, parsed.positional, word, options);
  const ownFlagGiven = spec.flags?.some(({ name: own }) => parsed.values.has(own)) === true;
  if (spec.subcommands !== undefined && parsed.positional.length === 0 && !ownFlagGiven) {
    const commands = commandCandidates(spec, word).toSorted((a, b) => (name(a) < name(b) ? -1 : 1));
    return { values: commands, directive: Directive.noFiles };
  }
  if (rule?.args === undefined) return { values, directive: Directive.default };
  const found = await ask(rule.args);
  return { ...found, values: [...values, ...found.values] };
}

/** Subcommands of the command whose path was typed behind `help`. */
async function helpTopics(
  root: CommandSpec,
  words: readonly string[],
  word: string,
  { env }: CompletionOptions,
): Promise<Candidates> {
  try {
    const { spec } = await readLine(root, words, '', env);
    const values = commandCandidates(spec, word).toSorted((a, b) => (name(a) < name(b) ? -1 : 1));
    return { ...nothing, values };
  } catch {
    return nothing;
  }
}

/** The flags as the line has them so far, for the context; `preset` are those that an alias gives. */
function flagsOf(line: Line, preferred: Preferred): { flags: Flags; preset: string[] } {
  const specs = [...globalFlags, helpFlag, ...(line.spec.flags ?? [])];
  const index = new FlagIndex(specs);
  const holder = new Command();
  for (const flag of specs) holder.setOptionValueWithSource(flag.name, flag.default, 'default');
  const preset: string[] = [];
  for (const one of preferred.defaultsFor(line.path, line.spec.subcommands ?? [])) {
    const flag = index.long(one.name);
    if (flag === undefined) continue;
    holder.setOptionValueWithSource(flag.name, parseFlagValue(flag, one.default), 'config');
    preset.push(flag.name);
  }
  for (const [flag, value] of line.parsed.values) {
    holder.setOptionValueWithSource(flag, value, 'cli');
  }
  return { flags: new CommandFlags(holder, specs, line.parsed.dash), preset };
}

/** Asks with a context of its own. A failure, or no answer in time, means that there are no candidates. */
async function askInTime(source: Source, line: Line, options: ContextOptions): Promise<Candidates> {
  const context = createContext(options);
  const answered = new AbortController();
  const late = options.pause(PATIENCE, answered.signal).then(
    () => nothing,
    () => nothing,
  );
  const answer = (async () => {
    try {
      return await source({ context, args: line.parsed.positional, word: line.word });
    } catch {
      return nothing;
    } finally {
      await context.close();
    }
  })();
  const first = await Promise.race([answer, late]);
  answered.abort();
  return first;
}
