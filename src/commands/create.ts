import type { CommandEntry, CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import { labelSelectorFlag } from '../cli/flags/selector.ts';
import {
  dryRunFlag,
  fieldManagerFlag,
  readDryRun,
  readFieldValidation,
  saveConfigFlag,
  validateFlag,
} from '../cli/flags/write.ts';
import { KubistError, UsageError } from '../errors.ts';
import { FORMATS, resultPrinter } from './create/result-printer.ts';
import { windowsLineEndingsFlag } from './edit/windows.ts';

const generators: readonly CommandEntry[] = [
  {
    name: 'clusterrole',
    short: 'Create a cluster role',
    load: async () => (await import('./create/clusterrole.ts')).clusterRole,
  },
  {
    name: 'clusterrolebinding',
    short: 'Create a cluster role binding for a particular cluster role',
    load: async () => (await import('./create/clusterrolebinding.ts')).clusterRoleBinding,
  },
  {
    name: 'configmap',
    aliases: ['cm'],
    short: 'Create a config map from a local file, directory or literal value',
    load: async () => (await import('./create/configmap.ts')).configMap,
  },
  {
    name: 'cronjob',
    aliases: ['cj'],
    short: 'Create a cron job with the specified name',
    load: async () => (await import('./create/cronjob.ts')).cronJob,
  },
  {
    name: 'deployment',
    aliases: ['deploy'],
    short: 'Create a deployment with the specified name',
    load: async () => (await import('./create/deployment.ts')).deployment,
  },
  {
    name: 'ingress',
    aliases: ['ing'],
    short: 'Create an ingress with the specified name',
    load: async () => (await import('./create/ingress.ts')).ingress,
  },
  {
    name: 'job',
    short: 'Create a job with the specified name',
    load: async () => (await import('./create/job.ts')).job,
  },
  {
    name: 'namespace',
    aliases: ['ns'],
    short: 'Create a namespace with the specified name',
    load: async () => (await import('./create/namespace.ts')).namespace,
  },
  {
    name: 'poddisruptionbudget',
    aliases: ['pdb'],
    short: 'Create a pod disruption budget with the specified name',
    load: async () => (await import('./create/poddisruptionbudget.ts')).podDisruptionBudget,
  },
  {
    name: 'priorityclass',
    aliases: ['pc'],
    short: 'Create a priority class with the specified name',
    load: async () => (await import('./create/priorityclass.ts')).priorityClass,
  },
  {
    name: 'quota',
    aliases: ['resourcequota'],
    short: 'Create a quota with the specified name',
    load: async () => (await import('./create/quota.ts')).quota,
  },
  {
    name: 'role',
    short: 'Create a role with single rule',
    load: async () => (await import('./create/role.ts')).role,
  },
  {
    name: 'rolebinding',
    short: 'Create a role binding for a particular role or cluster role',
    load: async () => (await import('./create/rolebinding.ts')).roleBinding,
  },
  {
    name: 'secret',
    short: 'Create a secret using a specified subcommand',
    load: async () => (await import('./create/secret.ts')).secret,
  },
  {
    name: 'service',
    aliases: ['svc'],
    short: 'Create a service using a specified subcommand',
    load: async () => (await import('./create/service.ts')).service,
  },
  {
    name: 'serviceaccount',
    aliases: ['sa'],
    short: 'Create a service account with the specified name',
    load: async () => (await import('./create/serviceaccount.ts')).serviceAccount,
  },
  {
    name: 'token',
    short: 'Request a service account token',
    load: async () => (await import('./create/token.ts')).token,
  },
];

/** `create`: objects of manifests, and generators for common kinds. */
export const create: CommandSpec = {
  use: '-f FILENAME',
  short: 'Create a resource from a file or from stdin',
  long: `Create the objects that manifests describe, in JSON or YAML. Objects that exist already are an error.

 The subcommands make an object of a certain kind from flags.`,
  examples: `  # What a manifest describes
  {program} create -f pod.yaml

  # From standard input
  sed s/dev/test/ pod.yaml | {program} create -f -

  # With a look at it in the editor before
  {program} create -f pod.yaml --edit`,
  flags: [
    ...printFlags(FORMATS),
    ...filenameFlags('to create'),
    dryRunFlag,
    fieldManagerFlag('kubectl-create'),
    labelSelectorFlag,
    saveConfigFlag,
    validateFlag,
    { name: 'edit', type: 'bool', default: false, usage: 'Edit the manifests before' },
    {
      name: 'raw',
      type: 'string',
      default: '',
      usage: 'A path of the server to which the file is sent as it is (POST)',
    },
    windowsLineEndingsFlag,
  ],
  subcommands: generators,
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  const dryRun = readDryRun(flags, context.log);
  const printer = await resultPrinter(flags, 'created', dryRun, false);
  if (flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    throw new KubistError('must specify one of -f and -k');
  }
  if (flags.string('raw') !== '') {
    return (await import('./create/raw.ts')).createRaw(context, flags);
  }
  const fieldValidation = readFieldValidation(flags);
  const options = { dryRun, fieldValidation, printer };
  if (flags.bool('edit')) {
    return (await import('./create/edited.ts')).createEdited(context, flags, options);
  }
  return (await import('./create/manifests.ts')).createManifests(context, flags, options);
}
