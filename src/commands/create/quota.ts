import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { formatQuantity, parseQuantity } from '../../formats/quantity.ts';
import { flag } from './arguments.ts';
import { sortedMap } from './config-data.ts';
import { generatorCommand } from './generator.ts';
import { RESOURCE_QUOTAS } from './resources.ts';

/** `create quota` */
export const quota: CommandSpec = generatorCommand({
  use: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  short: 'Create a quota with the specified name',
  examples: `  # What a namespace may use in all
  {program} create quota team --hard=cpu=4,memory=8Gi,pods=20

  # Only for pods without requests and limits
  {program} create quota spare --hard=pods=5 --scopes=BestEffort`,
  flags: [
    flag('hard', 'What there may be at most: RESOURCE=QUANTITY, separated by commas'),
    flag('scopes', 'Which pods count, separated by commas'),
  ],
  resource: RESOURCE_QUOTAS,
  named: true,
  failure: 'failed to create quota: ',
  build({ flags, name }) {
    const hard = readHard(flags.string('hard'));
    const scopes = readScopes(flags.string('scopes'));
    return {
      kind: 'ResourceQuota',
      apiVersion: 'v1',
      metadata: { name },
      spec: {
        ...(hard.size === 0 ? {} : { hard: sortedMap(hard) }),
        ...(scopes.length === 0 ? {} : { scopes }),
      },
      status: {},
    };
  },
});

function readHard(text: string): Map<string, string> {
  const hard = new Map<string, string>();
  if (text === '') return hard;
  for (const pair of text.split(',')) {
    const [resource = '', quantity, ...more] = pair.split('=');
    if (quantity === undefined || more.length > 0) {
      throw new KubistError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
    }
    hard.set(resource, formatQuantity(parseQuantity(quantity)));
  }
  return hard;
}

function readScopes(text: string): string[] {
  const scopes = text === '' ? [] : text.split(',');
  if (scopes.includes('')) throw new KubistError('invalid resource quota scope ""');
  return scopes;
}
