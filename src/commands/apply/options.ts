import type { Context } from '../../cli/context.ts';
import { type Propagation, readCascade } from '../../cli/flags/delete.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import {
  type DryRun,
  type FieldValidation,
  readDryRun,
  readFieldValidation,
} from '../../cli/flags/write.ts';
import type { APIResource } from '../../discovery/mapper.ts';
import { KubistError, UsageError } from '../../errors.ts';
import type { WriteOptions } from '../../resources/write.ts';
import { readAllowlist } from './allowlist.ts';
import type { ApplySetReference } from './applyset/reference.ts';

/** What the flags of `apply` say. */
export interface ApplyOptions {
  readonly serverSide: boolean;
  readonly forceConflicts: boolean;
  readonly dryRun: DryRun;
  readonly fieldManager: string;
  readonly fieldValidation: FieldValidation;
  readonly subresource: string;
  readonly overwrite: boolean;
  readonly openAPIPatch: boolean;
  /** Delete and create anew what cannot be patched. */
  readonly force: boolean;
  readonly propagation: Propagation;
  /** Seconds; negative leaves it to the objects. */
  readonly gracePeriod: number;
  /** How long to wait until an object is deleted, in milliseconds. */
  readonly timeout: number;
  /** Return when pruned objects are gone. */
  readonly wait: boolean;
  /** Types to prune; undefined when nothing is, or an ApplySet says what. */
  readonly prune: PruneTypes | undefined;
  /** The set that is applied and pruned as a whole. */
  readonly applySet: ApplySetReference | undefined;
  readonly selector: string;
  /** Wait until all is rolled out, and say why it is not. */
  readonly diagnose: boolean;
}

/** Types that `--prune` looks through. */
export interface PruneTypes {
  readonly resources: readonly APIResource[];
  /** The types are the usual ones, not those of `--prune-allowlist`. */
  readonly usual: boolean;
}

/** Who applies on the server side, unless `--field-manager` says so. */
export const SERVER_SIDE_MANAGER = 'kubectl';

/** Who applies: `--field-manager`, or the default of the side. */
export function managerOf(flags: Flags): string {
  const isDefault = flags.bool('server-side') && !flags.changed('field-manager');
  return isDefault ? SERVER_SIDE_MANAGER : flags.string('field-manager');
}

/** Gathers and judges what the command line says. Throws in the reference's words and order. */
export async function toOptions(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<ApplyOptions> {
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  const serverSide = flags.bool('server-side');
  const dryRun = readDryRun(flags, context.log);
  const warnings: string[] = [];
  const propagation = readCascade(flags, (text) => void warnings.push(text));
  for (const text of warnings) await context.streams.err.write(text);
  requireFiles(flags);
  const fieldValidation = readFieldValidation(flags);
  const applySet = await readApplySet(flags, context);
  const allowlist = flags.strings('prune-allowlist');
  const usual = applySet === undefined || allowlist.length > 0;
  const prune = flags.bool('prune') && usual ? await readAllowlist(allowlist, context) : undefined;
  await validate(flags, dryRun, applySet, context);
  return {
    serverSide,
    forceConflicts: flags.bool('force-conflicts'),
    dryRun,
    fieldManager: managerOf(flags),
    fieldValidation,
    subresource: flags.string('subresource'),
    overwrite: flags.bool('overwrite'),
    openAPIPatch: flags.bool('openapi-patch'),
    force: flags.bool('force'),
    propagation,
    gracePeriod: flags.int('grace-period'),
    timeout: flags.duration('timeout'),
    wait: flags.bool('wait'),
    prune,
    applySet,
    selector: flags.string('selector'),
    diagnose: flags.bool('diagnose'),
  };
}

/** Refuses a command line without manifests, or with both ways to name them. */
export function requireFiles(flags: Flags): void {
  const files = flags.strings('filename').length > 0;
  const kustomize = flags.string('kustomize') !== '';
  if (!files && !kustomize) throw new KubistError('must specify one of -f and -k');
  if (files && kustomize) throw new KubistError('only one of -f or -k can be specified');
}

const PRUNE_EVERYTHING =
  'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector';

/** Reads `--applyset`, which is only there where the alpha is switched on. */
async function readApplySet(
  flags: Flags,
  context: Context,
): Promise<ApplySetReference | undefined> {
  const text = flags.has('applyset') ? flags.string('applyset') : '';
  if (text === '') return undefined;
  const { readReference } = await import('./applyset/reference.ts');
  return readReference(text, context);
}

type Rule = readonly [breaks: boolean, message: string];

async function validate(
  flags: Flags,
  dryRun: DryRun,
  applySet: ApplySetReference | undefined,
  context: Context,
): Promise<void> {
  const serverSide = flags.bool('server-side');
  const force = flags.bool('force');
  const prune = flags.bool('prune');
  const all = flags.bool('all');
  const selector = flags.string('selector') !== '';
  judge([
    [
      flags.bool('force-conflicts') && !serverSide,
      '--force-conflicts only works with --server-side',
    ],
    [
      dryRun === 'client' && serverSide,
      "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
    ],
    [serverSide && force, '--force cannot be used with --server-side'],
    [dryRun === 'server' && force, '--dry-run=server cannot be used with --force'],
    [all && selector, 'cannot set --all and --selector at the same time'],
    [prune && force, '--force cannot be used with --prune'],
    [
      flags.bool('diagnose') && dryRun !== 'none',
      '--diagnose cannot be used with --dry-run: nothing is rolled out (diagnose -f checks a manifest)',
    ],
  ]);
  if (applySet === undefined) {
    judge([
      [prune && !all && !selector, PRUNE_EVERYTHING],
      [
        prune && serverSide,
        "--prune is in alpha and doesn't currently work on objects created by server-side apply",
      ],
    ]);
  } else {
    judge([[!prune, '--applyset requires --prune']]);
    const { checkReference } = await import('./applyset/reference.ts');
    await checkReference(applySet, context);
    judge([
      [all, '--all is incompatible with --applyset'],
      [selector, '--selector is incompatible with --applyset'],
      [
        flags.strings('prune-allowlist').length > 0,
        '--prune-allowlist is incompatible with --applyset',
      ],
    ]);
  }
  judge([
    [
      flags.string('subresource') !== '' && !serverSide,
      '--subresource can only be specified for --server-side',
    ],
  ]);
}

/** Throws the first rule that is broken. */
function judge(rules: readonly Rule[]): void {
  const broken = rules.find(([breaks]) => breaks);
  if (broken !== undefined) throw new KubistError(broken[1]);
}

/** What all requests that change an object have in common. */
export function writeOptions(options: ApplyOptions): WriteOptions {
  const { dryRun, fieldManager, fieldValidation } = options;
  return { dryRun: dryRun === 'server', fieldManager, fieldValidation };
}
