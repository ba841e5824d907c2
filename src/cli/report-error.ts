import {
  AggregateFailure,
  BareError,
  ConfigurationError,
  ConnectionError,
  ExitError,
  KubistError,
  StatusError,
  UsageError,
} from '../errors.ts';
import { FlagError } from './flags/error.ts';
import { PreferencesError } from './kuberc.ts';
import { didYouMean } from './suggest.ts';
import { goQuote } from '../formats/go-quote.ts';
import type { Status } from '../api/types.ts';
import type { Logger } from '../log.ts';
import type { OutStream } from './streams.ts';

/**
 * Turns whatever a command threw into text on stderr and an exit code: the only place that does.
 * `command` is the invoked path, for hints: `kubectl get`; `log` is there once flags have been read.
 */
export async function reportError(
  error: unknown,
  command: string,
  err: OutStream,
  log?: Logger,
): Promise<number> {
  if (!(error instanceof ExitError)) {
    if (log?.enabled(4) === true) traceFailure(error, log);
    const text = describeFailure(error, command);
    if (text !== '') await err.write(text.endsWith('\n') ? text : `${text}\n`);
    // The reference has no such words for flags and resources: pipes do not get them.
    if (err.isTTY) await err.write(meantInstead(error));
  }
  for (const request of new Set(unansweredWrites(error))) {
    await err.write(
      `The request was sent, but not answered: whether the server did it is unknown (${request}). Look at what is there before you try again.\n`,
    );
  }
  return error instanceof ExitError ? error.code : 1;
}

/** Names that are near the one that is not known. */
function meantInstead(error: unknown): string {
  const [one = error] = error instanceof AggregateFailure ? error.errors : [];
  if (!(one instanceof KubistError) || one.known === undefined) return '';
  return didYouMean(one.known.typed, one.known.names).replace(/^\n/, '');
}

/** `METHOD /path` of writes that were sent and whose answer did not come: another error may tell of them. */
function unansweredWrites(error: unknown): string[] {
  if (error instanceof AggregateFailure) return error.errors.flatMap(unansweredWrites);
  if (!(error instanceof Error)) return [];
  if (!(error instanceof ConnectionError)) return unansweredWrites(error.cause);
  const { sent, method = 'GET', url } = error;
  return !sent || method === 'GET' || method === 'HEAD'
    ? []
    : [`${method} ${new URL(url).pathname}`];
}

/** At `-v=4`, what the words leave out: the whole Status, or the URL that was not reached. */
function traceFailure(error: unknown, log: Logger): void {
  if (error instanceof AggregateFailure) {
    for (const one of error.errors) traceFailure(one, log);
  } else if (error instanceof StatusError) {
    const { kind, apiVersion, status, message, reason, details, code } = error.status;
    const object = { kind, apiVersion, metadata: {}, status, message, reason, details, code };
    log.info(
      4,
      'helpers.go:246',
      `server response object: %s[${JSON.stringify(object, undefined, 2)}]`,
    );
  } else if (error instanceof ConnectionError) {
    log.info(4, 'helpers.go:264', `Connection error: Get ${error.url}: ${error.message}`);
  }
}

function describeFailure(error: unknown, command: string): string {
  if (error instanceof AggregateFailure) {
    const [only] = error.errors;
    if (error.errors.length === 1 && only !== undefined) return describeSingle(only, command);
    return describeSeveral(error);
  }
  return describeSingle(error, command);
}

/** Several errors, a line each: words of the server keep their lead, others come without `error: `. */
function describeSeveral({ errors }: AggregateFailure): string {
  return errors.map((error) => `${describeOneOfSeveral(error)}\n`).join('');
}

function describeOneOfSeveral(error: Error): string {
  if (error instanceof StatusError) return describeReason(error.status);
  return error instanceof ConnectionError ? describeConnection(error) : error.message;
}

function describeSingle(error: unknown, command: string): string {
  if (error instanceof AggregateFailure) return describeSeveral(error);
  if (error instanceof FlagError)
    return `error: ${error.message}\nSee '${error.command ?? command} --help' for usage.`;
  if (error instanceof UsageError) {
    return `error: ${error.message}${error.hint ? `\nSee '${command} -h' for help and examples` : ''}`;
  }
  if (error instanceof StatusError) return describeStatus(error.status);
  if (error instanceof ConnectionError) return describeConnection(error);
  if (
    error instanceof BareError ||
    error instanceof ConfigurationError ||
    error instanceof PreferencesError
  ) {
    return error.message;
  }
  if (error instanceof Error) {
    return error.message.startsWith('error: ') ? error.message : `error: ${error.message}`;
  }
  return `error: ${String(error)}`;
}

function describeConnection({ kind, url, message }: ConnectionError): string {
  if (kind !== 'refused') return `Unable to connect to the server: ${message}`;
  const host = url.replace(/^[^/]*\/\/(?:[^/?#]*@)?/, '').replace(/[/?#].*$/, '');
  return `The connection to the server ${host} was refused - did you specify the right host or port?`;
}

/** Words for a failure Status of the server, after the API conventions' reasons. */
function describeStatus(status: Status): string {
  return status.reason === 'Invalid' ? describeInvalid(status) : describeReason(status);
}

function describeReason(status: Status): string {
  const message = status.message ?? '';
  switch (status.reason) {
    case 'Unauthorized':
      return `error: You must be logged in to the server (${message})`;
    case undefined:
    case '':
      return `Error from server: ${message}`;
    default:
      return `Error from server (${status.reason}): ${message}`;
  }
}

/** One line a cause, when the server says which fields are wrong. */
function describeInvalid(status: Status): string {
  const { details } = status;
  if (details === undefined) return `The request is invalid: ${status.message ?? ''}`;
  const causes = (details.causes ?? []).map(
    (cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`,
  );
  const lines = [...new Set(causes)];
  const named = (details.kind ?? '') !== '' || (details.name ?? '') !== '';
  const head = named
    ? `The ${details.kind ?? ''} ${goQuote(details.name ?? '')} is invalid`
    : 'The request is invalid';
  // A line break of their own, even after causes that end with one.
  if (lines.length === 1) return `${head}: ${lines[0]}\n`;
  if (lines.length > 1) return `${head}: \n${lines.map((line) => `* ${line}\n`).join('')}`;
  return named || (status.message ?? '') === '' ? head : `${head}: ${status.message}`;
}
