/** Where to connect to. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** For error messages. */
  readonly url: string;
}

/** Where a URL points to. */
export function targetOf(url: string): Target {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? 443 : 80)),
    secure,
    url,
  };
}

/** `127.0.0.1:6443`, `[::1]:6443`. */
export function hostPort(target: { host: string; port: number }): string {
  return `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
}
