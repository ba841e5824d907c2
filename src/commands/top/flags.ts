import type { Flags, FlagSpec } from '../../cli/flags/flags.ts';
import { labelSelectorFlag } from '../../cli/flags/selector.ts';
import { KubistError, UsageError } from '../../errors.ts';
import { parseLabelSelector } from '../../resources/label-selector.ts';

/** What rows are sorted by; "" is their names. */
export type SortKey = '' | 'cpu' | 'memory';

/** The flags that both commands have. `what` is `nodes` or `pods`. */
export function commonFlags(what: string): FlagSpec[] {
  return [
    labelSelectorFlag,
    { name: 'no-headers', type: 'bool', default: false, usage: 'No headers above columns' },
    {
      name: 'show-swap',
      type: 'bool',
      default: false,
      usage: `Also show the swap that ${what} use`,
    },
    {
      name: 'sort-by',
      type: 'string',
      default: '',
      usage: `Sort ${what} by what they use most, 'cpu' or 'memory', instead of by name`,
    },
    {
      name: 'use-protocol-buffers',
      type: 'bool',
      default: true,
      usage: 'Has no effect: metrics are always read as JSON, and are the same',
    },
  ];
}

/** What both commands are asked for. */
export interface TopOptions {
  /** "" is all. */
  readonly name: string;
  /** As it is sent. */
  readonly labelSelector: string;
  readonly sortBy: SortKey;
  readonly noHeaders: boolean;
  readonly showSwap: boolean;
}

/**
 * Reads the name and the common flags. Throws a UsageError when there are more names than one, and a KubistError, `conflict`,
 * when there is a selector besides.
 */
export function toOptions(
  flags: Flags,
  args: readonly string[],
  { use, selects, conflict }: { use: string; selects: boolean; conflict: string },
): TopOptions {
  if (args.length > 1) throw new UsageError(use);
  const [name = ''] = args;
  const sortBy = flags.string('sort-by');
  if (!isSortKey(sortBy)) throw new KubistError('--sort-by accepts only cpu or memory');
  if (name !== '' && selects) throw new KubistError(conflict);
  return {
    name,
    labelSelector: String(parseLabelSelector(flags.string('selector'))),
    sortBy,
    noHeaders: flags.bool('no-headers'),
    showSwap: flags.bool('show-swap'),
  };
}

function isSortKey(text: string): text is SortKey {
  return text === '' || text === 'cpu' || text === 'memory';
}
