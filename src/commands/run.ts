import type { KubeObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { ExitError } from '../errors.ts';
import { Failures } from '../resources/failures.ts';
import { SERVICES } from './create/resources.ts';
import type { SessionEnd } from './run/attached.ts';
import { create, type Created, overridden, PODS } from './run/created.ts';
import { runFlags } from './run/flags.ts';
import { type RunOptions, toOptions } from './run/options.ts';
import { generate } from './run/pod.ts';

/** `run`: one pod with one container, and a session with it where that is wanted. */
export const run: CommandSpec = {
  use: 'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  short: 'Run a particular image on the cluster',
  long: `Create a pod with one container of an image, and run it.

 With -i or --attach, wait until it runs and join it: what it prints is shown, and where it is not restarted its exit code is that of this command.`,
  examples: `  # A web server
  {program} run web --image=nginx --port=80

  # With environment variables and labels
  {program} run web --image=nginx --env=MODE=test --labels=app=web,env=test

  # What would be created
  {program} run web --image=nginx --dry-run=client -o yaml

  # A shell that is gone when you leave it
  {program} run -i -t shell --image=busybox --restart=Never --rm

  # Arguments for the image's own command, and another command
  {program} run web --image=nginx -- -g 'daemon off;'
  {program} run clock --image=busybox --command -- sh -c 'while sleep 1; do date; done'`,
  flags: runFlags,
  run: execute,
};

async function execute(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const options = await toOptions(context, flags, args);
  for (const name of ['filename', 'kustomize', 'recursive']) {
    if (!flags.changed(name)) continue;
    context.warn(`--${name} has no effect: run makes the pod of flags alone`);
  }
  const { pod, service } = generate(flags, options);
  const object = await overridden(pod, flags);
  const made = await create(context, flags, { object, resource: PODS }, options.dryRun);
  const created: [Created, ...Created[]] = [made];
  const failures = new Failures();
  await failures.attempt(async () => {
    if (service !== undefined) created.push(await expose(context, flags, service, options));
  });
  if (options.attach) await session(context, flags, options, created);
  else await options.printer.print(made.object, context.streams.out);
  failures.rethrow();
}

/** Creates the service, and prints it before the pod. */
async function expose(
  context: Context,
  flags: Flags,
  service: KubeObject,
  { dryRun, printer }: RunOptions,
): Promise<Created> {
  const { out } = context.streams;
  const made = await create(context, flags, { object: service, resource: SERVICES }, dryRun);
  await printer.print(made.object, out);
  // The printer writes one more before the pod: as the reference.
  if (flags.string('output') === 'yaml') await out.write('---\n');
  return made;
}

/** Joins the pod; with `--rm`, what was created goes afterwards, whatever happened. */
async function session(
  context: Context,
  flags: Flags,
  options: RunOptions,
  created: readonly [Created, ...Created[]],
): Promise<void> {
  const removes = flags.bool('rm');
  let end: SessionEnd = { detached: false };
  try {
    const { runAttached } = await import('./run/attached.ts');
    // With something to clean up, Ctrl-C must not end the process at once.
    const signal = removes ? context.signal : undefined;
    const joined = runAttached(context, flags, created[0], { ...options, signal });
    end = await (signal === undefined ? joined : Promise.race([joined, interrupted(signal)]));
  } finally {
    if (removes && !end.detached) {
      const { removeCreated } = await import('./run/remove.ts');
      await removeCreated(context, flags, created, options.propagation);
    }
  }
  if (end.failure === undefined) return;
  await context.streams.err.write(end.failure.text);
  throw new ExitError(end.failure.exitCode);
}

/** Rejects once the user interrupts, whatever is under way. */
function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new ExitError(1));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
