import { KubistError } from '../../errors.ts';
import type { Flags, FlagSpec } from './flags.ts';

/** What becomes of objects that belong to a deleted one. Source: API conventions, `propagationPolicy`. */
export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** Flags of commands that delete. `wait` is the default of `--wait`. */
export function deletionFlags(wait: boolean): readonly FlagSpec[] {
  return [
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      noOptDefault: 'background',
      usage:
        'What becomes of objects that belong to deleted ones, such as the pods of a ReplicaSet: "background" deletes them afterwards, "foreground" before, "orphan" leaves them.',
    },
    {
      name: 'force',
      type: 'bool',
      default: false,
      usage:
        'Take objects out of the API at once, without giving what runs time to end. It may keep running, and data may be lost.',
    },
    {
      name: 'grace-period',
      type: 'int',
      default: -1,
      usage:
        'Seconds that objects have to end; 1 is at once, a negative number leaves it to them. 0 needs --force.',
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'How long to wait for objects to be gone; 0 is as long as it takes.',
    },
    {
      name: 'wait',
      type: 'bool',
      default: wait,
      usage: 'Return when the objects are gone, which finalizers may delay.',
    },
  ];
}

/** Reads `--cascade`. Its old forms still work, with a warning that `warn` prints. Throws on any other word. */
export function readCascade(flags: Flags, warn: (text: string) => void): Propagation {
  const value = flags.string('cascade');
  switch (value) {
    case 'background':
      return 'Background';
    case 'foreground':
      return 'Foreground';
    case 'orphan':
      return 'Orphan';
    case 'true':
    case 'false': {
      const instead = value === 'true' ? 'background' : 'orphan';
      warn(
        `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${instead}.\n`,
      );
      return value === 'true' ? 'Background' : 'Orphan';
    }
    default:
      throw new KubistError(
        `invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`,
      );
  }
}
