import type { Status } from './api/types.ts';

/**
 * Errors that are meant for the person at the terminal. `cli/report-error.ts` alone turns
 * them into text and exit code; whoever throws one writes only what went wrong.
 */
export class KubistError extends Error {
  override name = 'KubistError';
  /** For a word that is not known: those that are, of which near ones are shown on a terminal. */
  known: { readonly typed: string; readonly names: readonly string[] } | undefined = undefined;
}

/**
 * The command line is wrong. Printed as `error: MESSAGE`, followed by
 * `See 'PROGRAM COMMAND -h' for help and examples` unless `hint` is false.
 */
export class UsageError extends KubistError {
  override name = 'UsageError';
  readonly hint: boolean;
  constructor(message: string, options: ErrorOptions & { hint?: boolean } = {}) {
    super(message, options);
    this.hint = options.hint ?? true;
  }
}

/** The API server answered with a failure Status. */
export class StatusError extends KubistError {
  override name = 'StatusError';
  readonly status: Status;
  constructor(status: Status, options?: ErrorOptions) {
    super(status.message ?? '', options);
    this.status = status;
  }
  /** The HTTP code, 0 when unknown. */
  get code(): number {
    return this.status.code ?? 0;
  }
  /** The reason, for instance `NotFound`. */
  get reason(): string {
    return this.status.reason ?? '';
  }
}

/**
 * The server could not be reached, or the connection broke. The message is the whole line to
 * print, without `error: ` or `Unable to connect to the server: `; `kind` decides the words around it.
 */
export class ConnectionError extends KubistError {
  override name = 'ConnectionError';
  readonly kind: 'refused' | 'dns' | 'tls' | 'timeout' | 'other';
  readonly url: string;
  /** The request was on its way when the connection broke: what came of it is unknown. */
  readonly sent: boolean;
  /** The method of the request, which the client adds to what a transport throws. */
  method: string | undefined = undefined;
  constructor(
    kind: ConnectionError['kind'],
    url: string,
    message: string,
    options: ErrorOptions & { sent?: boolean } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.url = url;
    this.sent = options.sent ?? false;
  }
}

/**
 * Several errors of one command, told one after the other. Within another one it is told on one line, `[a, b]`:
 * the message.
 */
export class AggregateFailure extends KubistError {
  override name = 'AggregateFailure';
  readonly errors: readonly Error[];
  constructor(errors: readonly Error[]) {
    const messages = [...new Set(errors.map((error) => error.message))];
    super(messages.length === 1 ? messages[0] : `[${messages.join(', ')}]`);
    this.errors = errors;
  }
}

/** Ends the command with this exit code; what had to be said has been said. */
export class ExitError extends KubistError {
  override name = 'ExitError';
  readonly code: number;
  constructor(code: number, options?: ErrorOptions) {
    super(`exit ${code}`, options);
    this.code = code;
  }
}

/** The kubeconfig cannot be used. The message is the whole text to print, without `error: `. */
export class ConfigurationError extends KubistError {
  override name = 'ConfigurationError';
}

/** The command line cannot be used and help is the answer: help on stdout, then `error: MESSAGE` unless it is empty, which ends with 0. */
export class HelpError extends KubistError {
  override name = 'HelpError';
}

/** A failure that the reference tells without `error: ` before it. */
export class BareError extends KubistError {
  override name = 'BareError';
}
