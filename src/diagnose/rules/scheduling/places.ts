import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import { formatQuantity } from '../../../formats/quantity.ts';
import type { Scene } from '../../rule.ts';
import { controllerOf, metadataOf, nameOf, namespaceOf, type World } from '../../world.ts';
import { patchTemplate } from '../shared/fixes.ts';
import { hostPortsOf } from '../shared/node-room.ts';
import { inTerms, requirementText, termsOf } from '../shared/node-selection.ts';
import { nodeNames, portHolders } from './obstacles.ts';
import type { Unscheduled } from './unscheduled.ts';
import type { Words } from './words.ts';

/** `didn't have free ports`: which port, and who holds it. */
export function portWords({ pod, nodes }: Unscheduled, { subject, world }: Scene): Words {
  const ports = hostPortsOf(pod);
  const holders = nodes.flatMap((room) => portHolders(pod, room));
  const which = `${ports.length === 1 ? 'host port' : 'host ports'} ${ports.join(', ')}`;
  const own = holders.some((holder) => [...subject.pods, ...subject.oldPods].includes(holder));
  const names = [...new Set(holders.map((holder) => workloadOf(holder, world)))];
  const who = own
    ? 'by another pod of this workload: each node takes one'
    : names.length === 0
      ? 'by other pods'
      : `by ${names.slice(0, 3).join(', ')}`;
  return {
    cause: `No node has ${which} free: taken ${who}`,
    lasts: false,
    fixes: own ? surgeFix(subject) : [],
  };
}

/** `Too many pods`. */
export function countWords({ targets }: Unscheduled): Words {
  const [first] = targets;
  const most = first?.allocatable.get('pods');
  const which =
    first === undefined || most === undefined
      ? 'they have'
      : targets.length > 1
        ? `${nodeNames(targets)} have`
        : `${nodeNames(targets)} has ${formatQuantity(most)},`;
  return {
    cause: `No node takes another pod: ${which} as many as the kubelet allows`,
    lasts: false,
    fixes: [{ command: '{program} get pods -A -o wide', why: 'shows which pods there are' }],
  };
}

/** Affinity to other pods, and spreading over nodes. */
export function spreadWords(unscheduled: Unscheduled, scene: Scene): Words {
  const reason = unscheduled.reasons.find(({ text }) => /affinity|spread/.test(text))?.text ?? '';
  if (/missing required label/.test(reason)) return missingLabelWords(unscheduled, scene);
  if (/topology spread/.test(reason)) return skewWords(unscheduled);
  if (/existing pods/.test(reason)) {
    return {
      cause: 'Pods that run already refuse this one beside them: their anti-affinity selects it',
      lasts: false,
    };
  }
  if (/anti-affinity/.test(reason)) return antiAffinityWords(unscheduled, scene);
  return affinityWords(unscheduled, scene);
}

function antiAffinityWords({ pod, targets: nodes }: Unscheduled, { subject }: Scene): Words {
  const terms = podTerms(pod, 'podAntiAffinity');
  const where = terms.map((term) => topology(term)).join(', ') || 'node';
  const what = terms.map((term) => selectorText(term)).join(' or ');
  const total = nodes.length;
  const count = total === 0 ? '' : ` (there ${total === 1 ? 'is 1 node' : `are ${total} nodes`})`;
  return {
    cause: `Its anti-affinity allows no two pods with ${what} on one ${where}, and each has one already${count}`,
    lasts: false,
    fixes: surgeFix(subject),
  };
}

function affinityWords({ pod }: Unscheduled, { subject }: Scene): Words {
  const terms = podTerms(pod, 'podAffinity');
  const what = terms.map((term) => selectorText(term)).join(' and ');
  return {
    cause: `Its pod affinity asks for a ${terms.map(topology).join(', ') || 'node'} where a pod with ${what} runs, and there is none`,
    lasts: false,
    fixes: patchTemplate(
      subject,
      [{ op: 'remove', path: '/affinity/podAffinity' }],
      'takes any node; or start the pods that it wants to be with',
    ),
  };
}

function missingLabelWords({ pod }: Unscheduled, { subject }: Scene): Words {
  const keys = constraints(pod).map(({ topologyKey }) => text(topologyKey));
  return {
    cause: `The topology spread constraint is by ${keys.join(', ')}, and no node has ${keys.length === 1 ? 'that label' : 'these labels'}`,
    lasts: true,
    fixes: [
      ...patchTemplate(
        subject,
        [{ op: 'remove', path: '/topologySpreadConstraints' }],
        'spreads as the scheduler does by itself',
      ),
      {
        command: `{program} label node NODE ${keys[0] ?? 'KEY'}=VALUE`,
        why: 'gives the nodes the label',
      },
    ],
  };
}

function skewWords({ pod }: Unscheduled): Words {
  const said = constraints(pod).map(
    ({ topologyKey, maxSkew }) => `${text(topologyKey)} (maxSkew ${text(maxSkew)})`,
  );
  return {
    cause: `The topology spread constraint over ${said.join(', ')} leaves no node for another pod`,
    lasts: false,
  };
}

function constraints(pod: Fields): readonly Fields[] {
  return list(fields(pod['spec'])['topologySpreadConstraints']).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable !== 'ScheduleAnyway',
  );
}

function podTerms(pod: Fields, which: 'podAffinity' | 'podAntiAffinity'): readonly Fields[] {
  const affinity = fields(fields(fields(pod['spec'])['affinity'])[which]);
  return list(affinity['requiredDuringSchedulingIgnoredDuringExecution']);
}

