import { list, fields, text } from '../../../describe/fields.ts';
import { compareQuantities, formatQuantity, type Quantity } from '../../../formats/quantity.ts';
import type { Fix } from '../../model.ts';
import type { Scene } from '../../rule.ts';
import { isChangeable, named } from '../shared/fixes.ts';
import { amountText, largest, requestsOf } from '../shared/node-room.ts';
import { missingAt } from './obstacles.ts';
import type { Unscheduled } from './unscheduled.ts';
import type { Words } from './words.ts';

/** `Insufficient cpu`: how much the pod asks for, and how much there is. */
export function resourceWords(unscheduled: Unscheduled, scene: Scene): Words {
  const { pod, targets: nodes, reasons } = unscheduled;
  const requests = requestsOf(pod);
  const told = reasons.flatMap(({ text }) => /^Insufficient (\S+)/.exec(text)?.[1] ?? []);
  const everywhere = [...requests.keys()].filter(
    (resource) =>
      nodes.length > 0 && nodes.every((room) => missingAt(pod, room).includes(resource)),
  );
  const lacking = [...new Set([...everywhere, ...told])].filter((one) => requests.has(one));
  const said = lacking.map((resource, index) =>
    one(
      resource,
      requests.get(resource) as Quantity,
      unscheduled,
      index === 0 ? 'The pod asks' : 'it also asks',
    ),
  );
  const fix = requestsFix(lacking, unscheduled, scene);
  const what = said.map(({ sentence }) => sentence).join('; ');
  return {
    cause: what === '' ? 'No node has enough room for the pod' : what,
    lasts: said.some(({ lasts }) => lasts),
    fixes: [
      ...fix,
      {
        command: '{program} describe nodes',
        why: 'shows what each node has and who has asked for it',
      },
    ],
  };
}

function one(
  resource: string,
  wanted: Quantity,
  { nodes: all, targets: nodes }: Unscheduled,
  who: string,
): { sentence: string; lasts: boolean } {
  const asks = `${who} for ${amountText(resource, wanted)}`;
  if (nodes.length === 0) return { sentence: `${asks}, more than any node has left`, lasts: false };
  const none = nodes.length === all.length ? 'no node' : 'no node that it may use';
  const most = largest(nodes, 'allocatable', resource);
  if (most.amount.nano === 0n) {
    const device = resource.includes('/') ? ' (a device plugin announces such resources)' : '';
    return { sentence: `${asks}, and ${none} has any${device}`, lasts: true };
  }
  if (compareQuantities(wanted, most.amount) > 0) {
    const has = amountText(resource, most.amount);
    return { sentence: `${asks}, and ${none} is that big: the largest has ${has}`, lasts: true };
  }
  const free = largest(nodes, 'free', resource);
  const sentence =
    compareQuantities(wanted, free.amount) > 0
      ? `${asks}, and ${none} has that much left: ${free.node} has the most, ${amountText(resource, free.amount)}`
      : // Pods of namespaces that were not read hold the rest.
        `${asks}, and ${none} has that much left: the largest has ${amountText(resource, most.amount)} for all its pods`;
  return { sentence, lasts: false };
}

/** Asks for what a node has, at most. */
function requestsFix(
  lacking: readonly string[],
  { pod, targets: nodes }: Unscheduled,
  { subject }: Scene,
): readonly Fix[] {
  const basic = lacking.filter((one) => one === 'cpu' || one === 'memory');
  const container = list(fields(pod['spec'])['containers'])[0];
  if (basic.length === 0 || container === undefined || !isChangeable(subject) || nodes.length === 0)
    return [];
  const amounts = basic.map((one) => {
    const { amount } = largest(nodes, 'free', one);
    // Half of the most that is free leaves room for a second pod.
    const half = { nano: amount.nano / 2n, format: amount.format };
    return `${one}=${one === 'cpu' ? `${half.nano / 1_000_000n}m` : formatQuantity(wholeMi(half))}`;
  });
  return [
    {
      command: `{program} set resources ${named(subject)} -c=${text(container['name'])} --requests=${amounts.join(',')}`,
      why: 'asks for less; the amounts here are half of what the emptiest node has left',
    },
  ];
}

function wholeMi({ nano }: Quantity): Quantity {
  const mi = 1_048_576_000_000_000n;
  const whole = nano / mi;
  return { nano: (whole > 0n ? whole : 1n) * mi, format: 'BinarySI' };
}
