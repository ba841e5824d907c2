import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError, UsageError } from '../../errors.ts';

/** What a `get` was asked to do. */
export interface GetOptions {
  readonly args: readonly string[];
  readonly filenames: readonly string[];
  readonly recursive: boolean;
  readonly kustomize: string;
  readonly namespace: string;
  readonly explicitNamespace: boolean;
  readonly allNamespaces: boolean;
  readonly labelSelector: string;
  readonly fieldSelector: string;
  readonly subresource: string;
  readonly chunkSize: number;
  readonly ignoreNotFound: boolean;
  readonly raw: string;
  readonly output: string;
  readonly template: string;
  readonly allowMissingKeys: boolean;
  readonly showManagedFields: boolean;
  readonly noHeaders: boolean;
  readonly showKind: boolean;
  readonly showLabels: boolean;
  readonly columnLabels: readonly string[];
  /** "" leaves the server's order. */
  readonly sortBy: string;
  readonly serverPrint: boolean;
  readonly watch: boolean;
  readonly watchOnly: boolean;
  readonly outputWatchEvents: boolean;
}

/** Reads the flags. Asks nothing of a server. */
export async function toOptions(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<GetOptions> {
  const raw = flags.string('raw');
  // A raw path has its namespace in itself.
  const { namespace, explicit } =
    raw === '' ? await context.namespace() : { namespace: '', explicit: false };
  const allNamespaces = flags.bool('all-namespaces');
  const sortBy = flags.string('sort-by');
  return {
    args,
    filenames: flags.strings('filename'),
    recursive: flags.bool('recursive'),
    kustomize: flags.string('kustomize'),
    namespace,
    explicitNamespace: explicit && !allNamespaces,
    allNamespaces,
    labelSelector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    subresource: flags.string('subresource'),
    // What is to be sorted is needed whole.
    chunkSize: sortBy === '' ? flags.int('chunk-size') : 0,
    ignoreNotFound: flags.bool('ignore-not-found'),
    raw,
    output: flags.string('output'),
    template: flags.string('template'),
    allowMissingKeys: flags.bool('allow-missing-template-keys'),
    showManagedFields: flags.bool('show-managed-fields'),
    noHeaders: flags.bool('no-headers'),
    showKind: flags.bool('show-kind'),
    showLabels: flags.bool('show-labels'),
    columnLabels: flags.strings('label-columns'),
    sortBy,
    serverPrint: flags.bool('server-print'),
    watch: flags.bool('watch') || flags.bool('watch-only'),
    watchOnly: flags.bool('watch-only'),
    outputWatchEvents: flags.bool('output-watch-events'),
  };
}

/** True when the output is columns for people, as opposed to objects. */
export function isTable({ output, template }: GetOptions): boolean {
  return output === 'wide' || (output === '' && template === '');
}

/** Refuses flags that contradict each other, in the reference's words and order. */
export async function validate(options: GetOptions, context: Context): Promise<void> {
  if (options.raw !== '') return validateRaw(options);
  if (!options.watch && nothingNamed(options)) {
    await context.streams.err.write(
      `You must specify the type of resource to get. Use "${context.program} api-resources" for a complete list of supported resources.\n\n`,
    );
    throw new UsageError(
      `Required resource not specified.\nUse "${context.program} explain <resource>" for a detailed description of that resource (e.g. ${context.program} explain pods).`,
    );
  }
  const { output, showLabels, outputWatchEvents, watch } = options;
  if (showLabels && output !== '' && output !== 'wide') {
    throw new KubistError(`--show-labels option cannot be used with ${output} printer`);
  }
  if (outputWatchEvents && !watch) {
    throw new KubistError(
      '--output-watch-events option can only be used with --watch or --watch-only',
    );
  }
}

function nothingNamed({ args, filenames, kustomize }: GetOptions): boolean {
  return args.length === 0 && filenames.length === 0 && kustomize === '';
}

function validateRaw(options: GetOptions): void {
  const { args, raw, watch, labelSelector, output } = options;
  if (args.length > 0) throw new KubistError('arguments may not be passed when --raw is specified');
  if (watch || labelSelector !== '') {
    throw new KubistError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  }
  if (output !== '') throw new KubistError('--raw and --output are mutually exclusive');
  if (!raw.startsWith('/') && !URL.canParse(raw)) {
    throw new KubistError(
      `--raw must be a valid URL path: parse ${JSON.stringify(raw)}: invalid URI for request`,
    );
  }
}
