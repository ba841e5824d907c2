import type { Logger } from '../log.ts';
import { canonicalHeader, type RequestHeaders } from './headers.ts';
import { goQuote } from '../formats/go-quote.ts';
import type { ConnectionTimings, TransportResponse } from './transport/transport.ts';

/** Places that the reference's lines name. Line numbers are those of 1.36. */
const file = 'round_trippers.go';
const places = {
  request: `${file}:527`,
  dns: `${file}:547`,
  dial: `${file}:562`,
  dialFailed: `${file}:560`,
  response: `${file}:632`,
};

/** Lines of the reference's helper.go that send, by method. */
const helperLines: Readonly<Record<string, number>> = {
  DELETE: 202,
  POST: 246,
  PATCH: 269,
  PUT: 319,
};

/** The place that the reference prints before the bodies of a request for a resource. */
export function helperPlace(method: string, name: string, isWatch: boolean): string {
  const line = helperLines[method] ?? (isWatch ? 170 : name === '' ? 113 : 105);
  return `helper.go:${line}`;
}

/** What a trace line needs of an answer. */
type ResponseHead = Pick<TransportResponse, 'status' | 'statusText' | 'headers'>;

/** Prints `-v` 6 to 10 for one client. */
export interface Tracer {
  /** Connection timings are printed, from level 9 on. */
  readonly wantsTimings: boolean;
  request(request: TracedRequest): void;
  /** `timings` are those of level 9; a request that failed has no response. */
  response(
    request: TracedRequest,
    milliseconds: number,
    response?: ResponseHead,
    timings?: ConnectionTimings,
  ): void;
  /** `Request Body` or `Response Body`, from level 8 on. `source` is the reference's place of the call. */
  body(title: string, body: string | Uint8Array, source: string, url: string): void;
}

/** What a trace line needs of a request. */
export interface TracedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<RequestHeaders>;
}

/** Undefined when nothing would be printed, so that requests pay nothing. */
export function createTracer(log: Logger): Tracer | undefined {
  const level = [9, 8, 7, 6].find((one) => log.enabled(one, file)) ?? 0;
  if (level === 0 && !log.enabled(8, 'request.go')) return undefined;
  return {
    wantsTimings: level >= 9,
    request(request) {
      if (level >= 9) log.info(level, places.request, 'Request', [['curlCommand', curl(request)]]);
      else if (level >= 7) {
        log.info(level, places.request, 'Request', [
          ['verb', request.method],
          ['url', request.url],
          ['headers', headerLines(Object.entries(sent(request.headers)))],
        ]);
      }
    },
    response(request, milliseconds, response, timings) {
      if (level === 0) return;
      if (timings) printConnection(log, level, timings);
      const values: [string, unknown][] = [];
      if (level === 6 || level >= 9) values.push(['verb', request.method], ['url', request.url]);
      values.push([
        'status',
        response === undefined ? '' : `${response.status} ${response.statusText}`.trimEnd(),
      ]);
      if (level >= 8) values.push(['headers', headerLines(received(response))]);
      values.push(['milliseconds', Math.floor(milliseconds)]);
      if (level >= 9) values.push(...timingValues(timings ?? {}));
      log.info(level, places.response, 'Response', values);
    },
    body(title, body, source, url) {
      if (!log.enabled(8, source)) return;
      const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
      // oxlint-disable-next-line no-control-regex -- bytes below a line feed are taken for binary, as in the reference
      const shown = /[\x00-\x09]/.test(text)
        ? hexDump(Buffer.from(body as string))
        : maskBody(text, url);
      const max = log.enabled(10, source) ? Infinity : log.enabled(9, source) ? 10_240 : 1024;
      log.info(8, source, title, [['body', truncate(shown, max)]]);
    },
  };
}

function printConnection(log: Logger, level: number, timings: ConnectionTimings): void {
  if (timings.reusedConnection) return;
  if (timings.lookup !== undefined) {
    const addresses = timings.lookup.addresses.map((IP) => ({ IP, Zone: '' }));
    log.info(level, places.dns, 'HTTP Trace: DNS Lookup resolved', [
      ['host', timings.lookup.host],
      ['address', addresses],
    ]);
  }
  if (timings.address === undefined) return;
  const values: [string, unknown][] = [
    ['network', 'tcp'],
    ['address', timings.address],
  ];
  if (timings.dialError === undefined)
    log.info(level, places.dial, 'HTTP Trace: Dial succeed', values);
  else
    log.info(level, places.dialFailed, 'HTTP Trace: Dial failed', [
      ...values,
      ['err', timings.dialError],
    ]);
}

