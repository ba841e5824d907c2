import type { CommandSpec } from '../../cli/command.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { HelpError, KubistError } from '../../errors.ts';
import type { Context as Stanza } from '../../kubeconfig/kubeconfig.ts';
import { openFiles } from './shared.ts';

const fields = ['cluster', 'user', 'namespace'] as const;

/** `config set-context` */
export const setContext: CommandSpec = {
  use: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  short: 'Set a context entry in kubeconfig',
  long: `Create or change a context in kubeconfig.

 Of a context that exists only the fields that flags name are changed.`,
  examples: `  # Let the context "staging" use the user "ci"
  {program} config set-context staging --user=ci

  # Work in the namespace "web" from now on
  {program} config set-context --current --namespace=web`,
  flags: [
    { name: 'current', type: 'bool', default: false, usage: 'Change the current context' },
    { name: 'cluster', type: 'string', default: '', usage: 'Cluster of the context in kubeconfig' },
    { name: 'user', type: 'string', default: '', usage: 'User of the context in kubeconfig' },
    {
      name: 'namespace',
      short: 'n',
      type: 'string',
      default: '',
      usage: 'Namespace of the context in kubeconfig',
    },
  ],
  async run(context, flags, args) {
    const given = toOptions(flags, args);
    validate(given);
    const { config, save } = await openFiles(context);
    const name = given.current ? config.currentContext : given.name;
    if (name === '') throw new KubistError('no current context is set');
    const entry = config.contexts.get(name);
    config.contexts.set(name, {
      origin: '',
      ...entry,
      value: { ...entry?.value, ...given.changes },
    });
    await save();
    await context.streams.out.write(
      `Context "${name}" ${entry === undefined ? 'created' : 'modified'}.\n`,
    );
  },
};

interface Options {
  readonly name: string;
  readonly current: boolean;
  readonly changes: Stanza;
}

function toOptions(flags: Flags, args: readonly string[]): Options {
  if (args.length > 1) throw new HelpError(`Unexpected args: [${args.join(' ')}]`);
  const changes: Stanza = {};
  for (const field of fields) if (flags.changed(field)) changes[field] = flags.string(field);
  return { name: args[0] ?? '', current: flags.bool('current'), changes };
}

function validate({ name, current }: Options): void {
  if (name === '' && !current)
    throw new KubistError('you must specify a non-empty context name or --current');
  if (name !== '' && current)
    throw new KubistError('you cannot specify both a context name and --current');
}
