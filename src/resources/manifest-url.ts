import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionError, KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import { proxyFor } from '../rest/proxy.ts';
import type { TransportResponse } from '../rest/transport/transport.ts';

/** Requests before giving up, and the pause between them in milliseconds. */
const ATTEMPTS = 3;
const PAUSE = 1000;
const MAX_REDIRECTS = 10;

/**
 * Reads a manifest over HTTP, without any credentials of the cluster. Broken connections and 5xx are tried
 * again twice.
 */
export async function fetchManifest(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Uint8Array> {
  let failure: Error | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await delay(PAUSE);
    try {
      return await read(url, env);
    } catch (error) {
      failure = error as Error;
      if (error instanceof PermanentError) break;
    }
  }
  throw failure;
}

/** An answer that a further request would not change. */
class PermanentError extends KubistError {}

async function read(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Uint8Array> {
  const { createTransport } = await import('#transport');
  let target = checked(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const proxyURL = proxyFor(target.href, env);
    const transport = createTransport({
      tls: { insecureSkipVerify: false },
      ...(proxyURL === undefined ? {} : { proxyURL }),
    });
    try {
      const headers = { 'accept-encoding': 'gzip' };
      const response = await transport.request({ method: 'GET', url: target.href, headers });
      if (response.status === 200) return await response.bytes();
      const location = redirectOf(response);
      if (location === undefined) throw refusal(url, response);
      target = checked(new URL(location, target).href);
    } finally {
      await transport.close();
    }
  }
  throw new PermanentError(`Get ${goQuote(url)}: stopped after ${MAX_REDIRECTS} redirects`);
}

function redirectOf({ status, headers }: TransportResponse): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) ? headers.get('location')?.[0] : undefined;
}

function refusal(url: string, { status, statusText }: TransportResponse): KubistError {
  const message = `unable to read URL ${goQuote(url)}, server reported ${status} ${statusText}, status code=${status}`;
  return status >= 500 ? new KubistError(message) : new PermanentError(message);
}

function checked(url: string): URL {
  const host = /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  if (host !== '' && URL.canParse(url)) return new URL(url);
  throw new ConnectionError('other', url, 'http: no Host in request URL');
}
