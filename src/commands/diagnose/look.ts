import type { Context } from '../../cli/context.ts';
import type { Fields } from '../../describe/fields.ts';
import { collect } from '../../diagnose/collect.ts';
import { diagnose, type DiagnoseOptions } from '../../diagnose/diagnose.ts';
import type { ManifestCheck } from '../../diagnose/manifest.ts';
import type { Report } from '../../diagnose/model.ts';
import { worst, WORST_FIRST } from '../../diagnose/verdict.ts';
import { type Kind, nameOf, World } from '../../diagnose/world.ts';
import type { ObjectInfo } from '../../resources/objects.ts';

/** How to look at objects. */
export interface LookOptions extends DiagnoseOptions {
  readonly logs: boolean;
}

/** As rules have it by themselves. */
export const USUAL: LookOptions = {
  grace: undefined,
  tolerateRestarts: 2,
  hints: false,
  logs: true,
};

/** An object that is there. */
export type Seen = Pick<ObjectInfo, 'object' | 'namespace' | 'name'>;

/** What is to be looked at: objects that are there, and what is known of their manifests. */
export interface Sights {
  readonly infos: readonly Seen[];
  readonly checks?: readonly ManifestCheck[];
}

/** Diagnoses objects, one namespace after the other, as each is read as a whole. */
export async function lookAt(
  context: Context,
  { infos, checks = [] }: Sights,
  options: LookOptions,
): Promise<Report> {
  const told = [...infos, ...checks.map(({ target }) => target)];
  const namespaces = [...new Set(told.map(({ namespace }) => namespace).filter(Boolean))];
  const reports: Report[] = [];
  for (const namespace of namespaces.length > 0 ? namespaces : ['']) {
    // Objects outside of namespaces are looked at with those of the first.
    const isHere = (place: string): boolean =>
      place === namespace || (place === '' && namespace === (namespaces[0] ?? ''));
    reports.push(
      await lookInto(context, namespace, options, {
        infos: infos.filter((info) => isHere(info.namespace)),
        checks: checks.filter(({ target }) => isHere(target.namespace)),
      }),
    );
  }
  const diagnoses = reports.flatMap((report) => report.diagnoses);
  return {
    verdict: worst(diagnoses.map(({ verdict }) => verdict)),
    diagnoses: diagnoses.sort(
      (a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict),
    ),
    skipped: reports.flatMap(({ skipped }) => skipped),
    checkedAt: reports[0]?.checkedAt ?? new Date(context.now()).toISOString(),
  };
}

async function lookInto(
  context: Context,
  namespace: string,
  options: LookOptions,
  { infos, checks }: Required<Sights>,
): Promise<Report> {
  const targets = (world: World): readonly Fields[] =>
    infos.map(
      ({ object, namespace: place, name }) =>
        // What was read with the rest is as old as the rest.
        world.all(object.kind as Kind, place).find((one) => nameOf(one) === name) ??
        (object as Fields),
    );
  const now = (): number => context.now();
  const world =
    infos.length === 0
      ? new World(now())
      : await collect(await context.client(), { namespace, now, logs: options.logs, targets });
  world.manifests.push(...checks);
  return diagnose(world, targets(world), options);
}
