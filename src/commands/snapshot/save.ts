import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { allNamespacesFlag, labelSelectorFlag } from '../../cli/flags/selector.ts';
import { redact } from '../../diagnose/redact.ts';
import { UsageError } from '../../errors.ts';
import { visible } from '../../formats/visible.ts';
import { recordSnapshot, type RecordReport } from '../../snapshot/record.ts';
import type { LogLimits } from '../../snapshot/recording/logs.ts';

/** Bytes of all logs together. */
const ALL_LOGS = 256 * 2 ** 20;

/** `snapshot save`: a namespace or a cluster in a file. */
export const save: CommandSpec = {
  use: '-o FILE.tgz|DIR [flags]',
  short: 'Save a namespace or a whole cluster in a file',
  long: `Saves objects with the columns of their tables, events, logs, and the documents that describe the API, in a file that ends in .tgz, or in a folder. Every command that reads works on it with --snapshot, and shows the cluster as it was then.

Of namespaced objects those of the current namespace are saved, of -n another one, or with -A all. Objects that are in no namespace, such as nodes and storage classes, are saved as well. With -l only workloads with certain labels are saved, each with what it owns or belongs to, its events and logs; services, claims, config maps and the like all stay, because a diagnosis needs them.

Values of secrets are never saved: their keys stay. Unless --mask=false, passwords, keys and tokens are masked in logs and in literal environment variables as well, as far as they can be told by their names and shapes; whoever gets the file can read all else.

What may not be read is left out and told at the end. Until all is saved, nothing changes at the target, and only other snapshots are overwritten.`,
  examples: `  # The current namespace
  {program} snapshot save -o shop.tgz

  # The whole cluster, without logs
  {program} snapshot save -A --logs=false -o cluster.tgz

  # One application, and only its logs of the last hour
  {program} snapshot save -n shop -l app=web --since=1h -o web.tgz

  # Why it failed, on another machine
  {program} diagnose --snapshot web.tgz`,
  flags: [
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage:
        'Where to save: a file that ends in .tgz, or a folder. Another snapshot there is replaced.',
    },
    allNamespacesFlag,
    labelSelectorFlag,
    { name: 'logs', type: 'bool', default: true, usage: 'Save logs of containers.' },
    {
      name: 'since',
      type: 'duration',
      default: '0s',
      usage: 'Only lines of logs that are not older than this (5s, 2m, 3h). 0s is all.',
    },
    {
      name: 'tail',
      type: 'int64',
      default: 1000,
      usage: "Lines of each container's log, and of the one before its restart, from the end",
    },
    {
      name: 'limit-bytes',
      type: 'int64',
      default: 2 ** 19,
      usage: 'Bytes of each log, from the end',
    },
    {
      name: 'mask',
      type: 'bool',
      default: true,
      usage: 'Mask what looks like a password, key or token in logs and environment variables.',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const output = flags.string('output');
  if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
  if (output === '') {
    throw new UsageError('-o says where to save: a file that ends in .tgz, or a folder');
  }
  const logs = readLogLimits(flags);
  const { namespace } = await context.namespace();
  const { progress, streams, signal } = context;
  const report = await recordSnapshot(await context.client(), output, {
    namespace,
    only: flags.bool('all-namespaces') ? undefined : namespace,
    labelSelector: flags.string('selector'),
    now: () => context.now(),
    logs,
    mask: flags.bool('mask'),
    signal,
    progress: (status) => progress.show(status),
  });
  progress.end();
  for (const line of summarize(report.missing)) {
    await streams.err.write(`not saved: ${visible(line)}\n`);
  }
  await streams.out.write(`${wordReport(report)} saved in ${output}\n`);
}

function readLogLimits(flags: Flags): LogLimits | undefined {
  const lines = flags.int('tail');
  const bytes = flags.int('limit-bytes');
  if (lines < 1) throw new UsageError('--tail must be greater than 0; --logs=false saves no logs');
  if (bytes < 1) {
    throw new UsageError('--limit-bytes must be greater than 0; --logs=false saves no logs');
  }
  const since = flags.duration('since');
  if (since < 0) throw new UsageError('--since must not be negative');
  if (!flags.bool('logs')) {
    if (since > 0) throw new UsageError('--since needs --logs');
    return undefined;
  }
  return {
    lines,
    bytes,
    total: ALL_LOGS,
    since: since === 0 ? undefined : Math.max(1, Math.round(since / 1000)),
    mask: flags.bool('mask') ? redact : undefined,
  };
}

function wordReport({ objects, logs, size }: RecordReport): string {
  const parts = [`${objects} objects`, `${logs} logs`];
  if (size !== undefined) parts.push(`${Math.ceil(size / 1000)} kB`);
  return parts.join(', ');
}

/** Groups that need not be told. */
const BUILT_IN_GROUP = /\.(?:[a-z.]+\.k8s\.io|apps|autoscaling|batch|policy)$/;

/** `/apis/apps/v1/deployments: deployments.apps is forbidden: User "ci" cannot list …`: dozens of these become one line. */
function summarize(missing: readonly string[]): string[] {
  const forbidden: string[] = [];
  const others: string[] = [];
  for (const one of missing) {
    const [, resource] = /^\/api\S+: (\S+) is forbidden: /.exec(one) ?? [];
    if (resource === undefined) others.push(one);
    else forbidden.push(resource.replace(BUILT_IN_GROUP, ''));
  }
  if (forbidden.length === 0) return others;
  return [`${[...new Set(forbidden)].sort().join(', ')}: forbidden`, ...others];
}
