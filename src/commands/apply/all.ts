import { KubistError } from '../../errors.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { eachInTurn } from '../change/each-in-turn.ts';
import type { Applied, ApplySetting } from './setting.ts';

/**
 * Applies objects, those of one type side by side, and hands over in order what became of each. What fails goes to
 * `errors` and does not stop the others.
 */
export async function applyAll(
  infos: readonly ObjectInfo[],
  setting: Omit<ApplySetting, 'say' | 'namespaces'>,
  errors: Error[],
  take: (applied: Applied) => Promise<void>,
): Promise<Applied[]> {
  const applyOne = await stepFor(setting);
  const results: Applied[] = [];
  const namespaces: ApplySetting['namespaces'] = new Map();
  if (infos.length > 1) {
    setting.context.progress.show(() => `applying: ${results.length} of ${infos.length} done`);
  }
  const failures = await eachInTurn(
    infos,
    setting.context.streams.err,
    async (info, say) => {
      refuseGeneratedName(info);
      return applyOne(info, { ...setting, namespaces, say });
    },
    (applied) => {
      results.push(applied);
      return take(applied);
    },
  );
  setting.context.progress.end();
  errors.push(...failures);
  return results;
}

type ApplyOne = (info: ObjectInfo, setting: ApplySetting) => Promise<Applied>;

async function stepFor({ options }: Omit<ApplySetting, 'say' | 'namespaces'>): Promise<ApplyOne> {
  return options.serverSide
    ? (await import('./server-side.ts')).applyServerSide
    : (await import('./client-side.ts')).applyClientSide;
}

function refuseGeneratedName({ name, object }: ObjectInfo): void {
  const generated = object.metadata?.generateName;
  if (name === '' && generated) {
    throw new KubistError(`from ${generated}: cannot use generate name with apply`);
  }
}
