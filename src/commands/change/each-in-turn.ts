import type { Writer } from '../../api/types.ts';
import type { Info } from '../../resources/info.ts';
import { inTurn } from '../../rest/warnings.ts';
import { sideBySide } from './side-by-side.ts';

/** Requests at a time. */
const LIMIT = 8;

/** Does something with one object. `say` writes to standard error in the object's turn, as the server's warnings are. */
export type Step<I extends Info, R> = (info: I, say: (text: string) => void) => Promise<R>;

/**
 * Takes a step for each object, those of one type side by side, and hands over in their order what came of it.
 * Answers what failed, which does not stop the others.
 */
export async function eachInTurn<I extends Info, R>(
  infos: readonly I[],
  err: Writer,
  step: Step<I, R>,
  take: (result: R) => Promise<void>,
): Promise<Error[]> {
  const errors: Error[] = [];
  await sideBySide(
    infos,
    { limit: LIMIT, waits: (index) => mustWait(infos, index) },
    (info) => {
      const voice = new Voice(err);
      return {
        result: inTurn(
          (say) => voice.use(say),
          () => attempt(() => step(info, (text) => voice.say(text))),
        ),
        first: () => voice.release(),
      };
    },
    async (outcome) => {
      const taken = 'error' in outcome ? outcome : await attempt(() => take(outcome.result));
      if ('error' in taken) errors.push(taken.error);
    },
  );
  return errors;
}

type Outcome<R> = { readonly result: R } | { readonly error: Error };

async function attempt<R>(step: () => Promise<R>): Promise<Outcome<R>> {
  try {
    return { result: await step() };
  } catch (error) {
    return { error: error as Error };
  }
}

/** Keeps what is said until the turn to speak comes. */
class Voice {
  readonly #out: Writer;
  readonly #kept: (() => void)[] = [];
  #released = false;

  constructor(out: Writer) {
    this.#out = out;
  }

  say(text: string): void {
    this.use(() => void this.#out.write(text));
  }

  use(say: () => void): void {
    if (this.#released) say();
    else this.#kept.push(say);
  }

  release(): void {
    this.#released = true;
    for (const say of this.#kept) say();
  }
}

/** True where another type begins, or an object comes again: what is before may have to be there first. */
function mustWait(infos: readonly Info[], index: number): boolean {
  const info = infos[index]!;
  const before = infos[index - 1];
  if (before === undefined || before.resource.resource !== info.resource.resource) return true;
  if (before.resource.group !== info.resource.group || !info.resource.namespaced) return true;
  const first = Math.max(0, index - LIMIT);
  return infos
    .slice(first, index)
    .some(({ name, namespace }) => name === info.name && namespace === info.namespace);
}
