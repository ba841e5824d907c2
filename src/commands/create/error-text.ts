import { ConnectionError } from '../../errors.ts';

/** An error as it reads within another one's words: Go puts the request before what went wrong on the way. */
export function errorText(error: Error): string {
  if (!(error instanceof ConnectionError) || error.method === undefined) return error.message;
  const { method, url, message } = error;
  return `${method.slice(0, 1)}${method.slice(1).toLowerCase()} "${url}": ${message}`;
}
