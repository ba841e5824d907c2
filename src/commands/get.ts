import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import {
  allNamespacesFlag,
  chunkSizeFlag,
  fieldSelectorFlag,
  labelSelectorFlag,
} from '../cli/flags/selector.ts';
import { isTable, toOptions, validate } from './get/options.ts';

const FORMATS =
  'json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|jsonpath-plus|custom-columns|custom-columns-file|wide';

/** `get`: shows objects, as a table or in a format for programs. */
export const get: CommandSpec = {
  use: `[(-o|--output=)${FORMATS}] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]`,
  short: 'Display one or many resources',
  long: `Shows objects of the cluster.

Without -o, a table with the columns that the server has for the type; -o wide adds more of them. Types whose objects live in namespaces are shown from the current namespace, -n another one, or -A all of them. Labels (-l) and fields (--field-selector) choose among the objects of a type, names after the type, or TYPE/NAME, single ones. Manifests (-f) show the objects that they describe.

The other formats are for programs: whole objects (json, yaml, kyaml), their names, templates, and columns of your own choice. -w shows changes as they happen.

"{program} api-resources" lists the types that the server has.`,
  examples: `  # Pods of the current namespace
  {program} get pods

  # With their addresses and nodes, in all namespaces
  {program} get pods -A -o wide

  # One deployment, of a certain API version, as YAML
  {program} get deployments.v1.apps web -o yaml

  # Several types, and several objects by name
  {program} get services,deployments
  {program} get service/web deployment/web

  # The objects that a folder of manifests describes
  {program} get -f deploy/ -R

  # Pods with certain labels, newest last
  {program} get pods -l 'app in (web, db),tier!=test' --sort-by=.metadata.creationTimestamp

  # One field, a line a pod
  {program} get pods -o jsonpath='{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}'

  # Columns of your own
  {program} get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image

  # What changes
  {program} get pods --watch --output-watch-events`,
  flags: [
    ...printFlags(FORMATS.replaceAll('|', ', ')),
    ...filenameFlags('to get'),
    labelSelectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    chunkSizeFlag,
    {
      name: 'ignore-not-found',
      type: 'bool',
      default: false,
      usage: 'Objects that do not exist are no error, and neither is an empty list.',
    },
    {
      name: 'label-columns',
      short: 'L',
      type: 'stringSlice',
      default: [],
      usage: 'Labels to show in columns of their own, separated by commas or by more -L',
    },
    { name: 'no-headers', type: 'bool', default: false, usage: 'No headers above columns' },
    {
      name: 'output-watch-events',
      type: 'bool',
      default: false,
      usage:
        'With --watch or --watch-only, show the events: ADDED, MODIFIED, DELETED. Objects that are there at first are ADDED.',
    },
    {
      name: 'raw',
      type: 'string',
      default: '',
      usage: 'A path of the server to read as it is, with the credentials of the kubeconfig',
    },
    {
      name: 'server-print',
      type: 'bool',
      default: true,
      usage: 'Let the server make the table; false shows names and ages only.',
    },
    { name: 'show-kind', type: 'bool', default: false, usage: 'Put the type before names' },
    {
      name: 'show-labels',
      type: 'bool',
      default: false,
      usage: 'Show all labels in the last column',
    },
    {
      name: 'sort-by',
      type: 'string',
      default: '',
      usage:
        "Sort by this field, a JSONPath expression such as '{.metadata.name}'. Its values must be numbers or strings.",
    },
    {
      name: 'subresource',
      type: 'string',
      default: '',
      usage: 'Get this subresource of an object that is named',
    },
    {
      name: 'watch',
      short: 'w',
      type: 'bool',
      default: false,
      usage: 'Show what there is, then changes as they happen',
    },
    { name: 'watch-only', type: 'bool', default: false, usage: 'Show changes only' },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const options = await toOptions(context, flags, args);
  await validate(options, context);
  if (options.raw !== '') return (await import('./get/raw.ts')).getRaw(options.raw, context);
  if (options.watch) return (await import('./get/watch.ts')).watchObjects(options, context);
  if (isTable(options)) return (await import('./get/human.ts')).printTables(options, context);
  return (await import('./get/objects.ts')).printObjects(options, context);
}
