import { list, text } from '../../../describe/fields.ts';
import type { Container } from '../../subject.ts';
import { shorten } from './log-lines.ts';
import type { Probe } from './probe.ts';
import { portList } from './template-fixes.ts';

/** Why a probe fails, and what would help. */
export interface ProbeFailure {
  /** The rest of a sentence: `nothing listens on port 8081 (its container ports: 8080)`. */
  readonly why: string;
  /** What to change. */
  readonly fix: string;
  /** More time may be all that it needs. */
  readonly slow?: true;
}

type Explain = (probe: Probe, container: Container, found: RegExpExecArray) => ProbeFailure;

/** Texts of the kubelet's prober and of what it asks, the more telling first. */
const TEXTS: readonly (readonly [RegExp, Explain])[] = [
  [
    /exec: "([^"]*)": (?:executable file not found|stat .*no such file)/,
    (_, __, [, program = '']) => ({
      why: `the image has no ${program}, which the probe runs`,
      fix: 'runs a program that is in the image',
    }),
  ],
  [
    /connect: connection refused/,
    (probe, container) => ({
      why: `nothing listens on port ${portText(probe)}${portsText(probe, container)}`,
      fix: 'names the port on which the program listens (on all addresses, not on 127.0.0.1)',
      slow: true,
    }),
  ],
  [/statuscode: (\d+)/, (probe, _, [, status = '']) => answered(probe, Number(status))],
  [
    /server gave HTTP response to HTTPS client/,
    () => ({ why: 'the port speaks plain HTTP, and the probe HTTPS', fix: 'sets scheme: HTTP' }),
  ],
  [
    /malformed HTTP (?:response|status)|transport connection broken/,
    () => ({
      why: 'what answers on the port does not speak HTTP (perhaps HTTPS or gRPC)',
      fix: 'sets scheme: HTTPS, or asks in another way',
    }),
  ],
  [/x509:|tls: /, () => ({ why: 'the TLS handshake fails', fix: 'asks in another way' })],
  [
    /lookup (\S+) on |lookup (\S+): no such host/,
    (_, __, [, host, other]) => ({
      why: `the host of the probe, ${host ?? other ?? ''}, has no address`,
      fix: 'leaves out host: the pod itself is asked',
    }),
  ],
  [
    /does not implement the grpc health protocol/,
    () => ({
      why: 'the server does not implement the gRPC health protocol (grpc.health.v1.Health)',
      fix: 'asks in another way, or the server registers a health service',
    }),
  ],
  [
    /responded with "([A-Z_]+)"/,
    (_, __, [, status = '']) => ({
      why: `the server answers that it is ${status}`,
      fix: 'helps only where the wrong service is asked',
    }),
  ],
  [
    /failed to connect service/,
    (probe) => ({
      why: `no gRPC server answers on port ${portText(probe)} within ${probe.timeoutSeconds}s`,
      fix: 'names the port of the gRPC server',
      slow: true,
    }),
  ],
  [
    /no route to host|network is unreachable/,
    () => ({ why: 'the node has no route to it', fix: 'leaves out host: the pod itself is asked' }),
  ],
  [
    /context deadline exceeded|Client\.Timeout|timed out|i\/o timeout/,
    (probe) => ({
      why: `it does not answer within ${probe.timeoutSeconds}s (timeoutSeconds)`,
      fix: 'raises timeoutSeconds, if the answer may take so long',
      slow: true,
    }),
  ],
];

/** Reads the message of an `Unhealthy` event. */
export function readProbeFailure(
  message: string,
  probe: Probe,
  container: Container,
): ProbeFailure {
  for (const [pattern, explain] of TEXTS) {
    const found = pattern.exec(message);
    if (found !== null) return explain(probe, container, found);
  }
  const said = shorten(
    message.replace(/^(?:\w+ )?[Pp]robe (?:failed|errored and resulted in unknown state): ?/, ''),
  );
  if (probe.spec['exec'] !== undefined) {
    return {
      why: said === '' ? 'the command fails and says nothing' : `the command fails: "${said}"`,
      fix: 'corrects the command of the probe',
    };
  }
  return {
    why: said === '' ? 'it fails' : `"${said}"`,
    fix: 'asks in another way',
  };
}

function answered({ asks }: Probe, status: number): ProbeFailure {
  const path = /GET (\S+)/.exec(asks)?.[1] ?? '';
  if (status === 404)
    return { why: `it answers 404: there is nothing at ${path}`, fix: 'corrects the path' };
  if (status === 401 || status === 403)
    return {
      why: `it answers ${status}: ${path} wants a login`,
      fix: 'asks for a path without authentication, or sends a header by httpHeaders',
    };
  if (status >= 500)
    return {
      why: `it answers ${status}: the program itself says that it is not well`,
      fix: 'helps only where the wrong path is asked: see the log of the container',
    };
  return { why: `it answers ${status}`, fix: 'corrects path, port or scheme' };
}

function portText({ port, unknownPort }: Probe): string {
  return port === undefined ? unknownPort : String(port);
}

/** Which ports the container declares, where the probe's is not one of them. */
function portsText({ port }: Probe, container: Container): string {
  const declared = list(container.spec['ports']);
  if (declared.length === 0) return '';
  const known = declared.some(({ containerPort }) => text(containerPort) === String(port));
  return known
    ? ', although the container declares it'
    : ` (the container declares ${portList(container)})`;
}
