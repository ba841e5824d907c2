import { ConnectionError } from '../../errors.ts';

/** An error as it reads within another one's words: Go puts the request before what went wrong on the way. */
export function errorText(error: Error, method: string): string {
  if (!(error instanceof ConnectionError)) return error.message;
  return `${method} "${error.url}": ${error.message}`;
}