function topology(term: Fields): string {
  const key = text(term['topologyKey']);
  return key === 'kubernetes.io/hostname' ? 'node' : key;
}

function selectorText(term: Fields): string {
  const selector = fields(term['labelSelector']);
  const labels = fields(selector['matchLabels']);
  const parts = [
    ...Object.keys(labels).map((key) => `${key}=${text(labels[key])}`),
    ...list(selector['matchExpressions']).map((one) =>
      requirementText({
        key: text(one['key']),
        operator: text(one['operator']),
        values: Array.isArray(one['values']) ? one['values'].map(text) : [],
        field: false,
      }),
    ),
  ];
  return parts.length === 0 ? 'any labels' : parts.join(',');
}

/** A rolling update that needs no place for one more pod. */
function surgeFix(subject: Scene['subject']): Words['fixes'] & object {
  if (subject.kind !== 'Deployment') return [];
  const where = subject.namespace === '' ? '' : ` -n ${subject.namespace}`;
  return [
    {
      command: `{program} patch deployment/${subject.name}${where} -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}}}'`,
      why: 'a rolling update then stops an old pod before it starts a new one',
    },
    {
      command: `{program} scale deployment/${subject.name}${where} --replicas=N`,
      why: 'asks for no more pods than there are places',
    },
  ];
}

/** What keeps a pod from all nodes because of its volumes. */
export function volumeWords({ pod, nodes, reasons }: Unscheduled, { world }: Scene): Words {
  const reason = reasons.find(({ text }) => /volume/i.test(text))?.text ?? '';
  const claims = claimNames(pod);
  const named = claims.length === 1 ? `claim ${claims[0]}` : `claims ${claims.join(', ')}`;
  if (/ReadWriteOncePod/.test(reason)) return oncePodWords(pod, world);
  if (/node affinity|volume zone/.test(reason)) {
    const far = volumesElsewhere(
      pod,
      nodes.map(({ node }) => node),
      world,
    );
    const which = far.length === 0 ? `The volume of ${named}` : far.join('; ');
    return { cause: `${which} cannot be reached from any node that the pod may use`, lasts: true };
  }
  if (/max volume count/.test(reason))
    return { cause: 'Each node has as many volumes attached as its driver allows', lasts: false };
  if (/find available persistent volumes/.test(reason))
    return { cause: `No volume is free for ${named} on any node`, lasts: false, grace: 30 };
  if (/unbound immediate/.test(reason))
    return { cause: `There is no volume yet for ${named}`, lasts: false, grace: 30 };
  return { cause: `The scheduler waits for a volume: ${reason}`, lasts: false, grace: 30 };
}

function oncePodWords(pod: Fields, world: World): Words {
  for (const claim of claimNames(pod)) {
    const object = world.find('PersistentVolumeClaim', namespaceOf(pod), claim);
    const modes = fields(object?.['spec'])['accessModes'];
    if (object !== undefined && !(Array.isArray(modes) && modes.includes('ReadWriteOncePod')))
      continue;
    const holder = world
      .all('Pod', namespaceOf(pod))
      .find(
        (other) =>
          claimNames(other).includes(claim) && text(fields(other['spec'])['nodeName']) !== '',
      );
    const who = holder === undefined ? 'another pod' : `a pod of ${workloadOf(holder, world)}`;
    return {
      cause: `The claim ${claim} is ReadWriteOncePod, and ${who} uses it`,
      lasts: false,
      fixes: [
        {
          command: `{program} get pods -n ${namespaceOf(pod)} -o wide`,
          why: 'shows the pods: the one that holds the claim has to go first',
        },
      ],
    };
  }
  return { cause: 'A claim of the pod is ReadWriteOncePod, and another pod uses it', lasts: false };
}

/** Volumes of the pod whose node affinity no node meets. */
function volumesElsewhere(pod: Fields, nodes: readonly Fields[], world: World): readonly string[] {
  return claimNames(pod).flatMap((claim) => {
    const object = world.find('PersistentVolumeClaim', namespaceOf(pod), claim);
    const name = text(fields(object?.['spec'])['volumeName']);
    const volume = world.all('PersistentVolume').find((one) => nameOf(one) === name);
    const required = fields(fields(fields(volume?.['spec'])['nodeAffinity'])['required']);
    const terms = termsOf(required);
    if (terms.length === 0 || nodes.some((node) => inTerms(node, terms))) return [];
    const where = terms.map((term) => term.map(requirementText).join(' and ')).join(' or ');
    return [`The volume of claim ${claim} is on nodes with ${where}, which no node has: it`];
  });
}

export function claimNames(pod: Fields): readonly string[] {
  return list(fields(pod['spec'])['volumes'])
    .map((volume) => text(fields(volume['persistentVolumeClaim'])['claimName']))
    .filter((name) => name !== '');
}

/** `deployment/web`: what a pod belongs to. */
function workloadOf(pod: Fields, world: World): string {
  const owner = controllerOf(pod);
  if (owner === undefined) return `pod/${nameOf(pod)}`;
  const set = world.all('ReplicaSet').find((one) => metadataOf(one)['uid'] === owner['uid']);
  const top = set === undefined ? owner : (controllerOf(set) ?? owner);
  return `${text(top['kind']).toLowerCase()}/${text(top['name'])}`;
}
