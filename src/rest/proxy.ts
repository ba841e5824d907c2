import type Net from 'node:net';

/** Environment variables. */
type Env = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a server; undefined is a direct connection.
 * Semantics of Go's golang.org/x/net/http/httpproxy, which the reference uses.
 */
export function proxyFor(server: string, env: Env): string | undefined {
  const get = (name: string): string => env[name] || env[name.toLowerCase()] || '';
  const url = new URL(server);
  const secure = url.protocol === 'https:';
  const proxy = get(secure ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (proxy === '') return undefined;
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .replace(/\.$/, '');
  const port = url.port || (secure ? '443' : '80');
  return isExempt(host, port, get('NO_PROXY')) ? undefined : withScheme(proxy);
}

/** `proxy:3128` means `http://proxy:3128`. */
function withScheme(proxy: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

/** Loaded only where a proxy is set: node:net costs milliseconds of a short command. */
const net = (): typeof Net => process.getBuiltinModule('node:net');

/** This machine, and what NO_PROXY lists, is reached directly. */
function isExempt(host: string, port: string, noProxy: string): boolean {
  if (host === 'localhost' || isLoopback(host)) return true;
  return noProxy.split(',').some((entry) => {
    const rule = entry.trim().toLowerCase();
    return rule !== '' && matches(rule, host, port);
  });
}

function matches(rule: string, host: string, port: string): boolean {
  if (rule === '*') return true;
  const cidr = /^([^/]+)\/(\d+)$/.exec(rule);
  if (cidr) return inNetwork(cidr[1] as string, Number(cidr[2]), host);
  const withPort = net().isIP(rule) === 6 ? null : /^(.*):(\d+)$/.exec(rule);
  if (withPort && withPort[2] !== port) return false;
  const name = (withPort ? (withPort[1] as string) : rule).replace(/^\[|\]$/g, '');
  if (name === '') return false;
  if (net().isIP(name) !== 0)
    return net().isIP(host) !== 0 && inNetwork(name, net().isIP(name) === 4 ? 32 : 128, host);
  // `.example.com` and `*.example.com` are subdomains only; `example.com` is itself as well.
  const suffix = name.startsWith('*.') ? name.slice(1) : name;
  if (suffix.startsWith('.')) return host.endsWith(suffix);
  return host === suffix || host.endsWith(`.${suffix}`);
}

function inNetwork(network: string, prefix: number, host: string): boolean {
  const family = net().isIP(network);
  if (family === 0 || net().isIP(host) === 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new (net().BlockList)();
  list.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, net().isIP(host) === 4 ? 'ipv4' : 'ipv6');
}

function isLoopback(host: string): boolean {
  return inNetwork('127.0.0.0', 8, host) || inNetwork('::1', 128, host);
}
