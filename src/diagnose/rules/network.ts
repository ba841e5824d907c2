import { type Fields, fields, list, text } from '../../describe/fields.ts';
import type { Fix } from '../model.ts';
import { podLabels, selects } from '../related.ts';
import { eventEvidence, type Match, type Rule } from '../rule.ts';
import { containersOf } from '../subject.ts';
import { isReady, WORKLOADS } from '../subjects.ts';
import { editFix } from './shared/template-fixes.ts';
import { metadataOf, nameOf, namespaceOf, refOf, timeOf, type World } from '../world.ts';

const INGRESS_TITLES = {
  'ING-01': 'ingress-backend-missing',
  'ING-02': 'ingress-port-missing',
  'ING-03': 'ingress-no-endpoints',
} as const;

/** Services and Ingresses that lead nowhere, and pods without a network. */
export const networkRules: readonly Rule[] = [
  {
    id: 'SVC-01',
    title: 'selector-matches-nothing',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    kind: 'Service',
    object(service, world) {
      const selector = selectorOf(service);
      if (Object.keys(selector).length === 0 || !world.sees('Pod')) return undefined;
      if (
        podsOf(service, world).length > 0 ||
        templates(service, world).some((labels) => selects(selector, labels))
      )
        return undefined;
      const near = nearestLabels(service, world);
      const hint =
        near === undefined
          ? ''
          : `; pods with ${labelText(near.labels)} differ in ${near.keys.join(', ')} only`;
      return {
        cause: `No pod has the labels that service ${nameOf(service)} selects (${labelText(selector)})${hint}`,
        evidence: [
          {
            kind: 'spec',
            source: `service/${nameOf(service)}`,
            text: `selector: ${labelText(selector)}`,
          },
        ],
        fixes: [
          {
            command:
              near === undefined
                ? `{program} get pods --show-labels`
                : `{program} set selector service/${nameOf(service)} ${labelText(near.labels)}`,
            why:
              near === undefined
                ? 'Shows which labels pods have.'
                : 'Selects the pods that are there.',
          },
        ],
      };
    },
  },
  {
    id: 'SVC-02',
    title: 'no-ready-endpoints',
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 30,
    kind: 'Service',
    object(service, world) {
      const pods = podsOf(service, world);
      if (pods.length === 0 || pods.some(isReady) || publishesUnready(service)) return undefined;
      return {
        cause: `Service ${nameOf(service)} has no endpoint that is ready: none of its pods is`,
        evidence: [
          {
            kind: 'object',
            source: `service/${nameOf(service)}`,
            text: `${pods.length} pods match, 0 are ready`,
          },
        ],
        fixes: [
          {
            command: `{program} diagnose -l ${labelText(selectorOf(service))}`,
            why: 'says why they are not ready',
          },
        ],
      };
    },
  },
  {
    id: 'SVC-03',
    title: 'target-port',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    kind: 'Service',
    object: (service, world) => targetPorts(service, world),
  },
  {
    id: 'SVC-04',
    title: 'load-balancer-pending',
    severity: 'warning',
    class: 'transient',
    confidence: 'high',
    kind: 'Service',
    object(service, world) {
      const spec = fields(service['spec']);
      const balancer = fields(fields(service['status'])['loadBalancer']);
      if (spec['type'] !== 'LoadBalancer' || list(balancer['ingress']).length > 0) return undefined;
      const event = world
        .eventsOf(service)
        .find(({ reason }) => reason === 'SyncLoadBalancerFailed');
      const age = world.now - timeOf(metadataOf(service)['creationTimestamp']);
      if (event === undefined && age < 180_000) return undefined;
      return {
        cause:
          event === undefined
            ? `Service ${nameOf(service)} waits for a load balancer, and nobody makes one: the cluster seems to have no controller for them`
            : `The load balancer of service ${nameOf(service)} could not be made`,
        evidence:
          event === undefined
            ? [
                {
                  kind: 'status',
                  source: `service/${nameOf(service)}`,
                  text: 'status.loadBalancer is empty',
                },
              ]
            : [eventEvidence(event)],
      };
    },
  },
  ...(['ING-01', 'ING-02', 'ING-03'] as const).map((id): Rule => ({
    id,
    title: INGRESS_TITLES[id],
    severity: 'error',
    class: id === 'ING-03' ? 'grace' : 'fatal',
    confidence: 'high',
    grace: 30,
    kind: 'Ingress',
    object: (ingress, world) => backends(ingress, world)[id],
  })),
  {
    id: 'ING-04',
    title: 'ingress-class',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    kind: 'Ingress',
    object(ingress, world) {
      if (!world.sees('IngressClass')) return undefined;
      const annotations = fields(metadataOf(ingress)['annotations']);
      const name = text(fields(ingress['spec'])['ingressClassName']);
      if (name === '' && annotations['kubernetes.io/ingress.class'] !== undefined) return undefined;
      const classes = world.all('IngressClass');
      const known = classes.map(nameOf).join(', ') || 'none';
      if (name === '' ? classes.some(isDefault) : classes.some((one) => nameOf(one) === name))
        return undefined;
      return {
        cause:
          name === ''
            ? `Ingress ${nameOf(ingress)} names no class and the cluster has no default one, so that no controller takes it`
            : `Ingress ${nameOf(ingress)} names class ${name}, which does not exist`,
        evidence: [{ kind: 'object', source: 'ingress classes', text: known }],
        fixes: [
          {
            command: `{program} patch ingress/${nameOf(ingress)} -p '{"spec":{"ingressClassName":"${classes[0] === undefined ? 'NAME' : nameOf(classes[0])}"}}'`,
            why: 'names the class of a controller that there is',
          },
        ],
      };
    },
  },
  {
    id: 'ING-05',
    title: 'ingress-tls-secret',
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 30,
    kind: 'Ingress',
    object(ingress, world): readonly Match[] {
      const names = list(fields(ingress['spec'])['tls']).map((one) => text(one['secretName']));
      return [...new Set(names)]
        .filter(
          (name) => name !== '' && world.exists('Secret', namespaceOf(ingress), name) === false,
        )
        .map((name) => ({
          cause: `Ingress ${nameOf(ingress)} takes its certificate from secret ${name}, which does not exist`,
          evidence: [
            { kind: 'spec', source: `ingress/${nameOf(ingress)}`, text: `tls.secretName: ${name}` },
          ],
          fixes: [
            {
              command: `{program} create secret tls ${name} --cert=FILE --key=FILE`,
              why: 'makes the secret',
            },
          ],
        }));
    },
  },
  {
    id: 'NP-01',
    title: 'network-policy',
    severity: 'info',
    class: 'info',
    confidence: 'low',
    pod(pod, { world }) {
      if (isReady(pod)) return undefined;
      const event = world
        .eventsOf(pod)
        .find(
          ({ reason, message }) =>
            reason === 'Unhealthy' && /deadline exceeded|timeout/i.test(message),
        );
      if (event === undefined) return undefined;
      const labels = fields(metadataOf(pod)['labels']);
      const policies = world.all('NetworkPolicy', namespaceOf(pod)).filter((policy) => {
        const wanted = fields(fields(fields(policy['spec'])['podSelector'])['matchLabels']);
        return Object.keys(wanted).length === 0 || selects(wanted, labels);
      });
      if (policies.length === 0) return undefined;
      return {
        cause: `Connections to the pod time out, and network policies select it: ${policies.map(nameOf).join(', ')}`,
        evidence: [eventEvidence(event)],
      };
    },
  },
  {
    id: 'NET-01',
    title: 'cni-not-ready',
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 60,
    pod: (pod, { world }) =>
      onEvent(
        pod,
        world,
        /^NetworkNotReady$/,
        () => 'The network of the node is not ready, so that no pod can start there',
      ),
  },
  {
    id: 'NET-02',
    title: 'pod-sandbox',
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 60,
    pod: (pod, { world, subject }) => {
      let mend: string | undefined;
      const match = onEvent(pod, world, /^FailedCreatePodSandBox$/, (message) => {
        // Answered by REF-02.
        if (/RuntimeClass|no runtime for/.test(message)) return undefined;
        const [, why, fix] = SANDBOX.find(([pattern]) => pattern.test(message)) ?? [];
        mend = fix;
        return `The pod's sandbox cannot be made: ${why ?? 'the runtime or the network plugin of the node refuses'}`;
      });
      return match === undefined || mend === undefined
        ? match
        : { ...match, class: 'fatal', fixes: [editFix(subject, mend)] };
    },
  },
];