function timingValues(timings: ConnectionTimings): [string, unknown][] {
  const whole = (value: number | undefined): number => Math.floor(value ?? 0);
  const values: [string, unknown][] = timings.reusedConnection
    ? [['getConnectionMilliseconds', 0]]
    : [
        ['dnsLookupMilliseconds', whole(timings.dns)],
        ['dialMilliseconds', whole(timings.dial)],
        ['tlsHandshakeMilliseconds', whole(timings.tls)],
      ];
  if (timings.serverProcessing)
    values.push(['serverProcessingMilliseconds', whole(timings.serverProcessing)]);
  return values;
}

/** Headers that the reference adds below its trace, and so does not show. */
const hidden: ReadonlySet<string> = new Set([
  'accept-encoding',
  'kubectl-command',
  'kubectl-session',
  'content-length',
]);

function sent(headers: Readonly<RequestHeaders>): RequestHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hidden.has(name)));
}

/** Go takes the framing of a body, and the compression that it undid, out of the headers. */
function received(response: ResponseHead | undefined): (readonly [string, readonly string[]])[] {
  const headers = [...(response?.headers ?? [])];
  const gone = ['transfer-encoding', 'trailer'];
  if (response?.headers.get('content-encoding')?.[0] === 'gzip')
    gone.push('content-encoding', 'content-length');
  return headers.filter(([name]) => !gone.includes(name));
}

function headerLines(headers: readonly (readonly [string, string | readonly string[]])[]): string {
  return headers
    .map(([name, values]) => [canonicalHeader(name), [values].flat()] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, values]) => values.map((value) => `${name}: ${mask(name, value)}\n`))
    .join('');
}

function curl(request: TracedRequest): string {
  const headers = Object.entries(sent(request.headers)).flatMap(([name, values]) =>
    [values].flat().map((value) => {
      const key = canonicalHeader(name);
      return ` -H ${goQuote(`${key}: ${mask(key, value)}`)}`;
    }),
  );
  return `curl -v -X${request.method} ${headers.join('')} '${request.url}'\n`;
}

/** Credentials keep only their scheme. Cookies and proxy credentials are masked too, more than the reference does. */
function mask(name: string, value: string): string {
  if (name === 'Cookie' || name === 'Set-Cookie') return '<masked>';
  if (name !== 'Authorization' && name !== 'Proxy-Authorization') return value;
  if (value === '') return '';
  const [scheme = '', rest] = value.split(/ (.*)/s, 2);
  if (!['bearer', 'basic', 'negotiate'].includes(scheme.toLowerCase())) return '<masked>';
  return rest ? `${scheme} <masked>` : scheme;
}

/** Tokens that the server issues, or is asked about, are credentials as well. */
function maskBody(text: string, url: string): string {
  if (!/\/(token|tokenreviews)(\?|$)/.test(url)) return text;
  return text.replace(/("token"\s*:\s*")(?:[^"\\]|\\.)*"/g, '$1<masked>"');
}

function truncate(text: string, max: number): string {
  if (text.length <= max / 4) return text;
  const bytes = Buffer.from(text);
  return bytes.length <= max
    ? text
    : `${bytes.subarray(0, max).toString('utf8')} [truncated ${bytes.length - max} chars]`;
}

/** `00000000  7b 22 6b …  |{"k…|`, sixteen bytes a line, as `hexdump -C`. */
function hexDump(bytes: Uint8Array): string {
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const row = [...bytes.subarray(offset, offset + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const columns = `${hex.slice(0, 8).join(' ').padEnd(23)}  ${hex.slice(8).join(' ').padEnd(23)}`;
    const shown = row
      .map((byte) => (byte < 32 || byte > 126 ? '.' : String.fromCharCode(byte)))
      .join('');
    text += `${offset.toString(16).padStart(8, '0')}  ${columns}  |${shown}|\n`;
  }
  return text;
}
