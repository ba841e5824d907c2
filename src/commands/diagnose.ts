import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import { allNamespacesFlag, labelSelectorFlag } from '../cli/flags/selector.ts';
import { writeAs } from '../printers/write-as.ts';
import { UsageError } from '../errors.ts';
import { collect } from '../diagnose/collect.ts';
import { diagnose as diagnoseWorld } from '../diagnose/diagnose.ts';
import type { Report, Verdict } from '../diagnose/model.ts';
import { WRITERS } from './diagnose/writers.ts';
import { follow, readFailFast } from './diagnose/follow.ts';
import { findOffline, findTargets, type TargetRequest } from './diagnose/targets.ts';

/** `diagnose`: why a deploy failed. */
export const diagnose: CommandSpec = {
  use: '(TYPE/NAME ... | TYPE [NAME ...] | -l label) [flags]',
  short: 'Say why a deploy failed, or what keeps it from getting on',
  long: `Looks at workloads, their pods, events and logs, and at what they refer to, and names the cause of what is wrong, the evidence, and what to do about it.

Without arguments all workloads of the namespace are looked at, the worst first. Findings have the names of rules, such as IMG-01; causes come before what merely follows from them.

With -f or -k the manifests are checked first: the server judges them in a dry run, which changes nothing, or their schema does where that is not allowed. Then what they made is looked at. What has not been applied yet is blocked.

Exit codes: 0 healthy, 1 the diagnosis itself failed, 2 failed, 3 progressing, 4 degraded, 5 blocked, 6 unknown: not enough may be read.

Values of secrets are never read into the report, and texts of servers and programs are shown without control characters and without what looks like a password or key.`,
  examples: `  # Everything in the namespace
  {program} diagnose

  # One deployment
  {program} diagnose deployment/web

  # What is wrong with a manifest, line by line, and with what it made
  {program} diagnose -f web.yaml

  # The same before it is applied: nothing is changed
  {program} diagnose -f web.yaml --check

  # All namespaces, as data
  {program} diagnose -A -o json

  # In CI, after a deploy: wait for its end, and say why when it fails
  {program} diagnose -f deploy/ --watch --timeout=5m -o github

  # What somebody sent
  {program} cluster-info dump --namespaces=shop --output-directory=dump
  {program} diagnose --from-dir=dump`,
  flags: [
    allNamespacesFlag,
    labelSelectorFlag,
    ...filenameFlags('to check, and then to diagnose as they are on the server'),
    {
      name: 'check',
      type: 'bool',
      default: false,
      usage:
        'With -f or -k: only check the manifests, before they are applied. Ends with 0 when nothing is wrong with them.',
    },
    {
      name: 'from-file',
      type: 'stringSlice',
      default: [],
      usage: 'Diagnose what a file holds and ask no server: what get -o yaml or -o json printed.',
    },
    {
      name: 'from-dir',
      type: 'stringSlice',
      default: [],
      usage: 'The same with the files of a folder, such as cluster-info dump makes.',
    },
    {
      name: 'watch',
      short: 'w',
      type: 'bool',
      default: false,
      usage: 'Look again until it is decided: follow a rollout and end with its verdict.',
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'With --watch: how long. 0s is until it is decided.',
    },
    {
      name: 'fail-fast',
      type: 'string',
      default: 'fatal',
      usage:
        'With --watch, what ends it before the deadline: fatal (what waiting does not mend), all (any error) or off.',
    },
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
  const look = await prepare(context, flags, args);
  const report = flags.bool('watch')
    ? await follow(look, context, {
        timeout: flags.duration('timeout'),
        failFast: readFailFast(flags.string('fail-fast')),
      })
    : await look();
  const { out } = context.streams;
  const text = await writer.write(report, context);
  await (writer.kind === undefined ? out.write(text) : writeAs(writer.kind, text, out));
  return flags.bool('exit-zero') ? 0 : EXIT_CODES[report.verdict];
}

/** What makes a report each time that it is called. */
async function prepare(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<() => Promise<Report>> {
  const request = await toRequest(context, flags, args);
  const hasManifests = request.filenames.length > 0 || request.kustomize !== '';
  const grace = flags.duration('grace');
  const options = {
    grace: grace === 0 ? undefined : grace / 1000,
    tolerateRestarts: flags.int('tolerate-restarts'),
    hints: flags.bool('hints'),
  };
  const files = [...flags.strings('from-file'), ...flags.strings('from-dir')];
  if (files.length > 0) {
    if (flags.bool('watch')) throw new UsageError('--watch needs a server: files do not change');
    const { readWorld } = await import('./diagnose/offline.ts');
    const world = await readWorld(context, files);
    if (flags.bool('check')) throw new UsageError('--check asks a server, or a --snapshot');
    if (hasManifests) {
      const { diagnoseOffline } = await import('./diagnose/of-manifests.ts');
      return async () => diagnoseOffline(context, world, request, options);
    }
    return async () => diagnoseWorld(world, findOffline(request)?.(world), options);
  }
  const logs = !flags.bool('no-logs');
  if (flags.bool('check')) {
    if (!hasManifests) throw new UsageError('--check needs manifests: -f or -k');
    if (flags.bool('watch'))
      throw new UsageError('--check looks once: it cannot be used with --watch');
    const { checkOnly } = await import('./diagnose/of-manifests.ts');
    return () => checkOnly(context, request, options);
  }
  if (hasManifests) {
    const { prepareManifests } = await import('./diagnose/of-manifests.ts');
    return prepareManifests(context, request, { ...options, logs });
  }
  const targets = await findTargets(context, request);
  const client = await context.client();
  return async () => {
    const world = await collect(client, {
      namespace: request.allNamespaces ? '' : request.namespace,
      now: () => context.now(),
      logs,
      targets,
    });
    return diagnoseWorld(world, targets?.(world), options);
  };
}

async function toRequest(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<TargetRequest> {
  const { namespace, explicit } = await context.namespace();
  const allNamespaces = flags.bool('all-namespaces');
  return {
    args,
    filenames: flags.strings('filename'),
    recursive: flags.bool('recursive'),
    kustomize: flags.string('kustomize'),
    namespace,
    explicitNamespace: explicit && !allNamespaces,
    allNamespaces,
    labelSelector: flags.string('selector'),
  };
}
