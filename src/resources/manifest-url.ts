import { ConnectionError, KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';

/** Requests before giving up, and the pause between them in milliseconds. */
const ATTEMPTS = 3;
const PAUSE = 1000;

/**
 * Reads a manifest over HTTP, without any credentials of the cluster. Broken connections and 5xx are tried
 * again twice.
 */
export async function fetchManifest(url: string): Promise<Uint8Array> {
  let failure: Error = new KubistError(`unable to read URL ${goQuote(url)}`);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((wake) => setTimeout(wake, PAUSE));
    try {
      const response = await fetch(checked(url));
      if (response.status === 200) return new Uint8Array(await response.arrayBuffer());
      await response.body?.cancel();
      failure = new KubistError(
        `unable to read URL ${goQuote(url)}, server reported ${response.status} ${response.statusText}, status code=${response.status}`,
      );
      if (response.status < 500) throw failure;
    } catch (error) {
      if (error instanceof KubistError) throw error;
      failure = explain(url, error as Error);
    }
  }
  throw failure;
}

function checked(url: string): URL {
  const host = /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  if (host !== '' && URL.canParse(url)) return new URL(url);
  throw new ConnectionError(
    'other',
    url,
    'Unable to connect to the server: http: no Host in request URL',
  );
}

/** The cause of a failed `fetch` in the words that the reference has for it. */
function explain(url: string, error: Error): ConnectionError {
  const cause = error.cause as (Error & { code?: string }) | undefined;
  const { host, hostname, protocol, port } = new URL(url);
  const address = port === '' ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host;
  if (cause?.code === 'ECONNREFUSED' || error.message.includes('ConnectionRefused')) {
    const message = `The connection to the server ${host} was refused - did you specify the right host or port?`;
    return new ConnectionError('refused', url, message, { cause: error });
  }
  const reason =
    cause?.code === 'ENOTFOUND'
      ? `dial tcp: lookup ${hostname}: no such host`
      : (cause?.message ?? error.message);
  const kind = cause?.code === 'ENOTFOUND' ? 'dns' : 'other';
  const message = `Unable to connect to the server: ${kind === 'dns' ? reason : `dial tcp ${address}: ${reason}`}`;
  return new ConnectionError(kind, url, message, { cause: error });
}
