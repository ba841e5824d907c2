import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import type { Fix } from '../../model.ts';
import type { Scene } from '../../rule.ts';
import { metadataOf, nameOf } from '../../world.ts';
import { patchTemplate, pointer } from '../shared/fixes.ts';
import type { Room } from '../shared/node-room.ts';
import { nearest } from '../shared/nearest.ts';
import {
  inTerms,
  isSelected,
  meets,
  nodeSelectionOf,
  type Requirement,
  requirementText,
} from '../shared/node-selection.ts';
import { taintText } from '../shared/taints.ts';
import { isCordoned, nodeNames, taintsAt } from './obstacles.ts';
import type { Unscheduled } from './unscheduled.ts';
import type { Words } from './words.ts';

/** `didn't match Pod's node affinity/selector`: which label no node has, and what they have instead. */
export function selectionWords({ pod, nodes }: Unscheduled, { subject }: Scene): Words {
  const selection = nodeSelectionOf(pod);
  const all = nodes.map(({ node }) => node);
  if (all.length === 0) {
    const wanted = [...selection.selector, ...(selection.terms?.flat() ?? [])].map(requirementText);
    return {
      cause: `No node is what the pod asks for (${wanted.join(', ')})`,
      lasts: false,
    };
  }
  const unmet = selection.selector.filter((one) => !all.some((node) => meets(node, one)));
  const parts = unmet.map(
    (one) => `no node has the label ${requirementText(one)}${instead(one, all)}`,
  );
  const { terms } = selection;
  const badTerms = terms !== undefined && !all.some((node) => inTerms(node, terms));
  if (badTerms) parts.push(`no node meets its node affinity: ${termsText(terms, all)}`);
  if (parts.length === 0) {
    const wanted = [...selection.selector, ...(terms?.flat() ?? [])].map(requirementText);
    const some = all.some((node) => isSelected(node, selection));
    parts.push(
      some
        ? `only some nodes are what its selector asks for (${wanted.join(', ')})`
        : `no node has all the labels that its selector asks for (${wanted.join(', ')})`,
    );
  }
  const fixes: Fix[] = unmet.flatMap((one) => selectorFixes(one, all, subject));
  if (badTerms) {
    fixes.push(
      ...patchTemplate(
        subject,
        [{ op: 'remove', path: '/affinity/nodeAffinity' }],
        'takes any node; or write a node affinity that a node meets',
      ),
    );
  }
  return {
    cause: capital(parts.join('; ')),
    lasts: unmet.length > 0 || badTerms,
    fixes: [
      ...fixes,
      { command: '{program} get nodes --show-labels', why: 'shows the labels that there are' },
    ],
  };
}

/** What the nodes have in place of a label: other values of the key, or a key much like it. */
function instead({ key, values }: Requirement, nodes: readonly Fields[]): string {
  const have = valuesOf(key, nodes);
  if (have.length > 0) return ` (they have ${key}=${have.slice(0, 5).join(', ')})`;
  const keys = [...new Set(nodes.flatMap((node) => Object.keys(labelsOf(node))))];
  const near =
    nearest(key, keys) ?? keys.find((one) => valuesOf(one, nodes).includes(values[0] ?? ''));
  return near === undefined || near === ''
    ? ''
    : ` (they have ${near}=${valuesOf(near, nodes).slice(0, 5).join(', ')})`;
}

function termsText(terms: readonly (readonly Requirement[])[], nodes: readonly Fields[]): string {
  return terms
    .slice(0, 3)
    .map((term) =>
      term
        .map((one) => {
          const unmet = !nodes.some((node) => meets(node, one));
          return `${requirementText(one)}${unmet && !one.field ? instead(one, nodes) : ''}`;
        })
        .join(' and '),
    )
    .join(', or ');
}

function selectorFixes(
  { key, values }: Requirement,
  nodes: readonly Fields[],
  subject: Scene['subject'],
): readonly Fix[] {
  const have = valuesOf(key, nodes)[0];
  const node = nodes.length === 1 ? nameOf(nodes[0] as Fields) : 'NODE';
  const path = `/nodeSelector/${pointer(key)}`;
  return [
    ...(have === undefined
      ? patchTemplate(subject, [{ op: 'remove', path }], 'takes any node')
      : patchTemplate(
          subject,
          [{ op: 'replace', path, value: have }],
          'asks for a label that there is',
        )),
    {
      command: `{program} label node ${node} ${key}=${values[0] ?? ''}`,
      why: 'gives a node the label, if it is such a node',
    },
  ];
}

