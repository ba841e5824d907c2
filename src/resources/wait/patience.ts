import { ExitError, KubistError } from '../../errors.ts';
import type { Located } from '../paths.ts';

/** One object, and where it is: all that waiting for its end needs to know. */
export interface Place {
  readonly resource: Located;
  readonly namespace: string;
  readonly name: string;
}

/** How long a command waits in all: shared by everything that it waits for. */
export interface Patience {
  /** Look once, and do not wait. */
  readonly once: boolean;
  /** Aborted when time is up. */
  readonly signal: AbortSignal;
  /** What Ctrl-C aborts; asked for when the waiting begins, since until then Ctrl-C ends the process. */
  readonly interrupt?: () => AbortSignal;
}

/** Aborted when waiting is to end, for whichever reason. */
export function untilStopped({ signal, interrupt }: Patience): AbortSignal {
  return interrupt === undefined ? signal : AbortSignal.any([signal, interrupt()]);
}

/** What "for ever" comes to: a week, in milliseconds. */
export const A_WEEK: number = 7 * 24 * 3600 * 1000;

/** The longest time that a timer takes, in milliseconds: 24 days. */
const LONGEST = 2 ** 31 - 1;

/** Starts the clock. Time in milliseconds; 0 looks once. `interrupt` ends the waiting without words. */
export function patience(milliseconds: number, interrupt?: () => AbortSignal): Patience {
  const once = milliseconds === 0;
  // Looking takes as long as it takes.
  const time = once ? A_WEEK : Math.min(Math.ceil(milliseconds), LONGEST);
  const signal = AbortSignal.timeout(time);
  return { once, signal, ...(interrupt === undefined ? {} : { interrupt }) };
}

/** The error for an object that did not become what was waited for. After Ctrl-C there is nothing to say. */
export function givenUp(place: Place, { interrupt }: Patience): KubistError {
  if (interrupt?.().aborted === true) return new ExitError(1);
  return new KubistError(`timed out waiting for the condition on ${subject(place)}`);
}

/** The error for an object that is not what was asked for, when nothing is waited for. */
export function notMet(place: Place): KubistError {
  return new KubistError(`condition not met for ${subject(place)}`);
}

function subject({ resource, name }: Place): string {
  return `${resource.resource}/${name}`;
}
