/** The `Proxy-Authorization` for a proxy URL with a user in it. */
export function proxyAuthorization(proxy: URL): string {
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