/** `had untolerated taint`: the taints of the nodes, which the text itself no longer names. */
export function taintWords({ pod, targets, reasons }: Unscheduled, { subject }: Scene): Words {
  const tainted = targets.filter(({ node }) => taintsAt(node, pod).length > 0);
  const taints = unique(tainted.flatMap(({ node }) => taintsAt(node, pod)));
  if (taints.length === 0) return taintWordsOfText(reasons.map(({ text }) => text));
  const written = taints.map(taintText);
  const toleration = taints.map(({ key, value, effect }) => ({
    key,
    operator: text(value) === '' ? 'Exists' : 'Equal',
    ...(text(value) === '' ? {} : { value }),
    effect,
  }));
  const passing = taints.every(isPassing);
  const existing = list(fields(pod['spec'])['tolerations']).some(
    (one) => !text(one['key']).startsWith('node.kubernetes.io/'),
  );
  const fixes = passing
    ? [
        {
          command: `{program} describe node ${firstName(tainted)}`,
          why: 'shows what is wrong with the node',
        },
      ]
    : [
        ...patchTemplate(
          subject,
          existing
            ? toleration.map((value) => ({ op: 'add', path: '/tolerations/-', value }))
            : [{ op: 'add', path: '/tolerations', value: toleration }],
          'lets the pod run on such nodes',
        ),
        {
          command: `{program} taint node ${firstName(tainted)} ${text(taints[0]?.['key'])}:${text(taints[0]?.['effect'])}-`,
          why: 'takes the taint off the node',
        },
      ];
  const which =
    written.length === 1 ? `the taint ${written[0]}` : `the taints ${written.join(', ')}`;
  return {
    cause: `The pod does not tolerate ${which} of ${nodeNames(tainted)}`,
    lasts: !passing,
    ...(passing ? { grace: 60 } : {}),
    fixes,
  };
}

/** Older servers name the taint; without it and without the nodes nothing more is known. */
function taintWordsOfText(reasons: readonly string[]): Words {
  const named = reasons.flatMap((one) => /taint(?:\(s\))? \{(.*)\}/.exec(one)?.[1] ?? []);
  const which =
    named.length === 0
      ? 'taints of the nodes (which may not be read)'
      : `the taint ${named.join(', ')} of the nodes`;
  return {
    cause: `The pod does not tolerate ${which}`,
    lasts: !named.some((one) => PASSING.test(one)),
    fixes: [
      {
        command: '{program} get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints',
        why: 'shows the taints',
      },
    ],
  };
}

const PASSING =
  /^(?:node\.kubernetes\.io\/(?:not-ready|unreachable|network-unavailable|memory-pressure|disk-pressure|pid-pressure)|node\.cloudprovider\.kubernetes\.io\/|ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler)/;

/** Taints that come and go with a node's state. */
function isPassing(taint: Fields): boolean {
  return PASSING.test(text(taint['key']));
}

/** `were unschedulable`: nodes that someone has cordoned. */
export function cordonWords({ pod, targets }: Unscheduled): Words {
  const cordoned = targets.filter(({ node }) => isCordoned(node, pod));
  if (cordoned.length === 0) {
    return { cause: 'The nodes that the pod could run on are cordoned', lasts: true };
  }
  const which = cordoned.length === 1 ? 'is' : 'are';
  return {
    cause: `${nodeNames(cordoned)} ${which} cordoned: no new pods are placed there`,
    lasts: true,
    fixes: cordoned.slice(0, 3).map(({ node }) => ({
      command: `{program} uncordon ${nameOf(node)}`,
      why: 'lets pods be placed there again',
    })),
  };
}

function firstName(rooms: readonly Room[]): string {
  return rooms[0] === undefined ? 'NODE' : nameOf(rooms[0].node);
}

function unique(taints: readonly Fields[]): readonly Fields[] {
  const seen = new Set<string>();
  return taints.filter((taint) => !seen.has(taintText(taint)) && seen.add(taintText(taint)));
}

function labelsOf(node: Fields): Fields {
  return fields(metadataOf(node)['labels']);
}

function valuesOf(key: string, nodes: readonly Fields[]): readonly string[] {
  const values = nodes.map((node) => {
    const labels = labelsOf(node);
    return Object.hasOwn(labels, key) ? text(labels[key]) : undefined;
  });
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
