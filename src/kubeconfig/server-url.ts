import { ConnectionError, KubistError } from '../errors.ts';

/** A server's address, taken apart. */
export interface ServerURL {
  /** Without user, query, fragment and trailing slash. */
  readonly url: string;
  readonly tls: boolean;
  /** `USER:PASSWORD` that stood in the URL, decoded. */
  readonly userinfo?: string;
}

/**
 * Reads `server` of a cluster or `-s`: a URL, or `HOST:PORT`, which means http.
 * Throws what the reference says about addresses that are neither.
 */
export function parseServer(server: string): ServerURL {
  const direct = split(server);
  const parts = direct instanceof Error || direct.host === '' ? split(`http://${server}`) : direct;
  if (parts instanceof Error) throw new ConnectionError('other', server, parts.message);
  if (parts !== direct && parts.path !== '' && parts.path !== '/') {
    throw new KubistError(`host must be a URL or a host:port pair: "${server}"`);
  }
  const url = `${parts.scheme}://${parts.host}${parts.path.replace(/\/+$/, '')}`;
  return {
    url,
    tls: parts.scheme === 'https',
    ...(parts.userinfo === undefined ? {} : { userinfo: decodeURIComponent(parts.userinfo) }),
  };
}

interface Parts {
  scheme: string;
  userinfo: string | undefined;
  host: string;
  path: string;
}

function split(text: string): Parts | Error {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/.exec(text);
  if (match === null) return { scheme: '', userinfo: undefined, host: '', path: text };
  const [, scheme = '', authority = '', path = ''] = match;
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const badEscape = /%(?![0-9A-Fa-f]{2}).{0,2}/.exec(authority + path);
  if (badEscape !== null) return new Error(`invalid URL escape "${badEscape[0]}"`);
  const badCharacter = /[\u0000-\u0020"<>\\^`{|}\u007f]/.exec(host);
  if (badCharacter !== null)
    return new Error(`invalid character ${JSON.stringify(badCharacter[0])} in host name`);
  const port = /:([^:\]]*)$/.exec(host);
  if (port !== null && !/^\d*$/.test(port[1] as string))
    return new Error(`invalid port "${port[0]}" after host`);
  if (!host.startsWith('[') && (host.match(/:/g) ?? []).length > 1)
    return new Error(`invalid port "${port?.[0] ?? ''}" after host`);
  return {
    scheme: scheme.toLowerCase(),
    userinfo: at < 0 ? undefined : authority.slice(0, at),
    host,
    path,
  };
}
