import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import type { Container } from '../../subject.ts';
import { commandWords } from './command-words.ts';

/** What a probe asks for. */
export type ProbeKind = 'liveness' | 'readiness' | 'startup';

/** A probe of a container, with the defaults of the API. */
export interface Probe {
  readonly kind: ProbeKind;
  readonly spec: Fields;
  /** `GET /ready on port 8080`. */
  readonly asks: string;
  /** The port as a number; undefined for a command, and for a name that no container port has. */
  readonly port: number | undefined;
  /** A port name that no container port has; "" when there is nothing wrong with it. */
  readonly unknownPort: string;
  readonly timeoutSeconds: number;
  /** Seconds from the start of the container to the moment at which it counts as failed. */
  readonly budget: number;
  /** `delay 0s, timeout 1s, every 10s, 3 failures`. */
  readonly rhythm: string;
}

/** A container's probe; undefined when it has none of this kind. */
export function probeOf(container: Container, kind: ProbeKind): Probe | undefined {
  const given = container.spec[`${kind}Probe`];
  if (given === undefined) return undefined;
  const spec = fields(given);
  const number = (field: string, fallback: number): number => Number(text(spec[field])) || fallback;
  const delay = number('initialDelaySeconds', 0);
  const period = number('periodSeconds', 10);
  const failures = number('failureThreshold', 3);
  const timeoutSeconds = number('timeoutSeconds', 1);
  const named = fields(spec['httpGet'] ?? spec['tcpSocket'] ?? spec['grpc'])['port'];
  const port = portNumber(container, named);
  return {
    kind,
    spec,
    asks: asked(spec),
    port,
    unknownPort: named !== undefined && port === undefined ? text(named) : '',
    timeoutSeconds,
    budget: delay + period * failures,
    rhythm: `delay ${delay}s, timeout ${timeoutSeconds}s, every ${period}s, ${failures} failures`,
  };
}

function portNumber({ spec }: Container, port: unknown): number | undefined {
  const given = text(port);
  if (/^\d+$/.test(given)) return Number(given);
  const named = list(spec['ports']).find(({ name }) => name === given);
  return named === undefined ? undefined : Number(text(named['containerPort']));
}

function asked({ exec, httpGet, tcpSocket, grpc }: Fields): string {
  if (httpGet !== undefined) {
    const { scheme, host, port, path } = fields(httpGet);
    const secure = text(scheme) === 'HTTPS' ? ' by HTTPS' : '';
    const at = text(host) === '' ? '' : ` of ${text(host)}`;
    return `GET ${text(path) || '/'} on port ${text(port)}${at}${secure}`;
  }
  if (tcpSocket !== undefined) return `TCP connection to port ${text(fields(tcpSocket)['port'])}`;
  if (grpc !== undefined) return `gRPC health check on port ${text(fields(grpc)['port'])}`;
  return `command ${commandWords(fields(exec)['command']).join(' ')}`;
}
