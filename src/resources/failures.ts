import { AggregateFailure } from '../errors.ts';

/** Collects errors of steps that do not stop each other. */
export class Failures {
  readonly #errors: Error[] = [];
  readonly #stop: boolean;

  /** With `stopOnError` the first error is thrown at once. */
  constructor(stopOnError = false) {
    this.#stop = stopOnError;
  }

  /** Runs one step and keeps what it throws. */
  async attempt(step: () => void | Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.add(error as Error);
    }
  }

  /** Keeps an error, or throws it when errors stop the work. */
  add(error: Error): void {
    if (this.#stop) throw error;
    this.#errors.push(error);
  }

  /** Throws what was collected: one error as it is. */
  rethrow(): void {
    throwAll(this.#errors);
  }

  /** Throws what was collected as an AggregateFailure, even a single error: the level shows in the wording. */
  rethrowGrouped(): void {
    if (this.#errors.length > 0) throw new AggregateFailure(this.#errors);
  }
}

/** Throws errors that were collected: one as it is, several together. */
export function throwAll(errors: readonly Error[]): void {
  const [first] = errors;
  if (first !== undefined) throw errors.length === 1 ? first : new AggregateFailure(errors);
}
