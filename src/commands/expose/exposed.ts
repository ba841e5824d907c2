import type { KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import type { Info } from '../../resources/info.ts';

/** What a service takes over from an object. */
export interface Exposed {
  readonly selector: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

interface PodSpec {
  readonly containers?: readonly {
    readonly ports?: readonly { readonly containerPort: number; readonly protocol?: string }[];
  }[];
}
interface Spec extends PodSpec {
  readonly ports?: readonly { readonly port: number; readonly protocol?: string }[];
  readonly template?: { readonly spec?: PodSpec };
  readonly selector?: Readonly<Record<string, unknown>>;
}

/** Kinds that can be exposed, with their groups. */
const KINDS = new Set([
  '/Pod',
  '/Service',
  '/ReplicationController',
  'apps/Deployment',
  'apps/ReplicaSet',
]);

/** What the object of a command line gives to a service. Throws a KubistError for kinds without pods. */
export function exposed({ resource, object = {} }: Info, needsSelector: boolean): Exposed {
  if (!KINDS.has(`${resource.group}/${resource.kind}`)) {
    throw new KubistError(`cannot expose a ${resource.kind}`);
  }
  const spec = (object['spec'] ?? {}) as Spec;
  const selector = needsSelector ? selectorOf(resource.kind, spec, object) : {};
  return { selector, labels: object.metadata?.labels ?? {}, ports: portsOf(resource.kind, spec) };
}

function selectorOf(kind: string, spec: Spec, object: KubeObject): Record<string, string> {
  const { selector = {} } = spec;
  if (kind === 'Pod') {
    const labels = object.metadata?.labels ?? {};
    if (Object.keys(labels).length > 0) return labels;
    throw new KubistError('the pod has no labels and cannot be exposed');
  }
  if (kind === 'Service' || kind === 'ReplicationController') {
    if (Object.keys(selector).length > 0) return selector as Record<string, string>;
    throw new KubistError('the service has no pod selector set');
  }
  const { matchLabels = {}, matchExpressions = [] } = selector as {
    matchLabels?: Record<string, string>;
    matchExpressions?: unknown[];
  };
  if (matchExpressions.length > 0 || Object.keys(matchLabels).length === 0) {
    throw new KubistError(
      'the selector is more than labels: name those of the pods with --selector',
    );
  }
  return matchLabels;
}

function portsOf(kind: string, spec: Spec): Exposed['ports'] {
  if (kind === 'Service') {
    return (spec.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  }
  const { containers = [] } = kind === 'Pod' ? spec : (spec.template?.spec ?? {});
  return containers.flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  );
}
