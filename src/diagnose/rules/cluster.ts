import { type Fields, fields, list, text } from '../../describe/fields.ts';
import { humanDuration } from '../../formats/duration.ts';
import { eventEvidence, type Match, type Rule, type Scene } from '../rule.ts';
import { containersOf, endOf, waitingOf } from '../subject.ts';
import { isReady } from '../subjects.ts';
import { conditionOf, metadataOf, nameOf, readEvent, refOf, timeOf, type World } from '../world.ts';

/** Nodes that fail their pods; pods that were sent away, lost, or do not go; autoscalers and budgets. */
export const clusterRules: readonly Rule[] = [
  {
    id: 'NOD-01',
    title: 'node-not-ready',
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 120,
    pod(pod, { world }) {
      const { node, ready } = unreadyNode(pod, world);
      if (node === undefined || RUNTIME.test(text(ready?.['message']))) return undefined;
      return {
        cause: `Node ${nameOf(node)} is not ready (${text(ready?.['reason'])})`,
        evidence: [conditionEvidence(node, fields(ready))],
        since: timeOf(ready?.['lastTransitionTime']),
        fixes: [
          {
            command: `{program} describe node/${nameOf(node)}`,
            why: 'shows its conditions and events',
          },
        ],
        objects: [refOf(node)],
      };
    },
  },
  {
    id: 'NOD-02',
    title: 'node-pressure',
    severity: 'warning',
    class: 'transient',
    confidence: 'high',
    pod(pod, { world }) {
      const node = nodeOf(pod, world);
      if (node === undefined || isReady(pod)) return undefined;
      const under = PRESSURES.map((type) => conditionOf(node, type)).find(
        (one) => one?.['status'] === 'True',
      );
      if (under === undefined) return undefined;
      return {
        cause: `Node ${nameOf(node)} is short of ${text(under['type']).replace('Pressure', '').toLowerCase()}`,
        evidence: [conditionEvidence(node, under)],
        objects: [refOf(node)],
        fixes: [{ command: `{program} top node ${nameOf(node)}`, why: 'shows what the node uses' }],
      };
    },
  },
  {
    id: 'NOD-03',
    title: 'node-runtime-down',
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 60,
    pod(pod, { world }) {
      const { node, ready } = unreadyNode(pod, world);
      if (node === undefined || !RUNTIME.test(text(ready?.['message']))) return undefined;
      return {
        cause: `The container runtime of node ${nameOf(node)} does not answer`,
        evidence: [conditionEvidence(node, fields(ready))],
        since: timeOf(ready?.['lastTransitionTime']),
        objects: [refOf(node)],
        fixes: [
          {
            command: `{program} drain ${nameOf(node)} --ignore-daemonsets`,
            why: 'moves its pods away until the runtime is mended',
          },
        ],
      };
    },
  },
  {
    id: 'POD-01',
    title: 'evicted',
    severity: 'error',
    class: 'transient',
    confidence: 'high',
    subject({ subject: { kind, pods, desired } }) {
      const evicted = pods.filter((pod) => statusOf(pod)['reason'] === 'Evicted');
      const [first] = evicted;
      if (first === undefined) return undefined;
      const replaced = pods.filter(isReady).length >= desired;
      const message = text(statusOf(first)['message']);
      return {
        cause: `Pods were evicted: ${message.split('. ')[0] ?? message}`,
        severity: replaced ? 'warning' : 'error',
        // Nobody makes a pod of its own anew.
        class: kind === 'Pod' || (evicted.length >= 3 && !replaced) ? 'fatal' : 'transient',
        evidence: [{ kind: 'status', source: `pod/${nameOf(first)}`, text: message }],
        objects: evicted.map((pod) => refOf(pod)),
        fixes: [
          {
            command: '{program} set resources … --requests=… --limits=…',
            why: 'pods that request what they use are evicted last; limits on ephemeral-storage count as well',
          },
        ],
      };
    },
  },
  {
    id: 'POD-02',
    title: 'preempted',
    severity: 'warning',
    class: 'transient',
    confidence: 'high',
    subject: preempted,
  },
  {
    id: 'POD-03',
    title: 'node-lost',
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 60,
    pod(pod) {
      const lost = containersOf(pod).find(
        (one) => endOf(one)?.['reason'] === 'ContainerStatusUnknown',
      );
      if (isReady(pod) || (statusOf(pod)['reason'] !== 'NodeLost' && lost === undefined))
        return undefined;
      return {
        cause: `The node of the pod was lost, and with it what became of its containers`,
        evidence: [
          {
            kind: 'status',
            source: `pod/${nameOf(pod)}`,
            text: text(
              statusOf(pod)['message'] ?? (lost === undefined ? '' : endOf(lost)?.['message']),
            ),
          },
        ],
      };
    },
  },
  {
    id: 'POD-04',
    title: 'pod-failed',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    pod: (pod, scene) => failedPod(pod, scene),
  },
  {
    id: 'POD-05',
    title: 'stuck-terminating',
    severity: 'warning',
    class: 'transient',
    confidence: 'high',
    subject({ subject: { leaving }, world }) {
      return leaving.flatMap((pod): Match[] => {
        const since = timeOf(metadataOf(pod)['deletionTimestamp']);
        const late = world.now - since;
        if (late < 60_000) return [];
        const finalizers = list(metadataOf(pod)['finalizers']).map(String);
        return [
          {
            cause:
              finalizers.length > 0
                ? `A deleted pod stays because of its finalizers ${finalizers.join(', ')}`
                : 'A deleted pod does not go: its node does not say that its containers have ended',
            since,
            evidence: [
              {
                kind: 'status',
                source: `pod/${nameOf(pod)}`,
                text: `should have gone ${humanDuration(late)} ago; node ${text(fields(pod['spec'])['nodeName'])}`,
              },
            ],
            objects: [refOf(pod)],
            fixes: [
              {
                command: `{program} describe pod/${nameOf(pod)}`,
                why: 'shows what its containers and its node do. Deleting by force may leave them running',
              },
            ],
          },
        ];
      });
    },
  },
  {
    id: 'HPA-01',
    title: 'autoscaler',
    severity: 'warning',
    class: 'grace',
    confidence: 'high',
    grace: 180,
    kind: 'HorizontalPodAutoscaler',
    object: (autoscaler, world) => autoscalerState(autoscaler, world),
  },
  {
    id: 'PDB-01',
    title: 'disruptions-forbidden',
    severity: 'info',
    class: 'info',
    confidence: 'high',
    kind: 'PodDisruptionBudget',
    object(budget) {
      const status = statusOf(budget);
      if (text(status['disruptionsAllowed']) !== '0' || Number(text(status['expectedPods'])) === 0)
        return undefined;
      return {
        cause: `Budget ${nameOf(budget)} allows no disruption now: nodes of its pods cannot be drained (rollouts are not held up by it)`,
        evidence: [
          {
            kind: 'status',
            source: `poddisruptionbudget/${nameOf(budget)}`,
            text: `${text(status['currentHealthy'])} of ${text(status['expectedPods'])} pods are healthy, ${text(status['desiredHealthy'])} are wanted`,
          },
        ],
      };
    },
  },
  {
    id: 'OWN-01',
    title: 'workload-terminating',
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 120,
    subject({ subject: { object, kind, name } }) {
      const since = timeOf(metadataOf(object)['deletionTimestamp']);
      // A pod that goes is told by POD-05.
      if (since === 0 || kind === 'Pod') return undefined;
      const finalizers = list(metadataOf(object)['finalizers']).map(String);
      return {
        cause: `The ${kind.toLowerCase()} is being deleted${finalizers.length === 0 ? '' : `, which waits for its finalizers ${finalizers.join(', ')}`}`,
        since,
        evidence: [
          {
            kind: 'status',
            source: `${kind.toLowerCase()}/${name}`,
            text: `deletionTimestamp: ${text(metadataOf(object)['deletionTimestamp'])}`,
          },
        ],
      };
    },
  },
  {
    id: 'GEN-01',
    title: 'unknown-waiting',
    severity: 'warning',
    class: 'transient',
    confidence: 'low',
    container(container) {
      const waiting = waitingOf(container);
      const reason = text(waiting?.['reason']);
      if (reason === '' || KNOWN_REASONS.has(reason)) return undefined;
      return {
        cause: `Container ${container.name} waits: ${reason}`,
        evidence: [
          {
            kind: 'status',
            source: `pod/${nameOf(container.pod)} container ${container.name}`,
            text: `${reason}: ${text(waiting?.['message'])}`,
          },
        ],
      };
    },
  },
];

