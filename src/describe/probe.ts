import { fields, type Fields, text } from './fields.ts';

/** A probe on one line: how it asks, and how often. */
export function describeProbe(probe: Fields): string {
  const { exec, httpGet, tcpSocket, grpc } = probe;
  const rhythm =
    `delay=${text(probe['initialDelaySeconds']) || '0'}s timeout=${text(probe['timeoutSeconds']) || '0'}s ` +
    `period=${text(probe['periodSeconds']) || '0'}s #success=${text(probe['successThreshold']) || '0'} ` +
    `#failure=${text(probe['failureThreshold']) || '0'}`;
  if (exec !== undefined) {
    const { command } = fields(exec);
    const words = Array.isArray(command) ? (command as string[]) : [];
    return `exec [${words.join(' ')}] ${rhythm}`;
  }
  if (httpGet !== undefined) {
    const { scheme, host, port, path = '' } = fields(httpGet);
    const lower = text(scheme).toLowerCase();
    const at = port === undefined ? text(host) : `${text(host)}:${text(port)}`;
    const absolute = text(path).startsWith('/') || path === '' ? text(path) : `/${text(path)}`;
    return `http-get ${lower}://${at}${absolute} ${rhythm}`;
  }
  if (tcpSocket !== undefined) {
    const { host, port } = fields(tcpSocket);
    return `tcp-socket ${text(host)}:${text(port)} ${rhythm}`;
  }
  if (grpc !== undefined) {
    const { port, service } = fields(grpc);
    return `grpc <pod>:${text(port)} ${text(service)} ${rhythm}`;
  }
  return `unknown ${rhythm}`;
}
