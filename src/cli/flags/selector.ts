import type { FlagSpec } from './flags.ts';

/** `-l`, for commands that choose objects by labels. */
export const labelSelectorFlag: FlagSpec = {
  name: 'selector',
  short: 'l',
  type: 'string',
  default: '',
  usage:
    "Only objects whose labels meet all of these: '=', '==', '!=', 'in', 'notin' (-l key1=value1,key2!=value2,key3 in (value3))",
};

/** `--field-selector`. */
export const fieldSelectorFlag: FlagSpec = {
  name: 'field-selector',
  type: 'string',
  default: '',
  usage:
    "Only objects whose fields meet all of these: '=', '==', '!=' (--field-selector key1=value1,key2!=value2). Which fields can be asked for depends on the type.",
};

/** `-A`. */
export const allNamespacesFlag: FlagSpec = {
  name: 'all-namespaces',
  short: 'A',
  type: 'bool',
  default: false,
  usage: 'Objects of all namespaces; a namespace given by -n or the context is ignored.',
};

/** `--chunk-size`. */
export const chunkSizeFlag: FlagSpec = {
  name: 'chunk-size',
  type: 'int64',
  default: 500,
  usage: 'Ask for large lists in chunks of this many objects; 0 asks for all at once.',
};
