import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { configKeyProblem, readEntries, sortedMap } from './config-data.ts';
import { appendHashFlag, entryFlags } from './data-flags.ts';
import { generatorCommand, type GeneratorInput } from './generator.ts';
import { CONFIG_MAPS } from './resources.ts';

/** `create configmap`: files, literals and lines of env files as keys. */
export const configMap: CommandSpec = generatorCommand({
  use: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  short: 'Create a config map from a local file, directory or literal value',
  long: `Create a config map from files, folders and values of the command line.

 A file becomes one key, named after the file unless a key is given; its text, or its bytes when it is not UTF-8, is the value. Of a folder every plain file with a valid name becomes a key; folders within it, links and devices are left out.`,
  examples: `  # One key for each file of a folder
  {program} create configmap settings --from-file=conf/

  # Files under keys of your own
  {program} create configmap settings --from-file=main=conf/app.toml --from-file=log=conf/log.toml

  # Values of the command line
  {program} create configmap settings --from-literal=color=blue --from-literal=size=5

  # The variables of an env file
  {program} create configmap settings --from-env-file=prod.env`,
  flags: [...entryFlags('config map'), appendHashFlag('config map')],
  resource: CONFIG_MAPS,
  named: true,
  failure: 'failed to create configmap: ',
  async build({ context, flags, name }: GeneratorInput) {
    const data = new Map<string, string>();
    const binaryData = new Map<string, string>();
    await readEntries(flags, context.env, (key, value) => {
      const problem = configKeyProblem(key);
      if (problem !== undefined) {
        throw new KubistError(
          `${goQuote(key)} is not a valid key name for a ConfigMap: ${problem}`,
        );
      }
      if (data.has(key) || binaryData.has(key)) {
        throw new KubistError(
          `cannot add key ${goQuote(key)}, another key by that name already exists in Data for ConfigMap ${goQuote(name)}`,
        );
      }
      const text = utf8(value);
      if (text === undefined) binaryData.set(key, Buffer.from(value).toString('base64'));
      else data.set(key, text);
    });
    const contents = {
      ...(data.size === 0 ? {} : { data: sortedMap(data) }),
      ...(binaryData.size === 0 ? {} : { binaryData: sortedMap(binaryData) }),
    };
    return {
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { name: flags.bool('append-hash') ? await hashed(name, contents) : name },
      ...contents,
    };
  },
});

async function hashed(name: string, contents: object): Promise<string> {
  const { nameWithHash } = await import('./hash.ts');
  return nameWithHash(name, { kind: 'ConfigMap', data: {}, ...contents });
}

/** The text of bytes that are UTF-8; a leading mark stays. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