/** What keeps a sandbox from being made, and what in the template mends it. Texts of network plugins, containerd and runc. */
const SANDBOX: readonly (readonly [RegExp, string, string?])[] = [
  [
    /memory limit too low/i,
    "the pod's memory limit is too low for even that",
    'raises limits.memory: some MiB go to the sandbox itself',
  ],
  [
    /\/proc\/sys\/|sysctl/i,
    'the node does not take a sysctl of its securityContext',
    'corrects securityContext.sysctls',
  ],
  [
    /no IP addresses available|failed to (?:assign|allocate).*(?:IP|address)/i,
    'the node has no free pod address left',
  ],
  [
    /failed to find plugin|no such file or directory.*cni|stat \/var\/lib\/calico/i,
    'the network plugin is not installed on the node',
  ],
  [/pull.*(?:pause|sandbox image)|sandbox image/i, 'its pause image cannot be pulled'],
  [/cgroup/i, 'the cgroup of the pod cannot be made'],
];

function onEvent(
  pod: Fields,
  world: World,
  reasons: RegExp,
  cause: (message: string) => string | undefined,
): Match | undefined {
  // What has an address has a sandbox and a network.
  if (text(fields(pod['status'])['podIP']) !== '' || isReady(pod)) return undefined;
  const event = world.eventsOf(pod).find(({ reason }) => reasons.test(reason));
  const said = event === undefined ? undefined : cause(event.message);
  if (event === undefined || said === undefined) return undefined;
  return {
    cause: said,
    evidence: [eventEvidence(event)],
    since: timeOf(metadataOf(pod)['creationTimestamp']),
  };
}

