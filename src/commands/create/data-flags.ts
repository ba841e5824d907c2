import type { FlagSpec } from '../../cli/flags/flags.ts';
import { flag } from './arguments.ts';

/** `--append-hash`. */
export function appendHashFlag(what: string): FlagSpec {
  return {
    name: 'append-hash',
    type: 'bool',
    default: false,
    usage: `Add a hash of the contents to the name of the ${what}`,
  };
}

/** Where the keys of a ConfigMap or Secret come from. */
export function entryFlags(what: string): readonly FlagSpec[] {
  return [
    flag(
      'from-env-file',
      `File of KEY=VALUE lines, each of which becomes a key of the ${what}`,
      'stringSlice',
    ),
    flag(
      'from-file',
      `File whose contents become a key of the ${what}, named after it or by KEY=FILE. Of a folder, every file with a valid name.`,
      'stringSlice',
    ),
    flag('from-literal', `KEY=VALUE to put into the ${what}`, 'stringArray'),
  ];
}