/** Reasons to wait that other rules know, or that are no failure. */
const KNOWN_REASONS: ReadonlySet<string> = new Set([
  'ContainerCreating',
  'PodInitializing',
  'CrashLoopBackOff',
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
  'CreateContainerConfigError',
  'CreateContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'RunContainerError',
  'StartError',
  'PostStartHookError',
]);

const RUNTIME = /container runtime is down|PLEG is not healthy|docker daemon/i;
const PRESSURES: readonly string[] = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];

function nodeOf(pod: Fields, world: World): Fields | undefined {
  return world.find('Node', '', text(fields(pod['spec'])['nodeName']));
}

/** The pod's node, where it says that it is not ready, and what it says. */
function unreadyNode(pod: Fields, world: World): { node?: Fields; ready?: Fields } {
  const node = nodeOf(pod, world);
  const ready = node === undefined ? undefined : conditionOf(node, 'Ready');
  if (node === undefined || ready === undefined || ready['status'] === 'True') return {};
  return { node, ready };
}

function statusOf(object: Fields): Fields {
  return fields(object['status']);
}

function conditionEvidence(node: Fields, condition: Fields): Match['evidence'][0] {
  return {
    kind: 'status',
    source: `node/${nameOf(node)} ${text(condition['type'])}=${text(condition['status'])}`,
    text: `${text(condition['reason'])}: ${text(condition['message'])}`,
    time: text(condition['lastTransitionTime']),
  };
}

