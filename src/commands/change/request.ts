import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { ResourceRequest } from '../../resources/info.ts';

/**
 * The objects that a command changes, after whichever flags it has: files, selectors, `--all`, `--local`. They are
 * fetched anew before they are changed, lists all at once.
 */
export async function changeRequest(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<ResourceRequest> {
  const { namespace, explicit } = await context.namespace();
  const allNamespaces = bool(flags, 'all-namespaces');
  const base = {
    filenames: strings(flags, 'filename'),
    kustomize: text(flags, 'kustomize'),
    recursive: bool(flags, 'recursive'),
    namespace,
    explicitNamespace: explicit && !allNamespaces,
    allNamespaces,
  };
  if (bool(flags, 'local')) return { ...base, local: true };
  return {
    ...base,
    args,
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