function selectorOf(service: Fields): Fields {
  return fields(fields(service['spec'])['selector']);
}

function publishesUnready(service: Fields): boolean {
  return fields(service['spec'])['publishNotReadyAddresses'] === true;
}

/** The pods that a Service selects and that may still serve. */
function podsOf(service: Fields, world: World): readonly Fields[] {
  const selector = selectorOf(service);
  return world.all('Pod', namespaceOf(service)).filter((pod) => {
    const phase = text(fields(pod['status'])['phase']);
    return phase !== 'Succeeded' && phase !== 'Failed' && selects(selector, labelsOf(pod));
  });
}

function labelsOf(object: Fields): Fields {
  return fields(metadataOf(object)['labels']);
}

/** The labels of the pods that workloads of the namespace make. */
function templates(service: Fields, world: World): readonly Fields[] {
  return WORKLOADS.filter((kind) => kind !== 'Pod').flatMap((kind) =>
    world
      .all(kind, namespaceOf(service))
      .map((object) => podLabels({ template: templateOf(object) })),
  );
}

/** The pod template of a workload; a CronJob's is that of its Jobs. */
function templateOf(object: Fields): Fields {
  const spec = fields(object['spec']);
  return fields(spec['template'] ?? fields(fields(spec['jobTemplate'])['spec'])['template']);
}

/** The labels of pods that come closest to what a Service selects: one key differs. */
function nearestLabels(
  service: Fields,
  world: World,
): { readonly labels: Fields; readonly keys: readonly string[] } | undefined {
  const selector = selectorOf(service);
  const wanted = Object.keys(selector);
  const seen = [
    ...templates(service, world),
    ...world.all('Pod', namespaceOf(service)).map(labelsOf),
  ];
  for (const labels of seen) {
    const keys = wanted.filter((key) => labels[key] !== selector[key]);
    const near =
      keys.length === 1 && (wanted.length > 1 || labels[keys[0] as string] !== undefined);
    if (!near || keys.some((key) => labels[key] === undefined)) continue;
    return { labels: Object.fromEntries(wanted.map((key) => [key, labels[key]])), keys };
  }
  return undefined;
}

