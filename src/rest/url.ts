import type { Query } from './client.ts';

/** Escapes one part of a query as Go's url.QueryEscape does. */
export function queryEscape(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** `a=1&b=2`, sorted by key as Go's url.Values.Encode does; empty when there is nothing to send. */
export function encodeQuery(query: Query): string {
  return Object.keys(query)
    .toSorted((left, right) => (left < right ? -1 : 1))
    .flatMap((key) => {
      const value = query[key];
      if (value === undefined) return [];
      const values = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
      return values.map((one) => `${queryEscape(key)}=${queryEscape(one)}`);
    })
    .join('&');
}

/** Server, path and query as one URL. A path may carry a query of its own (`get --raw`); both are sorted together. */
export function buildURL(server: string, path: string, query: Query = {}): string {
  const mark = path.indexOf('?');
  const bare = mark < 0 ? path : path.slice(0, mark);
  const all = mark < 0 ? query : { ...parseQuery(path.slice(mark + 1)), ...query };
  const encoded = encodeQuery(all);
  return `${server}${bare}${encoded === '' ? '' : `?${encoded}`}`;
}

function parseQuery(text: string): Query {
  const result: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [key, value] of new URLSearchParams(text)) (result[key] ??= []).push(value);
  return result;
}

/** Milliseconds as Go prints a duration: `5s`, `1m30s`, `1h0m0s`, `1.5s`, `500ms`. */
export function goDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  if (milliseconds < 1) return `${Math.round(milliseconds * 1e6) / 1e3}µs`;
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor((milliseconds % 3_600_000) / 60_000);
  const seconds = `${(milliseconds % 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
