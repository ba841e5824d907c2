import type { CommandSpec } from '../../cli/command.ts';
import { flag } from './arguments.ts';
import { readEntries } from './config-data.ts';
import { appendHashFlag, entryFlags } from './data-flags.ts';
import { generatorCommand } from './generator.ts';
import { SECRETS } from './resources.ts';
import { SECRET_FAILURE, SecretData } from './secret-object.ts';

/** `create secret generic` */
export const genericSecret: CommandSpec = generatorCommand({
  use: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  short: 'Create a secret from a local file, directory, or literal value',
  long: `Create a secret from files, folders and values of the command line.

 A file becomes one key, named after the file unless a key is given. Of a folder every plain file with a valid name becomes a key; folders within it, links and devices are left out.`,
  examples: `  # A password from a file, so that it does not stay in the shell's history
  {program} create secret generic database --from-file=password=./password.txt

  # The variables of an env file
  {program} create secret generic settings --from-env-file=prod.env

  # A secret of a type of your own
  {program} create secret generic key --type=example.com/key --from-literal=id=5`,
  flags: [
    ...entryFlags('secret'),
    appendHashFlag('secret'),
    flag('type', 'Type of the secret; Opaque when there is none'),
  ],
  resource: SECRETS,
  named: true,
  failure: SECRET_FAILURE,
  async build({ context, flags, name }) {
    const data = new SecretData();
    await readEntries(flags, context.env, (key, value) => data.add(key, value));
    return data.object(name, flags.string('type'), flags.bool('append-hash'));
  },
});
