import type { KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { Pod } from '../../resources/pods/pod.ts';

/** A port here and the port of the pod that it leads to. */
export interface ForwardedPort {
  /** 0 is any that is free. */
  readonly local: number;
  readonly remote: number;
}

/** A service, as far as ports go. Source: core/v1 Service. */
interface Service extends KubeObject {
  spec?: {
    clusterIP?: string;
    ports?: readonly {
      name?: string;
      port: number;
      protocol?: string;
      targetPort?: number | string;
    }[];
  };
}

/** `LOCAL:REMOTE`; anything else is one port for both. */
function split(text: string): { local: string; remote: string } {
  const parts = text.split(':');
  const [first = ''] = parts;
  return parts.length === 2
    ? { local: first, remote: parts[1] ?? '' }
    : { local: first, remote: first };
}

function isNumber(text: string): boolean {
  return /^[+-]?\d{1,18}$/.test(text);
}

/** Ports of the command line, with names looked up in the pod. Throws in the reference's words. */
export function podPorts(texts: readonly string[], pod: Pod): string[] {
  const numbers = texts.map((text) => {
    const { local, remote } = split(text);
    const number = isNumber(remote) ? remote : String(namedPort(pod, remote));
    return local === remote ? number : `${local}:${number}`;
  });
  refuseUDP(
    texts,
    udpOnly(allPorts(pod).map((one) => ({ port: one.containerPort, ...one }))),
    (name) => namedPort(pod, name),
  );
  return numbers;
}

/** The same for a service: its ports lead to those of the pod. */
export function servicePorts(texts: readonly string[], object: KubeObject, pod: Pod): string[] {
  const service = object as Service;
  const numbers = texts.map((text) => {
    const { local, remote } = split(text);
    const port = isNumber(remote) ? Number(remote) : namedServicePort(service, remote);
    const here = !isNumber(remote) && local === remote ? String(port) : local;
    const target = String(targetPort(service, pod, port));
    return here === target ? target : `${here}:${target}`;
  });
  refuseUDP(texts, udpOnly(service.spec?.ports ?? []), (name) => namedServicePort(service, name));
  return numbers;
}

function allPorts({ spec }: Pod): { name?: string; containerPort: number; protocol?: string }[] {
  return (spec?.containers ?? []).flatMap(({ ports = [] }) => ports);
}

function namedPort(pod: Pod, name: string): number {
  const port = allPorts(pod).find((one) => (one.name ?? '') === name && name !== '');
  if (port !== undefined) return port.containerPort;
  throw new KubistError(`Pod '${pod.metadata?.name ?? ''}' does not have a named port '${name}'`);
}

function namedServicePort(service: Service, name: string): number {
  const port = service.spec?.ports?.find((one) => one.name === name);
  if (port !== undefined) return port.port;
  throw new KubistError(
    `Service '${service.metadata?.name ?? ''}' does not have a named port '${name}'`,
  );
}

/** The pod's port behind a service's port. Headless services have nothing between the two. */
function targetPort(service: Service, pod: Pod, port: number): number {
  const found = service.spec?.ports?.find((one) => one.port === port);
  if (found === undefined) {
    throw new KubistError(
      `Service ${service.metadata?.name ?? ''} does not have a service port ${port}`,
    );
  }
  if (service.spec?.clusterIP === 'None') return port;
  const target = found.targetPort ?? 0;
  if (typeof target === 'number') return target === 0 ? port : target;
  return namedPort(pod, target);
}

/** Numbers that are UDP and not TCP too. */
function udpOnly(ports: readonly { port: number; protocol?: string }[]): Set<number> {
  const of = (protocol: string): number[] =>
    ports.filter((one) => (one.protocol ?? 'TCP') === protocol).map(({ port }) => port);
  const udp = new Set(of('UDP'));
  for (const port of of('TCP')) udp.delete(port);
  return udp;
}

function refuseUDP(
  texts: readonly string[],
  udp: ReadonlySet<number>,
  lookUp: (name: string) => number,
): void {
  for (const text of texts) {
    const { remote } = split(text);
    if (udp.has(isNumber(remote) ? Number(remote) : lookUp(remote))) {
      throw new KubistError(`UDP protocol is not supported for ${remote}`);
    }
  }
}

/** Reads `LOCAL:REMOTE` and `PORT`, all of them numbers. Throws in the reference's words. */
export function parsePorts(texts: readonly string[]): ForwardedPort[] {
  return texts.map(parsePort);
}

function parsePort(text: string): ForwardedPort {
  const { local, remote } = split(text);
  const here = local === '' ? 0 : parseNumber(local, 'local');
  const there = parseNumber(remote, 'remote');
  if (there === 0) throw new KubistError('remote port must be > 0');
  return { local: here, remote: there };
}

function parseNumber(text: string, side: 'local' | 'remote'): number {
  const problem = !/^\d+$/.test(text)
    ? 'invalid syntax'
    : Number(text) > 65_535
      ? 'value out of range'
      : undefined;
  if (problem === undefined) return Number(text);
  throw new KubistError(
    `error parsing ${side} port '${text}': strconv.ParseUint: parsing ${goQuote(text)}: ${problem}`,
  );
}
