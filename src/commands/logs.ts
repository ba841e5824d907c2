import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { ExitError } from '../errors.ts';
import { logFlags } from './logs/flags.ts';
import { readOptions, validate } from './logs/options.ts';
import { findSources, findTarget } from './logs/sources.ts';
import { showLogs } from './logs/show.ts';

/** `logs`: prints what containers have written. */
export const logs: CommandSpec = {
  use: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  short: 'Print the logs for a container in a pod',
  long: `Prints what a container has written, or the containers of several pods.

A pod is given by name, or by what has made it: deployment/web, job/migrate, service/web. Of several pods the one that has been ready for longest is chosen; --all-pods takes all of them. Of several containers the pod's default one is chosen, or its first.

-f goes on until the container ends. A container that has not started is waited for. When the connection breaks or the node turns the log over, kubist goes on where it stopped: no line is lost and none comes twice. --follow-new also follows pods and containers that start later, tells when one ends and why, and goes on until Ctrl-C.

--include and --exclude choose lines by regular expressions (RE2's syntax, as in Go); neither takes long on any line. --json shows lines that are JSON objects as text: time, level, message, and the other fields after them.`,
  examples: `  # What the pod web has written so far
  {program} logs web

  # Its sidecar, and only the last 20 lines
  {program} logs web -c sidecar --tail=20

  # The run before the last restart
  {program} logs web -p

  # Follow all containers of all pods with a label, also of pods that come later
  {program} logs -l app=web --all-containers --follow-new

  # One pod of a deployment, the last hour, with times
  {program} logs deployment/web --since=1h --timestamps

  # All pods of a deployment, only lines that tell of failures
  {program} logs deployment/web --all-pods --include='(?i)error|panic'`,
  flags: logFlags,
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const options = await readOptions(context, flags, args);
  const target = await findTarget(context, options);
  validate(options, flags, args);
  if (options.followNew) {
    const { followNew } = await import('./logs/follow-new.ts');
    await followNew(context, target, options);
    return;
  }
  if (target === undefined) {
    await context.streams.err.write(`No resources found in ${options.namespace} namespace.\n`);
    return;
  }
  const sources = await findSources(context, target, options);
  const { signal } = context;
  try {
    await showLogs(context, sources, options);
  } catch (error) {
    if (signal.aborted) throw new ExitError(1);
    throw error;
  }
}
