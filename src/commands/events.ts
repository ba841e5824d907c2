import type { KubeObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import { allNamespacesFlag, chunkSizeFlag } from '../cli/flags/selector.ts';
import { ExitError, KubistError } from '../errors.ts';
import type { Printer } from '../printers/printer.ts';
import { listChunks } from '../resources/list.ts';
import { collectionPath, type Located } from '../resources/paths.ts';
import { asTyped } from '../resources/typed/encode.ts';
import { watchResource } from '../rest/watcher.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from './change/print.ts';
import { fieldSelectorFor } from './events/for.ts';
import { type Event, sortEvents } from './events/sort.ts';
import { Aligned, EventTable } from './events/table.ts';

/** `events`: what happened to objects, in the order in which it did. */
export const events: CommandSpec = {
  use: `[(-o|--output=)${CHANGE_FORMATS.replaceAll(', ', '|')}] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]`,
  short: 'List events',
  long: 'Shows what happened to objects, the latest last: all events of a namespace or of all of them, or those about one object.',
  examples: `  # The namespace
  {program} events

  # The cluster
  {program} events --all-namespaces

  # One pod: what happened to it, then what happens
  {program} events --for pod/web-7c5ddbdf54-x2x9v --watch

  # What went wrong
  {program} events --types=Warning`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    allNamespacesFlag,
    chunkSizeFlag,
    {
      name: 'for',
      type: 'string',
      default: '',
      usage: 'Only events about this object, as TYPE/NAME',
    },
    { name: 'no-headers', type: 'bool', default: false, usage: 'No headers above columns' },
    {
      name: 'types',
      type: 'stringSlice',
      default: [],
      usage: 'Only events of these types: Normal, Warning',
    },
    {
      name: 'watch',
      short: 'w',
      type: 'bool',
      default: false,
      usage: 'Go on with the events that come',
    },
  ],
  run,
};

const DATA: ReadonlySet<string> = new Set(['json', 'yaml', 'kyaml']);
const EVENTS: Located = { group: '', version: 'v1', resource: 'events', namespaced: true };

async function run(context: Context, flags: Flags): Promise<void> {
  const allNamespaces = flags.bool('all-namespaces');
  const namespace = allNamespaces ? '' : (await context.namespace()).namespace;
  const fieldSelector = await fieldSelectorFor(flags.string('for'), context);
  const printer = new Aligned(
    await printerFor(context, flags, allNamespaces),
    DATA.has(flags.string('output')),
  );
  const types = flags.strings('types').map((type) => type.toLowerCase());
  if (types.some((type) => type !== 'normal' && type !== 'warning')) {
    throw new KubistError('valid --types are Normal or Warning');
  }
  const wanted = ({ type = '' }: Event): boolean =>
    types.length === 0 || types.includes(type.toLowerCase());
  const chunkSize = flags.int('chunk-size');
  const what = { namespace, fieldSelector, chunkSize, wanted };
  await (flags.bool('watch') ? follow(context, what, printer) : list(context, what, printer));
}

/** Which events are asked for. */
interface Wanted {
  /** "" is all. */
  readonly namespace: string;
  readonly fieldSelector: string;
  readonly chunkSize: number;
  wanted(event: Event): boolean;
}

async function printerFor(
  context: Context,
  flags: Flags,
  withNamespace: boolean,
): Promise<Printer> {
  if (flags.string('output') !== '' || flags.string('template') !== '') {
    return changePrinter({ ...printOptions(flags), typed: true }, '');
  }
  return new EventTable({
    withNamespace,
    noHeaders: flags.bool('no-headers'),
    now: () => context.now(),
  });
}

async function list(context: Context, what: Wanted, printer: Printer): Promise<void> {
  const { namespace } = what;
  const found: Event[] = [];
  for await (const { items } of listChunks(await context.client(), { ...what, resource: EVENTS })) {
    found.push(...items.map(typed).filter((event) => what.wanted(event)));
  }
  if (found.length === 0) {
    const place = namespace === '' ? '' : ` in ${namespace} namespace`;
    await context.streams.err.write(`No events found${place}.\n`);
    return;
  }
  sortEvents(found);
  const object = { kind: 'EventList', apiVersion: 'v1', metadata: {}, items: found };
  await printer.print(object, context.streams.out);
}

async function follow(context: Context, what: Wanted, printer: Printer): Promise<void> {
  const { namespace, fieldSelector, chunkSize } = what;
  const updates = watchResource(await context.client(), {
    path: collectionPath(EVENTS, namespace),
    query: { fieldSelector: fieldSelector || undefined, limit: chunkSize || undefined },
    resourceVersion: '',
    bookmarks: false,
    signal: context.signal,
  });
  const place = new Newest();
  for await (const { type, object } of updates) {
    // Servers forget events after a while: that is no event.
    if (type === 'DELETED') continue;
    // After a gap a list comes: most of it has been shown before.
    const fresh =
      type === 'LIST' ? (object.items ?? []).filter((one) => place.isNew(one)) : [object];
    const events = fresh.map(typed);
    if (type === 'LIST') sortEvents(events);
    for (const event of events) {
      place.note(event);
      if (what.wanted(event)) await printer.print(event, context.streams.out);
    }
  }
  // As the reference, where Ctrl-C is no success.
  if (context.signal.aborted) throw new ExitError(1);
}

/** How far events have been shown: resourceVersions grow, and can be compared (KEP-5504). */
class Newest {
  #newest = 0n;

  isNew(event: KubeObject): boolean {
    return versionOf(event) > this.#newest;
  }

  note(event: KubeObject): void {
    if (this.isNew(event)) this.#newest = versionOf(event);
  }
}

function versionOf({ metadata }: KubeObject): bigint {
  const version = metadata?.resourceVersion ?? '';
  return /^\d+$/.test(version) ? BigInt(version) : 0n;
}

/** Events of a list do not say what they are. */
function typed(event: KubeObject): Event {
  return asTyped({ ...event, kind: 'Event', apiVersion: 'v1' });
}
