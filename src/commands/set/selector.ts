import type { JSONObject } from '../../api/types.ts';
import { gvkOf } from '../../api/gvk.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { readDryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { compareBytes } from '../../formats/compare.ts';
import { setOwn } from '../../formats/json-parser.ts';
import { Failures } from '../../resources/failures.ts';
import { parseLabelSelector, type Requirement } from '../../resources/label-selector.ts';
import { prepare, send, setPrinter } from './change.ts';
import { refuseLocalAndNames, refuseLocalAndServer, unselectedFlags } from './flags.ts';
import { knownObjects, resolveTargets } from './targets.ts';

/** `set selector`: which pods a service is for. */
export const selector: CommandSpec = {
  use: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  short: 'Set the selector on a resource',
  long: `Sets the selector of a service, in the place of the one that it has. Only services can be changed so.

Keys and values begin and end with a letter or a digit and have up to 63 characters. With --resource-version the service is changed only if it still is of that version.`,
  examples: `  # Pods with this label
  {program} set selector service web app=web,track=stable

  # In a manifest, without a server
  {program} create service clusterip web --tcp=80 --dry-run=client -o yaml | {program} set selector --local -f - app=web -o yaml`,
  flags: [
    ...unselectedFlags,
    {
      name: 'resource-version',
      type: 'string',
      default: '',
      usage: 'Change the object only if this is its version still',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const printer = await setPrinter(flags, 'selector updated', dryRun);
  const expression = args.at(-1);
  if (expression === undefined) throw new KubistError('one selector is required');
  const wanted = parseLabels(expression);
  refuseLocalAndServer(flags, dryRun);
  const names = args.slice(0, -1);
  refuseLocalAndNames(flags, names);
  const resolution = await resolveTargets(context, flags, names);
  const version = flags.string('resource-version');

  await resolution.visit(async (answer) => {
    const failures = new Failures();
    for (const info of knownObjects(answer)) {
      await failures.attempt(async () => {
        const prepared = await prepare(
          info,
          (object) => {
            if (version !== '') (object['metadata'] as JSONObject)['resourceVersion'] = version;
            selectBy(object, wanted);
          },
          version !== '',
        );
        const here = flags.bool('local') || dryRun === 'client';
        const after = here ? prepared.after : await send(context, flags, prepared, dryRun);
        await printer.print(after, context.streams.out);
      });
    }
    failures.rethrow();
  });
}

/** What selects pods, read from `a=b,c=d`. */
interface Wanted {
  readonly labels: JSONObject;
  /** Requirements that are no equality, as Go writes them. */
  readonly expressions: readonly string[];
}

const OPERATORS: Readonly<Partial<Record<Requirement['operator'], string>>> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

function parseLabels(text: string): Wanted {
  const labels: JSONObject = {};
  const expressions: string[] = [];
  for (const { key, operator, values } of parse(text)) {
    if (operator === '=' || operator === '==') {
      setOwn(labels, key, values[0] ?? '');
      continue;
    }
    if (operator === '!=') {
      throw new KubistError(`"${operator}" is not a valid label selector operator`);
    }
    const name = OPERATORS[operator];
    if (name === undefined) {
      throw new KubistError(`"${operator}" isn't supported in label selectors`);
    }
    expressions.push(`{${key} ${name} [${values.toSorted().join(' ')}]}`);
  }
  return { labels, expressions: expressions.sort(compareBytes) };
}

function parse(text: string): readonly Requirement[] {
  try {
    return parseLabelSelector(text).requirements;
  } catch (error) {
    const { message } = error as Error;
    throw new KubistError(`couldn't parse the selector string "${text}": ${message}`, {
      cause: error,
    });
  }
}

function selectBy(object: JSONObject, { labels, expressions }: Wanted): void {
  const { group, kind } = gvkOf(object);
  if (group !== '' || kind !== 'Service') {
    throw new KubistError('setting a selector is only supported for Services');
  }
  if (expressions.length > 0) {
    throw new KubistError(
      `match expression [${expressions.join(' ')}] not supported on this object`,
    );
  }
  (object['spec'] as JSONObject)['selector'] = labels;
}
