import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { ResourceRequest } from '../../resources/info.ts';

/** What arguments, `-f`, `-R` and `-k` name, in the namespace in force. */
export async function namedRequest(
  context: Context,
  flags: Flags,
  args: readonly string[] = [],
): Promise<ResourceRequest> {
  const { namespace, explicit } = await context.namespace();
  return {
    args,
    filenames: strings(flags, 'filename'),
    recursive: bool(flags, 'recursive'),
    kustomize: text(flags, 'kustomize'),
    namespace,
    explicitNamespace: explicit,
  };
}

/**
 * The objects that a command changes, after whichever flags it has: files, selectors, `--all`, `--local`. They are
 * fetched anew before they are changed, lists all at once.
 */
export async function changeRequest(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<ResourceRequest> {
  const named = await namedRequest(context, flags, args);
  const allNamespaces = bool(flags, 'all-namespaces');
  const explicitNamespace = named.explicitNamespace === true && !allNamespaces;
  const base = { ...named, explicitNamespace, allNamespaces };
  if (bool(flags, 'local')) return { ...base, args: [], local: true };
  return {
    ...base,
    labelSelector: text(flags, 'selector'),
    fieldSelector: text(flags, 'field-selector'),
    typeMeansAll: bool(flags, 'all'),
    latest: true,
    chunkSize: 0,
  };
}

/** True when neither `-f` nor `-k` names anything. */
export function noFiles({ filenames = [], kustomize = '' }: ResourceRequest): boolean {
  return filenames.length === 0 && kustomize === '';
}

const bool = (flags: Flags, name: string): boolean => flags.has(name) && flags.bool(name);
const text = (flags: Flags, name: string): string => (flags.has(name) ? flags.string(name) : '');
const strings = (flags: Flags, name: string): readonly string[] =>
  flags.has(name) ? flags.strings(name) : [];
