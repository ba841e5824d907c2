import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { operation, readDryRun } from '../cli/flags/write.ts';
import { KubistError } from '../errors.ts';
import { changeMaps, type TextMap } from './change/change-maps.ts';
import { type MapChange, type MapWords, metadataFlags } from './change/metadata.ts';
import { splitChanges } from './change/pairs.ts';
import { changePrinter, printOptions } from './change/print.ts';
import { changeRequest } from './change/request.ts';

const WORDS: MapWords = { field: 'annotations', singular: 'annotation', file: 'rsrc' };

/** `annotate`: sets and removes annotations of objects. */
export const annotate: CommandSpec = {
  use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  short: 'Update the annotations on a resource',
  long: `Sets annotations of objects, and removes them.

Annotations are notes for tools and people: any text under a key, which is not selected by as labels are. KEY=VALUE sets one, KEY- removes it. One that has another value already is left alone and is an error, unless --overwrite says that it may be replaced.

With --resource-version the object is changed only if it still is of that version; otherwise whatever version it has.`,
  examples: `  # A note on the pod web
  {program} annotate pods web owner='the web team'

  # The object that a manifest describes
  {program} annotate -f web.yaml owner='the web team'

  # Replace a note that is there
  {program} annotate --overwrite pods web owner='nobody'

  # All pods of the namespace
  {program} annotate pods --all checked=yes

  # Only while nobody else has changed the pod
  {program} annotate pods web owner='nobody' --resource-version=1

  # Take the note away
  {program} annotate pods web owner-`,
  flags: metadataFlags('kubectl-annotate', 'annotate', 'annotations'),
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const printer = await changePrinter(printOptions(flags), operation('annotated', dryRun));
  const { resources, changes } = splitChanges(args, 'annotation');
  const change = parseChanges(changes);
  const request = await changeRequest(context, flags, resources);
  await changeMaps(
    context,
    flags,
    { resources, request, change, dryRun },
    {
      words: WORDS,
      refuseOverwrite,
      async finish({ changed, send }) {
        await printer.print((await send?.()) ?? changed, context.streams.out);
      },
    },
  );
}

/** Reads `key=value` and `key-`. */
function parseChanges(changes: readonly string[]): MapChange {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const spec of changes) {
    const equals = spec.indexOf('=');
    if (equals > 0) set.set(spec.slice(0, equals), spec.slice(equals + 1));
    else remove.push(spec.slice(0, -1));
  }
  const both = remove.filter((key) => set.has(key));
  if (both.length > 0) {
    throw new KubistError(
      `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    );
  }
  return { set, remove };
}

function refuseOverwrite(before: TextMap, { set }: MapChange): void {
  const taken = [...set].filter(
    ([key, value]) => Object.hasOwn(before, key) && before[key] !== value,
  );
  if (taken.length === 0) return;
  const found = taken.map(([key]) => `'${key}' already has a value (${before[key]})`);
  throw new KubistError(
    `--overwrite is false but found the following declared annotation(s): ${found.join('; ')}`,
  );
}
