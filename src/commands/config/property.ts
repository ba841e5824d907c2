import { KubistError } from '../../errors.ts';
import type { Kubeconfig, Section } from '../../kubeconfig/kubeconfig.ts';
import type { FieldType, Struct } from '../../kubeconfig/schema.ts';
import { configStruct, preferencesStruct, sections } from '../../kubeconfig/schema.ts';

/**
 * What a PROPERTY_NAME such as `clusters.my.cluster.server` means. Names of entries may hold dots: the name
 * ends before the first word that is a field of the entry.
 */
export type Property =
  | { readonly at: 'current-context' }
  /** `kind` and `apiVersion`: accepted, and always what they are. */
  | { readonly at: 'type' }
  | { readonly at: 'extensions' }
  | { readonly at: 'preferences' }
  | { readonly at: 'section'; readonly section: Section }
  | { readonly at: 'entry'; readonly section: Section; readonly name: string }
  | Field;

/** One field of an entry, or of preferences. */
export interface Field {
  readonly at: 'field';
  readonly section: Section | 'preferences';
  /** Name of the entry; "" for preferences. */
  readonly name: string;
  readonly field: string;
  readonly type: FieldType;
}

/** Impersonation has other names here than in the file. */
const aliases: Readonly<Record<string, string>> = {
  'act-as': 'as',
  'act-as-uid': 'as-uid',
  'act-as-groups': 'as-groups',
  'act-as-user-extra': 'as-user-extra',
};

/** Reads a PROPERTY_NAME. Throws, in the reference's words, when nothing has that name. */
export function parseProperty(text: string): Property {
  const [head = '', ...rest] = text.split('.');
  if (!configStruct.fields.some((field) => field.name === head)) {
    throw new KubistError(`unable to parse ${text} after [] at api.Config`);
  }
  if (head === 'clusters' || head === 'users' || head === 'contexts')
    return inSection(head, rest, text);
  if (head === 'preferences') return inPreferences(rest, text);
  if (head === 'extensions') {
    if (rest.length > 0) throw new KubistError(`extensions cannot be changed one by one: ${text}`);
    return { at: 'extensions' };
  }
  if (rest.length > 0) throw unparsable(text);
  return head === 'current-context' ? { at: head } : { at: 'type' };
}

function inSection(section: Section, rest: readonly string[], text: string): Property {
  if (rest.length === 0) return { at: 'section', section };
  const { struct } = sections[section];
  const end = rest.findIndex((word, index) => index > 0 && typeOf(struct, word) !== undefined);
  if (end < 0) return { at: 'entry', section, name: rest.join('.') };
  return field(section, struct, rest.slice(0, end).join('.'), rest.slice(end), text);
}

function inPreferences(rest: readonly string[], text: string): Property {
  if (rest.length === 0) return { at: 'preferences' };
  if (typeOf(preferencesStruct, rest[0] as string) === undefined) {
    throw new KubistError(`unable to parse ${text} after [{preferences}] at api.Preferences`);
  }
  return field('preferences', preferencesStruct, '', rest, text);
}

function field(
  section: Field['section'],
  struct: Struct,
  name: string,
  words: readonly string[],
  text: string,
): Field {
  const [word = '', ...more] = words;
  const type = typeOf(struct, word) as FieldType;
  if (more.length > 0 && word === 'extensions')
    throw new KubistError(`extensions cannot be changed one by one: ${text}`);
  if (more.length > 0 && type.kind === 'map') throw new KubistError('string is not of type struct');
  if (more.length > 0) throw unparsable(text);
  return { at: 'field', section, name, field: aliases[word] ?? word, type };
}

function typeOf(struct: Struct, word: string): FieldType | undefined {
  if (word === 'as' || word.startsWith('as-')) return undefined;
  return struct.fields.find((one) => one.name === (aliases[word] ?? word))?.type;
}

function unparsable(text: string): KubistError {
  return new KubistError(`unable to parse one or more field values of ${text}`);
}

/** The stanza that a field is in; undefined when there is no such entry. */
export function stanzaOf(
  config: Kubeconfig,
  { section, name }: Field,
): Record<string, unknown> | undefined {
  const stanza = section === 'preferences' ? config.preferences : config[section].get(name)?.value;
  return stanza as Record<string, unknown> | undefined;
}
