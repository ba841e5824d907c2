import type { JSONObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { labelSelectorFlag } from '../../cli/flags/selector.ts';
import { KubistError, UsageError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { parseJSON, stringifyJSON } from '../../formats/json.ts';
import { stringifyYAML } from '../../formats/yaml/emit.ts';
import { writeAs } from '../../printers/write-as.ts';
import { collectObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { LAST_APPLIED } from '../create/last-applied.ts';

/** `apply view-last-applied`: shows what was applied last. */
export const viewLastApplied: CommandSpec = {
  use: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  long: `Shows what was applied last to objects, as their annotations have it. Objects without such an annotation are passed over.`,
  examples: `  # What was applied to a deployment
  {program} apply view-last-applied deployment/web

  # The same of the objects of a manifest, as JSON
  {program} apply view-last-applied -f web.yaml -o json`,
  flags: [
    ...filenameFlags('to show'),
    labelSelectorFlag,
    {
      name: 'all',
      type: 'bool',
      default: false,
      usage: 'All objects of the types, in the namespace',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: 'yaml',
      usage: 'How to print: yaml or json',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const all = flags.bool('all');
  const selector = flags.string('selector');
  const { namespace, explicit } = await context.namespace();
  // A type alone means all its objects anyway, and the reference takes that for a selector.
  if (all && args.length === 1) {
    throw new KubistError("setting 'all' parameter but found a non empty selector. ");
  }
  if (all && selector !== '') {
    throw new KubistError(
      `found non-empty label selector ${goQuote(selector)} with previously set 'all' parameter. `,
    );
  }
  const resolution = await resolve(
    {
      args,
      filenames: flags.strings('filename'),
      recursive: flags.bool('recursive'),
      kustomize: flags.string('kustomize'),
      labelSelector: selector,
      selectAll: all,
      typeMeansAll: true,
      namespace,
      explicitNamespace: explicit,
      latest: true,
      chunkSize: 0,
    },
    context,
  );
  const output = flags.string('output');
  const { infos, failure } = await collectObjects(resolution);
  if (failure !== undefined) throw failure;
  if (output !== 'yaml' && output !== 'json') {
    throw new UsageError(
      `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`,
    );
  }
  for (const { object } of infos) {
    const text = object.metadata?.annotations?.[LAST_APPLIED];
    if (text === undefined) continue;
    const configured = parseJSON(text) as JSONObject;
    const shown =
      output === 'yaml'
        ? stringifyYAML(configured)
        : `${stringifyJSON(configured, { indent: 2, sortKeys: true })}\n`;
    await writeAs(output, shown, context.streams.out);
  }
}