function labelText(labels: Fields): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${text(value)}`)
    .join(',');
}

/** Target ports that no container of the selected pods has. */
function targetPorts(service: Fields, world: World): readonly Match[] {
  const pods = podsOf(service, world);
  if (pods.length === 0) return [];
  const ports = pods.flatMap(containersOf).flatMap(({ spec }) => list(spec['ports']));
  return list(fields(service['spec'])['ports']).flatMap((port): Match[] => {
    const target = port['targetPort'] ?? port['port'];
    const isName = typeof target === 'string' && !/^\d+$/.test(target);
    const declared = ports.some((one) =>
      isName ? one['name'] === target : text(one['containerPort']) === text(target),
    );
    if (declared || (!isName && ports.length === 0)) return [];
    const known = [
      ...new Set(
        ports.map((one) =>
          [text(one['name']), text(one['containerPort'])].filter(Boolean).join(' '),
        ),
      ),
    ];
    const fix: Fix = {
      command: `{program} edit service/${nameOf(service)}`,
      why: `set targetPort to a port of the pods: ${known.join(', ') || 'none is declared'}`,
    };
    return [
      {
        cause: isName
          ? `Service ${nameOf(service)} sends port ${text(port['port'])} to a container port named ${target}, and no container has one`
          : `Service ${nameOf(service)} sends port ${text(port['port'])} to ${text(target)}, which no container declares`,
        evidence: [
          {
            kind: 'spec',
            source: `service/${nameOf(service)}`,
            text: `targetPort: ${text(target)}`,
          },
          { kind: 'spec', source: 'ports of the pods', text: known.join(', ') || 'none' },
        ],
        fixes: [fix],
        // A number that is not declared is legal, and may well be listened on.
        ...(isName ? {} : { severity: 'info', class: 'info', confidence: 'low' }),
      },
    ];
  });
}

type IngressMatches = Partial<Record<'ING-01' | 'ING-02' | 'ING-03', readonly Match[]>>;

/** What is wrong with the back ends of an Ingress: no such Service, no such port, no endpoint. */
function backends(ingress: Fields, world: World): IngressMatches {
  const found: { 'ING-01': Match[]; 'ING-02': Match[]; 'ING-03': Match[] } = {
    'ING-01': [],
    'ING-02': [],
    'ING-03': [],
  };
  const spec = fields(ingress['spec']);
  const all = [
    fields(spec['defaultBackend']),
    ...list(spec['rules']).flatMap((rule) =>
      list(fields(rule['http'])['paths']).map((path) => fields(path['backend'])),
    ),
  ];
  for (const backend of all) {
    const { name: serviceName, port } = fields(backend['service']);
    const name = text(serviceName);
    if (name === '') continue;
    const wanted = text(fields(port)['name'] ?? fields(port)['number']);
    const source = `ingress/${nameOf(ingress)}`;
    const evidence = [{ kind: 'spec' as const, source, text: `backend: ${name}:${wanted}` }];
    const service = world.find('Service', namespaceOf(ingress), name);
    if (service === undefined) {
      if (!world.sees('Service')) continue;
      const there = world.all('Service', namespaceOf(ingress)).map(nameOf).join(', ') || 'none';
      found['ING-01'].push({
        cause: `Ingress ${nameOf(ingress)} leads to service ${name}, which does not exist`,
        evidence: [...evidence, { kind: 'object', source: 'services there', text: there }],
        fixes: [{ command: `{program} edit ${source}`, why: 'name a service that exists' }],
      });
      continue;
    }
    const ports = list(fields(service['spec'])['ports']);
    if (!ports.some((one) => one['name'] === wanted || text(one['port']) === wanted)) {
      const there = ports.map((one) =>
        [text(one['name']), text(one['port'])].filter(Boolean).join(' '),
      );
      found['ING-02'].push({
        cause: `Ingress ${nameOf(ingress)} leads to port ${wanted} of service ${name}, which has no such port`,
        evidence: [
          ...evidence,
          { kind: 'spec', source: `ports of service/${name}`, text: there.join(', ') },
        ],
        fixes: [{ command: `{program} edit ${source}`, why: 'name a port that the service has' }],
        objects: [refOf(service)],
      });
    } else if (
      Object.keys(selectorOf(service)).length > 0 &&
      world.sees('Pod') &&
      !podsOf(service, world).some(isReady)
    ) {
      found['ING-03'].push({
        cause: `Ingress ${nameOf(ingress)} leads to service ${name}, which has no endpoint that is ready`,
        evidence,
        objects: [refOf(service)],
      });
    }
  }
  return found;
}

function isDefault(ingressClass: Fields): boolean {
  return (
    fields(metadataOf(ingressClass)['annotations'])[
      'ingressclass.kubernetes.io/is-default-class'
    ] === 'true'
  );
}
