import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { operation, readDryRun } from '../cli/flags/write.ts';
import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import { labelValueProblems } from '../resources/label-selector.ts';
import { changeMaps, type TextMap } from './change/change-maps.ts';
import { type MapChange, type MapWords, metadataFlags } from './change/metadata.ts';
import { splitChanges } from './change/pairs.ts';
import { changePrinter, printOptions } from './change/print.ts';
import { changeRequest } from './change/request.ts';

const WORDS: MapWords = { field: 'labels', singular: 'label', file: 'pod' };

/** `label`: sets and removes labels of objects. */
export const label: CommandSpec = {
  use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  short: 'Update the labels on a resource',
  long: `Sets labels of objects, and removes them.

KEY=VALUE sets a label, KEY- removes it. A label that has another value already is left alone and is an error, unless --overwrite says that it may be replaced. Keys and values begin and end with a letter or a digit and have up to 63 characters; a key may have the name of a domain and a slash before it, a value may be empty.

With --resource-version the object is changed only if it still is of that version; otherwise whatever version it has.`,
  examples: `  # A label for the pod web
  {program} label pods web tier=front

  # The same, whatever value the label has now
  {program} label --overwrite pods web tier=back

  # All pods of the namespace
  {program} label pods --all checked=yes

  # The object that a manifest describes
  {program} label -f web.yaml tier=front

  # Only while nobody else has changed the pod
  {program} label pods web tier=front --resource-version=1

  # Take the label away
  {program} label pods web tier-`,
  flags: metadataFlags('kubectl-label', 'label', 'labels'),
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const { resources, changes } = splitChanges(args, 'label');
  if (flags.bool('list') && flags.string('output') !== '') {
    throw new KubistError('--list and --output may not be specified together');
  }
  const dryRun = readDryRun(flags, context.log);
  const change = parseChanges(changes);
  const request = await changeRequest(context, flags, resources);
  const { out } = context.streams;
  await changeMaps(
    context,
    flags,
    { resources, request, change, dryRun },
    {
      words: WORDS,
      refuseOverwrite,
      async begin(before, offline) {
        if (offline) return;
        const missing = change.remove.filter((key) => !Object.hasOwn(before, key));
        for (const key of missing) await out.write(`label ${goQuote(key)} not found.\n`);
      },
      async finish({ before, changed, send }) {
        const done = whatWasDone(before, changed.metadata?.labels ?? {});
        if (done !== NOTHING) await send?.();
        const printer = await changePrinter(printOptions(flags), operation(done, dryRun));
        // What is shown is the object as it was read, with its labels changed: so does the reference.
        await printer.print(changed, out);
      },
    },
  );
}

/** Reads `key=value` and `key-`. */
function parseChanges(changes: readonly string[]): MapChange {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const spec of changes) {
    const [key = '', value, ...rest] = spec.split('=');
    if (value === undefined) {
      remove.push(spec.slice(0, -1));
      continue;
    }
    if (rest.length > 0) throw new KubistError(`invalid label spec: ${spec}`);
    const problems = labelValueProblems(value);
    if (problems.length > 0) {
      throw new KubistError(`invalid label value: ${goQuote(spec)}: ${problems.join(';')}`);
    }
    set.set(key, value);
  }
  if (remove.some((key) => set.has(key))) {
    throw new KubistError('can not both modify and remove a label in the same command');
  }
  return { set, remove };
}

function refuseOverwrite(before: TextMap, { set }: MapChange): void {
  for (const [key, value] of set) {
    if (Object.hasOwn(before, key) && before[key] !== value) {
      throw new KubistError(
        `'${key}' already has a value (${before[key]}), and --overwrite is false`,
      );
    }
  }
}

const NOTHING = 'not labeled';

function whatWasDone(before: TextMap, after: TextMap): string {
  const removed = Object.keys(before).some((key) => !Object.hasOwn(after, key));
  const added = Object.keys(after).some(
    (key) => !Object.hasOwn(before, key) || before[key] !== after[key],
  );
  if (removed) return added ? 'modified' : 'unlabeled';
  return added ? 'labeled' : NOTHING;
}
