import type { Writer } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import { ConfigurationError, KubistError } from '../../errors.ts';
import { TabWriter } from '../../printers/tabwriter.ts';
import { openFiles } from './shared.ts';

/** `config get-contexts` */
export const getContexts: CommandSpec = {
  use: '[(-o|--output=)name)]',
  short: 'Describe one or many contexts',
  long: 'Display one or many contexts of the kubeconfig.',
  examples: `  # List all contexts
  {program} config get-contexts

  # Show one context
  {program} config get-contexts staging`,
  flags: [
    {
      name: 'no-headers',
      type: 'bool',
      default: false,
      usage: 'Leave the header line out of the default output.',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: 'Output format. One of: (name).',
    },
  ],
  async run(context, flags, args) {
    const output = flags.string('output');
    if (output !== '' && output !== 'name') {
      throw new KubistError(
        `--output ${output} is not available in ${context.program} config get-contexts; resetting to default output format`,
      );
    }
    const { config } = await openFiles(context);
    const wanted = args.length === 0 ? [...config.contexts.keys()] : args;
    const missing = wanted.filter((name) => !config.contexts.has(name));
    const rows = [...wanted].sort().flatMap((name) => {
      const value = config.contexts.get(name)?.value;
      if (value === undefined) return [];
      const current = name === config.currentContext ? '*' : '';
      return [[current, name, value.cluster ?? '', value.user ?? '', value.namespace ?? '']];
    });
    if (output === 'name')
      await context.streams.out.write(rows.map(([, name]) => `${name}\n`).join(''));
    else await writeTable(flags.bool('no-headers') ? rows : [header, ...rows], context.streams.out);
    report(missing);
  },
};

const header = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];

async function writeTable(rows: readonly (readonly string[])[], out: Writer): Promise<void> {
  const tabs = new TabWriter(out);
  for (const row of rows) tabs.write(`${row.join('\t')}\n`);
  await tabs.flush();
}

function report(missing: readonly string[]): void {
  const messages = missing.map((name) => `context ${name} not found`);
  if (messages.length === 1) throw new KubistError(messages.join());
  if (messages.length > 1) throw new ConfigurationError(messages.join('\n'));
}
