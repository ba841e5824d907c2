import type { Context } from '../../cli/context.ts';
import { KubistError, UsageError } from '../../errors.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { choosePod } from '../../resources/pods/choose.ts';
import {
  annotatedContainer,
  defaultContainer,
  namedContainer,
} from '../../resources/pods/container.ts';
import { byActivity } from '../../resources/pods/order.ts';
import type { Pod } from '../../resources/pods/pod.ts';
import { podSelector } from '../../resources/pods/selector.ts';
import { collectObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';

/** Milliseconds of `--pod-running-timeout`, which must be positive. */
export function podTimeout(flags: Flags): number {
  const timeout = flags.duration('pod-running-timeout');
  if (timeout > 0) return timeout;
  throw new UsageError('--pod-running-timeout must be higher than zero');
}

/** What names a pod, or something that makes pods. */
export interface PodRequest {
  /** `NAME`, `TYPE/NAME` or `TYPE NAME`. */
  readonly args: readonly string[];
  readonly filenames: readonly string[];
  /** How long to wait for the first pod, in milliseconds. */
  readonly timeout: number;
  /** The verb, for messages. */
  readonly verb: 'exec into' | 'attach to';
}

/** Finds the pod that a command line means: itself, or the most active one of a workload or service. */
export async function findPod(
  context: Context,
  { args, filenames, timeout, verb }: PodRequest,
): Promise<Pod> {
  const { namespace, explicit } = await context.namespace();
  const [first = ''] = args;
  // A type, whatever it looks like: to have that refused is the reference's way.
  if (args.length === 2) await (await context.mapper()).resourceFor(first);
  const resolution = await resolve(
    {
      args: args.length === 1 && !first.includes('/') ? named('pods', first) : args,
      filenames,
      namespace,
      explicitNamespace: explicit,
    },
    context,
  );
  const { infos, failure } = await collectObjects(resolution);
  if (failure !== undefined) throw failure;
  const [info] = infos;
  if (info === undefined || infos.length > 1) {
    throw new KubistError(`cannot ${verb} multiple objects at a time`);
  }
  const { object, resource } = info;
  if (resource.group === '' && resource.kind === 'Pod') {
    return { ...object, metadata: { namespace, ...object.metadata } };
  }
  const chosen = await choosePod(await context.client(), {
    namespace: info.namespace,
    labelSelector: podSelector(resource, object, 'cannot attach to'),
    order: byActivity,
    timeout,
  });
  return chosen.pod;
}

/** In a form that tells it from a manifest; a name that is empty is judged as one. */
function named(type: string, name: string): readonly string[] {
  return name === '' ? [type, name] : [`${type}/${name}`];
}

/** Throws when the pod has ended. `verb` is told: `exec into a`. */
export function refuseCompleted({ status }: Pod, verb: string): void {
  const phase = status?.phase;
  if (phase !== 'Succeeded' && phase !== 'Failed') return;
  throw new KubistError(`cannot ${verb} container in a completed pod; current phase is ${phase}`);
}

/** The container that `-c` names, or that is meant without it; unless `quiet`, a choice is told on stderr. */
export async function chooseContainer(
  { streams: { err } }: Context,
  pod: Pod,
  name: string,
  quiet: boolean,
): Promise<string> {
  const wanted = name === '' ? annotatedContainer(pod) : name;
  if (wanted !== '') return namedContainer(pod, wanted);
  return defaultContainer(pod, (line) => (quiet ? undefined : err.write(line)));
}
