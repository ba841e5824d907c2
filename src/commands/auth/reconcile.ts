import { gvkOf } from '../../api/gvk.ts';
import type { KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { type DryRun, dryRunFlag, readDryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { Printer } from '../../printers/printer.ts';
import { Failures } from '../../resources/failures.ts';
import type { Info } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { requireTyped } from '../../resources/typed/check.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  RBAC,
  ROLE_BINDINGS,
  ROLES,
} from '../create/resources.ts';
import { FORMATS, resultPrinter } from '../create/result-printer.ts';
import { planBinding } from './reconcile/binding.ts';
import { execute, type Reconciler } from './reconcile/execute.ts';
import { planRole } from './reconcile/role.ts';
import { report } from './reconcile/report.ts';

/** `auth reconcile`: roles allow what manifests say, and bindings have their subjects. */
export const reconcile: CommandSpec = {
  use: '-f FILENAME',
  short:
    'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
  long: `Bring roles, cluster roles and their bindings up to date with manifests. What is missing is created, with its namespace if that is missing too.

 Rules and subjects are compared by what they mean, which apply cannot: roles get the permissions that they lack, bindings the subjects. What they have besides stays, unless --remove-extra-permissions and --remove-extra-subjects say otherwise. Objects of other kinds are passed over.`,
  examples: `  # Roles and bindings of a file
  {program} auth reconcile -f rbac.yaml

  # What would change, without changing it
  {program} auth reconcile -f rbac.yaml --dry-run=client`,
  flags: [
    ...printFlags(FORMATS),
    ...filenameFlags('to reconcile'),
    dryRunFlag,
    {
      name: 'remove-extra-permissions',
      type: 'bool',
      default: false,
      usage: 'Take permissions from roles that the manifests do not name',
    },
    {
      name: 'remove-extra-subjects',
      type: 'bool',
      default: false,
      usage: 'Take subjects from bindings that the manifests do not name',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  if (flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    throw new KubistError('must specify one of -f and -k');
  }
  if (args.length > 0) throw new KubistError('no arguments are allowed');
  const dryRun = dryRunOf(context, flags);
  const { namespace, explicit } = await context.namespace();
  const resolution = await resolve(
    {
      filenames: flags.strings('filename'),
      recursive: flags.bool('recursive'),
      kustomize: flags.string('kustomize'),
      namespace,
      explicitNamespace: explicit,
      local: true,
    },
    context,
  );
  const printer = await resultPrinter(flags, 'reconciled', dryRun);
  const kinds = reconcilers(flags);
  const failures = new Failures();
  // What cannot be read is told after what could not be done.
  const unreadable = new Failures();
  await failures.attempt(() =>
    resolution.visit(async (info) => {
      const object = read(info, unreadable);
      const reconciler = object === undefined ? undefined : reconcilerOf(context, kinds, object);
      if (object === undefined || reconciler === undefined) return;
      await reconcileOne(context, flags, { object, reconciler, dryRun, printer });
    }),
  );
  await failures.attempt(() => unreadable.rethrowGrouped());
  failures.rethrow();
}

function dryRunOf(context: Context, flags: Flags): DryRun {
  let dryRun: DryRun;
  try {
    dryRun = readDryRun(flags, context.log);
  } catch (error) {
    const { message } = error as Error;
    throw new KubistError(`error accessing --dry-run flag for command reconcile: ${message}`, {
      cause: error,
    });
  }
  if (dryRun === 'server') {
    throw new KubistError('--dry-run=server for command reconcile is not supported yet');
  }
  return dryRun;
}

/** The kinds that can be reconciled. */
function reconcilers(flags: Flags): ReadonlyMap<string, Reconciler> {
  const [permissions, subjects] = ['permissions', 'subjects'].map((what) =>
    flags.bool(`remove-extra-${what}`),
  ) as [boolean, boolean];
  const role = (resource: Reconciler['resource']): Reconciler => ({
    resource,
    attempts: 3,
    plan: (expected, existing) => planRole(expected, existing, permissions),
  });
  const binding = (resource: Reconciler['resource']): Reconciler => ({
    resource,
    attempts: 4,
    plan: (expected, existing) => planBinding(expected, existing, subjects),
  });
  return new Map([
    ['Role', role(ROLES)],
    ['ClusterRole', role(CLUSTER_ROLES)],
    ['RoleBinding', binding(ROLE_BINDINGS)],
    ['ClusterRoleBinding', binding(CLUSTER_ROLE_BINDINGS)],
  ]);
}

/** The object of a manifest, as Go would have read it. Undefined when it cannot be read. */
function read({ object = {}, source = '' }: Info, unreadable: Failures): KubeObject | undefined {
  try {
    if (!object.apiVersion) {
      const text = stringifyJSON(object, { sortKeys: true });
      throw new KubistError(
        `unable to decode ${goQuote(source)}: Object 'apiVersion' is missing in '${text}'`,
      );
    }
    requireTyped(object, source);
    return asTyped(object);
  } catch (error) {
    unreadable.add(error as Error);
    return undefined;
  }
}

/** How the object's kind is reconciled; undefined when it is not. */
function reconcilerOf(
  { log }: Context,
  kinds: ReadonlyMap<string, Reconciler>,
  object: KubeObject,
): Reconciler | undefined {
  const { group, version, kind } = gvkOf(object);
  const reconciler = group === RBAC ? kinds.get(kind) : undefined;
  if (reconciler !== undefined && version !== 'v1') {
    throw new KubistError(
      `only rbac.authorization.k8s.io/v1 is supported: not *${version}.${kind}`,
    );
  }
  if (reconciler === undefined) {
    const type = `&v1.TypeMeta{Kind:${goQuote(kind)}, APIVersion:${goQuote(object.apiVersion ?? '')}}`;
    log.info(1, 'reconcile.go:306', `skipping ${type}`);
  }
  return reconciler;
}

/** An object on its way. */
interface Work {
  readonly object: KubeObject;
  readonly reconciler: Reconciler;
  readonly dryRun: DryRun;
  readonly printer: Printer;
}

async function reconcileOne(
  context: Context,
  flags: Flags,
  { object, reconciler, dryRun, printer }: Work,
): Promise<void> {
  const { out, err } = context.streams;
  const outcome = await execute(await context.client(), reconciler, object, dryRun === 'none');
  await printer.print(asTyped(outcome.object), out);
  const text = report(outcome, {
    permissions: flags.bool('remove-extra-permissions'),
    subjects: flags.bool('remove-extra-subjects'),
  });
  if (text !== '') await err.write(text);
}
