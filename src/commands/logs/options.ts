import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError, UsageError } from '../../errors.ts';
import { parseGoTime } from '../../formats/go-time.ts';
import { formatRFC3339 } from '../../formats/time.ts';
import type { Query } from '../../rest/client.ts';
import { compileFilters, type LineFilter } from './line-filter.ts';

/** What `logs` was asked for. */
export interface LogOptions {
  readonly namespace: string;
  /** `POD` or `TYPE/NAME`; empty with a selector. */
  readonly target: string;
  /** "" is none. */
  readonly selector: string;
  /** "" is the default one of each pod. */
  readonly container: string;
  readonly allContainers: boolean;
  readonly allPods: boolean;
  readonly prefix: boolean;
  readonly follow: boolean;
  /** Also follow pods and containers that start later. */
  readonly followNew: boolean;
  readonly timestamps: boolean;
  readonly ignoreErrors: boolean;
  readonly maxLogRequests: number;
  /** Milliseconds. */
  readonly podRunningTimeout: number;
  /** Parameters of the log request, without the container. */
  readonly query: Query;
  /** A dropped stream can be taken up again: it is not cut at a number of bytes, nor of a container that has ended. */
  readonly resumes: boolean;
  /** Which lines to show; undefined shows all. */
  readonly filter: LineFilter | undefined;
  readonly json: boolean;
}

const EXPECTED = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command`;

/** Gathers what the command line says. What is wrong with it in itself is told here, before the cluster is asked. */
export async function readOptions(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<LogOptions> {
  const selector = flags.string('selector');
  if (args.length === 0 && selector === '') throw new UsageError(EXPECTED);
  if (args.length === 1 && selector !== '') {
    throw new UsageError('only a selector (-l) or a POD name is allowed');
  }
  if (args.length > 2) throw new UsageError(EXPECTED);
  if (args.length === 2 && selector !== '') {
    throw new KubistError(
      'selectors and the all flag cannot be used when passing resource/name arguments',
    );
  }
  const podRunningTimeout = flags.duration('pod-running-timeout');
  if (podRunningTimeout <= 0) {
    throw new KubistError('--pod-running-timeout must be higher than zero');
  }
  const sinceTime = readSinceTime(flags);
  const followNew = flags.bool('follow-new');
  const follow = flags.bool('follow') || followNew;
  const { namespace } = await context.namespace();
  return {
    namespace,
    target: args[0] ?? '',
    selector,
    container: args[1] ?? flags.string('container'),
    allContainers: flags.bool('all-containers'),
    allPods: flags.bool('all-pods'),
    prefix: flags.bool('prefix') || flags.bool('all-pods') || followNew,
    follow,
    followNew,
    timestamps: flags.bool('timestamps'),
    ignoreErrors: flags.bool('ignore-errors'),
    maxLogRequests: flags.int('max-log-requests'),
    podRunningTimeout,
    query: queryOf(flags, { follow, sinceTime }),
    resumes: follow && !flags.bool('previous') && flags.int('limit-bytes') === 0,
    filter: compileFilters(flags.strings('include'), flags.strings('exclude')),
    json: flags.bool('json'),
  };
}

function readSinceTime(flags: Flags): string | undefined {
  const text = flags.string('since-time');
  if (text === '') return undefined;
  return formatRFC3339(parseGoTime(text));
}

function queryOf(
  flags: Flags,
  { follow, sinceTime }: { follow: boolean; sinceTime: string | undefined },
): Query {
  const since = flags.duration('since');
  const limit = flags.int('limit-bytes');
  return {
    ...(follow ? { follow } : {}),
    ...(flags.bool('insecure-skip-tls-verify-backend')
      ? { insecureSkipTLSVerifyBackend: true }
      : {}),
    ...(limit === 0 ? {} : { limitBytes: limit }),
    ...(flags.bool('previous') ? { previous: true } : {}),
    ...(since === 0 ? {} : { sinceSeconds: Math.round(since / 1000) }),
    ...(sinceTime === undefined ? {} : { sinceTime }),
    ...tailOf(flags),
    ...(flags.bool('timestamps') ? { timestamps: true } : {}),
  };
}

/** With a selector, ten lines of each unless the flag says otherwise. */
function tailOf(flags: Flags): Query {
  const tail = flags.int('tail');
  if (flags.string('selector') !== '' && !flags.changed('tail')) return { tailLines: 10 };
  return tail === -1 ? {} : { tailLines: tail };
}

/** What contradicts itself. Judged once what was asked for has been found, as in the reference. */
export function validate(options: LogOptions, flags: Flags, args: readonly string[]): void {
  if (flags.string('since-time') !== '' && flags.duration('since') !== 0) {
    throw new KubistError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (options.allContainers && options.container !== '') {
    throw new KubistError(
      `--all-containers=true should not be specified with container name ${options.container}`,
    );
  }
  if (args.length === 2 && flags.changed('container')) {
    throw new KubistError('only one of -c or an inline [CONTAINER] arg is allowed');
  }
  if (flags.int('limit-bytes') < 0) throw new KubistError('--limit-bytes must be greater than 0');
  if (flags.duration('since') < 0) throw new KubistError('--since must be greater than 0');
  if (flags.int('tail') < -1) {
    throw new KubistError('--tail must be greater than or equal to -1');
  }
}