/** Pods that made room for others, as long as others have not taken their place. */
function preempted({ subject, world }: Scene): Match | undefined {
  const { pods, leaving, maker, name, namespace, desired } = subject;
  if (pods.filter(isReady).length >= desired) return undefined;
  const gone = [...pods, ...leaving].find((pod) => {
    const condition = conditionOf(pod, 'DisruptionTarget');
    return condition?.['status'] === 'True' && condition['reason'] === 'PreemptionByScheduler';
  });
  // A pod that is gone has left its event: controllers make the names of pods from their own.
  const event = world
    .all('Event', namespace)
    .filter(({ reason }) => reason === 'Preempted')
    .map(readEvent)
    .find(({ about }) => about === name || about.startsWith(`${nameOf(maker ?? {})}-`));
  if (gone === undefined && event === undefined) return undefined;
  return {
    cause: 'Pods had to make room for ones of a higher priority',
    evidence: [
      ...(event === undefined ? [] : [eventEvidence(event)]),
      ...(gone === undefined
        ? []
        : [
            {
              kind: 'status' as const,
              source: `pod/${nameOf(gone)}`,
              text: text(conditionOf(gone, 'DisruptionTarget')?.['message']),
            },
          ]),
    ],
    fixes: [
      {
        command: '{program} get priorityclasses',
        why: 'shows the priorities that there are; pods name theirs in priorityClassName',
      },
    ],
  };
}

