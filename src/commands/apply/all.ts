import type { Writer } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import type { Applied, ApplySetting } from './setting.ts';
import { sideBySide } from './side-by-side.ts';

/** Requests at a time. */
const LIMIT = 8;

/**
 * Applies objects, those of one type side by side, and hands over in order what became of each. What fails goes to
 * `errors` and does not stop the others.
 */
export async function applyAll(
  infos: readonly ObjectInfo[],
  setting: Omit<ApplySetting, 'say'>,
  errors: Error[],
  take: (applied: Applied) => Promise<void>,
): Promise<Applied[]> {
  const { applyOne } = await stepFor(setting);
  const results: Applied[] = [];
  const { err } = setting.context.streams;
  await sideBySide(
    infos,
    { limit: LIMIT, waits: (index) => mustWait(infos, index) },
    (info) => {
      const voice = new Voice(err);
      const say = (text: string): void => voice.say(text);
      return {
        result: attempt(info, applyOne, { ...setting, say }),
        first: () => voice.release(),
      };
    },
    async ({ applied, error }) => {
      if (error !== undefined) errors.push(error);
      if (applied === undefined) return;
      results.push(applied);
      try {
        await take(applied);
      } catch (failure) {
        errors.push(failure as Error);
      }
    },
  );
  return results;
}

/** Keeps what is said until the turn to speak comes. */
class Voice {
  readonly #out: Writer;
  readonly #kept: string[] = [];
  #released = false;

  constructor(out: Writer) {
    this.#out = out;
  }

  say(text: string): void {
    if (this.#released) void this.#out.write(text);
    else this.#kept.push(text);
  }

  release(): void {
    this.#released = true;
    for (const text of this.#kept) void this.#out.write(text);
  }
}

async function attempt(
  info: ObjectInfo,
  applyOne: Step,
  setting: ApplySetting,
): Promise<{ applied?: Applied; error?: Error }> {
  try {
    refuseGeneratedName(info);
    return { applied: await applyOne(info, setting) };
  } catch (error) {
    return { error: error as Error };
  }
}

type Step = (info: ObjectInfo, setting: ApplySetting) => Promise<Applied>;

async function stepFor({ options }: Omit<ApplySetting, 'say'>): Promise<{ applyOne: Step }> {
  return options.serverSide
    ? { applyOne: (await import('./server-side.ts')).applyServerSide }
    : { applyOne: (await import('./client-side.ts')).applyClientSide };
}

/** True where another type begins, or an object comes again: what is before may have to be there first. */
function mustWait(infos: readonly ObjectInfo[], index: number): boolean {
  const info = infos[index]!;
  const before = infos[index - 1];
  if (before === undefined || before.resource.resource !== info.resource.resource) return true;
  if (before.resource.group !== info.resource.group || !info.resource.namespaced) return true;
  const first = Math.max(0, index - LIMIT);
  return infos
    .slice(first, index)
    .some(({ name, namespace }) => name === info.name && namespace === info.namespace);
}

function refuseGeneratedName({ name, object }: ObjectInfo): void {
  const generated = object.metadata?.generateName;
  if (name === '' && generated) {
    throw new KubistError(`from ${generated}: cannot use generate name with apply`);
  }
}
