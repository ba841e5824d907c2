import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { allNamespacesFlag, labelSelectorFlag } from '../cli/flags/selector.ts';
import { UsageError } from '../errors.ts';
import { collect } from '../diagnose/collect.ts';
import { diagnose as diagnoseWorld } from '../diagnose/diagnose.ts';
import type { Report, Verdict } from '../diagnose/model.ts';
import { WRITERS } from './diagnose/writers.ts';
import { findTargets } from './diagnose/targets.ts';

/** `diagnose`: why a deploy failed. */
export const diagnose: CommandSpec = {
  use: '(TYPE/NAME ... | TYPE [NAME ...] | -l label) [flags]',
  short: 'Say why a deploy failed, or what keeps it from getting on',
  long: `Looks at workloads, their pods, events and logs, and at what they refer to, and names the cause of what is wrong, the evidence, and what to do about it.

Without arguments all workloads of the namespace are looked at, the worst first. Findings have the names of rules, such as IMG-01; causes come before what merely follows from them.

Exit codes: 0 healthy, 1 the diagnosis itself failed, 2 failed, 3 progressing, 4 degraded, 5 blocked, 6 unknown: not enough may be read.

Values of secrets are never read into the report, and texts of servers and programs are shown without control characters and without what looks like a password or key.`,
  examples: `  # Everything in the namespace
  {program} diagnose

  # One deployment
  {program} diagnose deployment/web

  # All namespaces, as data
  {program} diagnose -A -o json

  # In CI, after a deploy
  {program} diagnose -l app=web || exit 1`,
  flags: [
    allNamespacesFlag,
    labelSelectorFlag,
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: 'The form of the report: text, wide, json, yaml, markdown, junit, sarif or github.',
    },
    {
      name: 'grace',
      type: 'duration',
      default: '0s',
      usage:
        'How long something that may mend itself may last before it counts as failed. 0s leaves it to each rule.',
    },
    {
      name: 'tolerate-restarts',
      type: 'int',
      default: 2,
      usage: 'Restarts of a container that are not yet a crash loop',
    },
    { name: 'hints', type: 'bool', default: false, usage: 'Show guesses as well.' },
    { name: 'no-logs', type: 'bool', default: false, usage: 'Do not read logs.' },
    {
      name: 'exit-zero',
      type: 'bool',
      default: false,
      usage: 'End with 0 whatever the verdict is.',
    },
  ],
  run,
};

/** Exit codes by verdict. 1 is for the command itself. */
const EXIT_CODES: Readonly<Record<Verdict, number>> = {
  healthy: 0,
  failed: 2,
  progressing: 3,
  degraded: 4,
  blocked: 5,
  unknown: 6,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<number> {
  const writer = WRITERS[flags.string('output') || 'text'];
  if (writer === undefined) {
    const known = Object.keys(WRITERS).join(', ');
    throw new UsageError(
      `unable to match a report format ${JSON.stringify(flags.string('output'))}, allowed formats are: ${known}`,
    );
  }
  const report = await makeReport(context, flags, args);
  await context.streams.out.write(await writer(report, context));
  return flags.bool('exit-zero') ? 0 : EXIT_CODES[report.verdict];
}

async function makeReport(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<Report> {
  const { namespace } = await context.namespace();
  const targets = await findTargets(context, args, {
    namespace,
    allNamespaces: flags.bool('all-namespaces'),
    labelSelector: flags.string('selector'),
  });
  const world = await collect(await context.client(), {
    namespace: flags.bool('all-namespaces') ? '' : namespace,
    now: () => context.now(),
    logs: !flags.bool('no-logs'),
    targets,
  });
  const grace = flags.duration('grace');
  return diagnoseWorld(world, targets?.(world), {
    grace: grace === 0 ? undefined : grace / 1000,
    tolerateRestarts: flags.int('tolerate-restarts'),
    hints: flags.bool('hints'),
  });
}
