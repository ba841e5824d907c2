import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { canonicalBase64 } from '../../kubeconfig/decode.ts';
import type { Entry, Kubeconfig } from '../../kubeconfig/kubeconfig.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { Field, Property } from './property.ts';
import { parseProperty, stanzaOf } from './property.ts';
import { expectArgs, openFiles } from './shared.ts';

/** `config set` */
export const set: CommandSpec = {
  use: 'PROPERTY_NAME PROPERTY_VALUE',
  short: 'Set an individual value in a kubeconfig file',
  long: `Set one value in a kubeconfig file.

 PROPERTY_NAME is a list of names with dots between them: field names, and names of clusters, contexts and users.

 PROPERTY_VALUE is the new value. Fields that hold binary data, such as 'certificate-authority-data', expect base64 unless --set-raw-bytes is given.`,
  examples: `  # Change the address of the cluster "home"
  {program} config set clusters.home.server https://192.0.2.10:6443

  # Work in another namespace of the context "home"
  {program} config set contexts.home.namespace web

  # Set a key from a file
  {program} config set users.admin.client-key-data "$(cat admin.key)" --set-raw-bytes=true`,
  flags: [
    {
      name: 'set-raw-bytes',
      type: 'bool',
      default: false,
      usage:
        'Take PROPERTY_VALUE as it is for a field with binary data, without decoding it as base64.',
    },
  ],
  async run(context, flags, args) {
    expectArgs(args, 2);
    const [name = '', value = ''] = args;
    if (value === '') throw new KubistError('you cannot use set to unset a property');
    if (name === '') throw new KubistError('you must specify a property');
    const { config, save } = await openFiles(context);
    setProperty(config, parseProperty(name), value, flags.bool('set-raw-bytes'));
    await save();
    await context.streams.out.write(`Property ${goQuote(name)} set.\n`);
  },
};

function setProperty(config: Kubeconfig, property: Property, value: string, raw: boolean): void {
  switch (property.at) {
    case 'current-context':
      config.currentContext = value;
      break;
    case 'type':
      break;
    case 'extensions':
      throw isMap(config.extensions.map(({ name }) => name));
    case 'preferences':
      throw new KubistError(
        `unable to locate path config.navigationStep{stepValue:"", stepType:reflect.Type(nil)} under {${config.preferences.colors === true} map[${(config.preferences.extensions ?? []).map(({ name }) => name).join(' ')}]}`,
      );
    case 'section':
    case 'entry':
      throw isMap([...config[property.section].keys()]);
    case 'field':
      stanza(config, property)[property.field] = fieldValue(property, value, raw);
  }
}

function isMap(names: readonly string[]): KubistError {
  return new KubistError(`can't set a map to a value: map[${names.join(' ')}]`);
}

function fieldValue({ field, type }: Field, value: string, raw: boolean): string | boolean {
  switch (type.kind) {
    case 'string':
      return value;
    case 'bool':
      return parseBool(value);
    case 'bytes':
      return raw ? Buffer.from(value).toString('base64') : decoded(value);
    case 'list':
      if (field !== 'extensions') throw new KubistError('unrecognized slice type. string');
      throw isMap([]);
    case 'map':
      throw isMap([]);
    default:
      throw new KubistError(`${field} cannot be set as a whole; use config set-credentials`);
  }
}

/** Go's words for booleans. */
function parseBool(text: string): boolean {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (/^(?:0|f|F|false|FALSE|False)$/.test(text)) return false;
  throw new KubistError(`strconv.ParseBool: parsing ${goQuote(text)}: invalid syntax`);
}

function decoded(text: string): string {
  try {
    return canonicalBase64(text);
  } catch (error) {
    throw new KubistError(`error decoding input value: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The stanza to change; a new entry when there is none of that name. */
function stanza(config: Kubeconfig, property: Field): Record<string, unknown> {
  const known = stanzaOf(config, property);
  if (known !== undefined) return known;
  const value = {};
  const entries = config[property.section as 'users'] as Map<string, Entry<object>>;
  entries.set(property.name, { value, origin: '' });
  return value;
}