/** A pod of its own that has ended, and will not start again. */
function failedPod(pod: Fields, { subject, world }: Scene): Match | undefined {
  const status = statusOf(pod);
  if (subject.kind !== 'Pod' || status['phase'] !== 'Failed' || status['reason'] === 'Evicted')
    return undefined;
  const bad = containersOf(pod).find((one) => {
    const code = text(endOf(one)?.['exitCode']);
    return code !== '' && code !== '0';
  });
  const said = text(status['reason']);
  const code = bad === undefined ? '' : text(endOf(bad)?.['exitCode']);
  const log = bad === undefined ? undefined : world.log(pod, bad.name);
  const seconds = text(fields(pod['spec'])['activeDeadlineSeconds']);
  return {
    cause:
      said === 'DeadlineExceeded'
        ? `The pod ran longer than its activeDeadlineSeconds of ${seconds} allow, and nothing starts it again`
        : bad === undefined
          ? `The pod has failed${said === '' ? '' : ` (${said})`}, and nothing starts it again`
          : `Container ${bad.name} ended with exit code ${code}, and nothing starts the pod again (restartPolicy ${text(fields(pod['spec'])['restartPolicy'])})`,
    evidence: [
      {
        kind: 'status',
        source: `pod/${nameOf(pod)}`,
        text: [said, text(status['message'])].filter(Boolean).join(': ') || `phase Failed`,
      },
      ...(log === undefined || log.text.trim() === ''
        ? []
        : [
            {
              kind: 'log' as const,
              source: `log of container ${bad?.name ?? ''}`,
              text: log.text.trimEnd().split('\n').slice(-5).join('\n'),
            },
          ]),
    ],
    fixes: [
      {
        command: `{program} logs ${nameOf(pod)}${bad === undefined ? '' : ` -c ${bad.name}`}`,
        why: 'shows what it said before it ended',
      },
    ],
  };
}

/** What an autoscaler says of itself that keeps it from scaling. */
function autoscalerState(autoscaler: Fields, world: World): Match | undefined {
  const active = conditionOf(autoscaler, 'ScalingActive');
  const able = conditionOf(autoscaler, 'AbleToScale');
  const bad = [able, active].find((one) => one?.['status'] === 'False');
  if (bad === undefined) return undefined;
  const reason = text(bad['reason']);
  const name = nameOf(autoscaler);
  const target = fields(fields(autoscaler['spec'])['scaleTargetRef']);
  const what = `${text(target['kind']).toLowerCase()}/${text(target['name'])}`;
  const evidence = [
    {
      kind: 'status' as const,
      source: `horizontalpodautoscaler/${name} ${text(bad['type'])}=False`,
      text: `${reason}: ${text(bad['message'])}`,
    },
  ];
  const since = timeOf(bad['lastTransitionTime']);
  if (reason === 'ScalingDisabled')
    return {
      cause: `Autoscaler ${name} rests, as ${what} has no replicas`,
      evidence,
      severity: 'info',
      class: 'info',
    };
  if (/InvalidSelector|AmbiguousSelector/.test(reason))
    return {
      cause: `Autoscaler ${name} cannot tell which pods are of ${what}`,
      evidence,
      severity: 'error',
      class: 'fatal',
    };
  if (reason === 'FailedGetScale')
    return {
      cause: `Autoscaler ${name} is to scale ${what}, which it does not find`,
      evidence,
      severity: 'error',
      since,
    };
  const young = world.now - timeOf(metadataOf(autoscaler)['creationTimestamp']) < 180_000;
  if (young) return undefined;
  const lacks = /missing request for (\w+)/.exec(text(bad['message']))?.[1];
  return {
    cause:
      lacks === undefined
        ? `Autoscaler ${name} gets no metrics, and scales nothing`
        : `Autoscaler ${name} measures ${lacks} by what pods request, and their containers request none`,
    evidence,
    since,
    fixes: [
      lacks === undefined
        ? {
            command: '{program} get apiservices v1beta1.metrics.k8s.io',
            why: 'tells whether the metrics server is there',
          }
        : {
            command: `{program} set resources ${what} --requests=${lacks}=…`,
            why: 'gives the measure something to relate to',
          },
    ],
  };
}
