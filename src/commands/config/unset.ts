import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { Kubeconfig } from '../../kubeconfig/kubeconfig.ts';
import type { Property } from './property.ts';
import { parseProperty, stanzaOf } from './property.ts';
import { expectArgs, openFiles } from './shared.ts';

/** `config unset` */
export const unset: CommandSpec = {
  use: 'PROPERTY_NAME',
  short: 'Unset an individual value in a kubeconfig file',
  long: `Remove one value from a kubeconfig file.

 PROPERTY_NAME is a list of names with dots between them: field names, and names of clusters, contexts and users.`,
  examples: `  # Have no current context
  {program} config unset current-context

  # Work in the default namespace of the context "home" again
  {program} config unset contexts.home.namespace`,
  async run(context, _flags, args) {
    expectArgs(args, 1);
    const [name = ''] = args;
    if (name === '') throw new KubistError('you must specify a property');
    const { config, save } = await openFiles(context);
    unsetProperty(config, parseProperty(name));
    await save();
    await context.streams.out.write(`Property ${goQuote(name)} unset.\n`);
  },
};

function unsetProperty(config: Kubeconfig, property: Property): void {
  switch (property.at) {
    case 'current-context':
      config.currentContext = '';
      break;
    case 'type':
      break;
    case 'extensions':
      config.extensions = [];
      break;
    case 'preferences':
      config.preferences = {};
      break;
    case 'section':
      config[property.section].clear();
      break;
    case 'entry':
      config[property.section].delete(property.name);
      break;
    case 'field': {
      const stanza = stanzaOf(config, property);
      if (stanza === undefined)
        throw new KubistError(`current map key \`${property.name}\` is invalid`);
      delete stanza[property.field];
    }
  }
}
