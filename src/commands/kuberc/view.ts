import type { JSONObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { createPrompt } from '../../kubeconfig/credentials/prompt.ts';
import { documentPrinter } from '../config/document-printer.ts';
import { kubercFlag, kubercPath, noPreferences, readKuberc, writeKuberc } from './file.ts';

const FORMATS =
  'json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file';

/** `kuberc view` */
export const view: CommandSpec = {
  use: '',
  short: 'Display the current kuberc configuration',
  long: 'Shows the file of your preferences. Where there is none, a first one is offered.',
  examples: `  # What you prefer
  {program} kuberc view

  # As JSON
  {program} kuberc view --output json

  # Another file
  {program} kuberc view --kuberc /path/to/kuberc`,
  flags: [
    ...printFlags(FORMATS).map((flag) =>
      flag.name === 'output' ? { ...flag, default: 'yaml' } : flag,
    ),
    kubercFlag,
  ],
  run,
};

async function run(context: Context, flags: Flags): Promise<void> {
  const path = kubercPath(context, flags);
  const file = await readKuberc(path);
  if (file === undefined) return offer(context, path);
  const printer = await documentPrinter(flags);
  await printer.print(inOrder(file.preferences), context.streams.out);
}

/** In the order of the API's Go type. */
function inOrder({ kind, apiVersion, defaults, aliases, ...rest }: JSONObject): JSONObject {
  return {
    kind: kind ?? null,
    apiVersion: apiVersion ?? null,
    defaults: defaults ?? [],
    aliases: aliases ?? [],
    ...rest,
  };
}

/** What is recommended: the server merges, and deletions ask first. */
const RECOMMENDED = [
  ['apply', 'server-side'],
  ['delete', 'interactive'],
] as const;

async function offer({ streams }: Context, path: string): Promise<void> {
  await streams.out.write(`kuberc file not found at ${path}\n`);
  const ask = createPrompt({ in: streams.in, out: streams.out });
  const question =
    'Would you like to generate a default kuberc file with recommended options? (y/N): ';
  // The end of input is no answer.
  const answer = await ask(question, false).catch(() => '');
  if (!/^\s*y\s*$/i.test(answer)) return;
  const defaults = RECOMMENDED.map(([command, name]) => ({
    command,
    options: [{ name, default: 'true' }],
  }));
  await writeKuberc(path, { preferences: { ...noPreferences(), defaults }, documents: 0 });
  await streams.out.write(`Updated ${path}\n`);
}
