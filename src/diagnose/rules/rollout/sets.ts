import { type Fields, fields, text } from '../../../describe/fields.ts';
import type { Match, Scene } from '../../rule.ts';
import { isReady } from '../../subjects.ts';
import { nameOf, refOf } from '../../world.ts';
import { named } from '../shared/fixes.ts';
import { some } from '../shared/nearest.ts';
import { isSelected, nodeSelectionOf, requirementText } from '../shared/node-selection.ts';
import { taintText, untoleratedTaints } from '../shared/taints.ts';
import { isTroubled } from '../shared/troubled.ts';
import { isObserved, numberOf } from './deployments.ts';

function ordinal(pod: Fields): number {
  return Number(/-(\d+)$/.exec(nameOf(pod))?.[1] ?? 0);
}

function isOrdered({ object, kind }: Scene['subject']): boolean {
  const policy = text(fields(object['spec'])['podManagementPolicy']) || 'OrderedReady';
  return kind === 'StatefulSet' && policy === 'OrderedReady';
}

function strategyOf({ object }: Scene['subject']): Fields {
  return fields(fields(object['spec'])['updateStrategy']);
}

/** STS-01: a pod of a revision that was given up is not replaced, as the controller waits for it to become ready. */
export function brokenPodStays({ subject }: Scene): Match | undefined {
  if (!isOrdered(subject) || strategyOf(subject)['type'] === 'OnDelete') return undefined;
  const broken = subject.oldPods.filter(isTroubled).sort((a, b) => ordinal(a) - ordinal(b));
  const first = broken[0];
  if (first === undefined) return undefined;
  return {
    cause: `The pod ${nameOf(first)} of an earlier revision does not become ready, and a StatefulSet replaces it only when it is: it has to be deleted by hand.`,
    evidence: broken.slice(0, 3).map((pod) => ({
      kind: 'status',
      source: `pod/${nameOf(pod)}`,
      text: `not ready, of the revision ${text(fields(fields(pod['metadata'])['labels'])['controller-revision-hash'])}; the current one is ${text(fields(subject.object['status'])['updateRevision'])}`,
    })),
    objects: broken.map((pod) => refOf(pod)),
    fixes: broken.slice(0, 3).map((pod) => ({
      command: `{program} delete pod ${nameOf(pod)} -n ${subject.namespace}`,
      why: 'the controller then makes it anew, of the current revision',
    })),
  };
}

/** STS-01: later pods wait for one that has trouble of its own. */
export function laterPodsWait({ subject }: Scene): Match | undefined {
  const { pods, oldPods, desired } = subject;
  if (!isOrdered(subject) || pods.length + oldPods.length >= desired) return undefined;
  const blocking = pods.find(isTroubled);
  if (blocking === undefined) return undefined;
  return {
    cause: `The pods after ${nameOf(blocking)} are not made before it is ready.`,
    evidence: [
      {
        kind: 'spec',
        source: `statefulset/${subject.name}`,
        text: `podManagementPolicy: OrderedReady, ${pods.length + oldPods.length} of ${desired} pods made`,
      },
    ],
  };
}

/** STS-02: the strategy keeps pods of the old revision. */
export function heldBack({ subject }: Scene): Match | undefined {
  const { object, kind, name, pods, oldPods, namespace, desired } = subject;
  if ((kind !== 'StatefulSet' && kind !== 'DaemonSet') || oldPods.length === 0) return undefined;
  // What has been made anew is still on its way.
  if (!isObserved(object) || !pods.every(isReady)) return undefined;
  const strategy = strategyOf(subject);
  const count = `${oldPods.length} of ${desired} pods ${oldPods.length === 1 ? 'is' : 'are'} of an earlier revision`;
  const source = `${kind.toLowerCase()}/${name}`;
  if (strategy['type'] === 'OnDelete') {
    return {
      cause: `The update strategy is OnDelete: ${count} until somebody deletes them.`,
      evidence: [{ kind: 'spec', source, text: 'updateStrategy: OnDelete' }],
      fixes: [
        {
          command: `{program} delete pod ${oldPods.slice(0, 3).map(nameOf).join(' ')} -n ${namespace}`,
          why: 'has them made anew, of the current revision',
        },
      ],
    };
  }
  const partition = Number(text(fields(strategy['rollingUpdate'])['partition'])) || 0;
  const held = oldPods.filter((pod) => ordinal(pod) < partition);
  // Those above the partition are still on their way.
  if (kind !== 'StatefulSet' || held.length === 0 || held.length < oldPods.length) return undefined;
  return {
    cause: `The partition ${partition} of the update strategy holds pods back: ${count}.`,
    evidence: [{ kind: 'spec', source, text: `rollingUpdate.partition: ${partition}` }],
    fixes: [
      {
        command: `{program} patch ${named(subject)} -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}'`,
        why: 'updates all pods',
      },
    ],
  };
}

/** STS-03 */
export function serviceMissing({ subject, world }: Scene): Match | undefined {
  const { object, kind, namespace } = subject;
  const service = text(fields(object['spec'])['serviceName']);
  if (kind !== 'StatefulSet' || service === '') return undefined;
  if (world.exists('Service', namespace, service) !== false) return undefined;
  return {
    cause: `The Service ${service}, which gives the pods their names in DNS, does not exist in the namespace ${namespace}.`,
    evidence: [
      { kind: 'spec', source: `statefulset/${subject.name}`, text: `serviceName: ${service}` },
    ],
    objects: [{ kind: 'Service', namespace, name: service }],
    fixes: [
      {
        command: `{program} create service clusterip ${service} --clusterip=None -n ${namespace}`,
        why: `makes it; its selector must then be that of the pods`,
      },
    ],
  };
}

/** DS-01: the DaemonSet is meant for no node. */
export function noEligibleNode({ subject, world }: Scene): Match | undefined {
  const { object, kind, template, desired } = subject;
  if (kind !== 'DaemonSet' || desired !== 0 || !isObserved(object)) return undefined;
  const selection = nodeSelectionOf(template);
  const wanted = [...selection.selector, ...(selection.terms?.flat() ?? [])].map(requirementText);
  const nodes = world.all('Node');
  const matching = nodes.filter((node) => isSelected(node, selection));
  const taints = matching.flatMap((node) => untoleratedTaints(node, template)).map(taintText);
  const why =
    wanted.length > 0 && matching.length === 0
      ? `none has what its selector asks for (${wanted.join(', ')})`
      : taints.length > 0
        ? `it does not tolerate their taints (${some([...new Set(taints)])})`
        : nodes.length === 0 && world.sees('Node')
          ? 'the cluster has none'
          : 'none takes its pods';
  return {
    cause: `No node is meant to run it: ${why}.`,
    evidence: [
      { kind: 'status', source: `daemonset/${subject.name}`, text: 'desiredNumberScheduled: 0' },
    ],
    fixes: [
      { command: '{program} get nodes --show-labels', why: 'shows the labels that there are' },
      ...(wanted.length > 0
        ? [
            {
              command: `{program} label node NODE ${wanted[0]}`,
              why: 'gives a node the label, if it is such a node',
            },
          ]
        : []),
    ],
  };
}

/** DS-01: pods where there should be none. */
export function misscheduled({ subject }: Scene): Match | undefined {
  const { object, kind, pods } = subject;
  const count = numberOf(object, 'status', 'numberMisscheduled');
  if (kind !== 'DaemonSet' || count === 0) return undefined;
  const nodes = pods.map((pod) => text(fields(pod['spec'])['nodeName']));
  return {
    cause: `${count} of its pods run on nodes that it is no longer meant for (their labels or taints have changed).`,
    evidence: [
      {
        kind: 'status',
        source: `daemonset/${subject.name}`,
        text: `numberMisscheduled: ${count}; it has pods on ${some(nodes)}`,
      },
    ],
  };
}
