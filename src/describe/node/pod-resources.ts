import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
} from '../../formats/quantity.ts';
import { fields, type Fields, list, text } from '../fields.ts';

/** Amounts by resource. */
export type Resources = ReadonlyMap<string, Quantity>;

/** What a pod asks for, as the scheduler counts it. Sources: KEP-753 (sidecars), KEP-2837 (pod level), KEP-688 (overhead). */
export function podResources(pod: Fields): { requests: Resources; limits: Resources } {
  return { requests: resourcesOf(pod, 'requests'), limits: resourcesOf(pod, 'limits') };
}

function resourcesOf(pod: Fields, member: 'requests' | 'limits'): Resources {
  const spec = fields(pod['spec']);
  const of = (container: Fields): Resources =>
    parse(fields(fields(container['resources'])[member]));
  let running = sumOf(list(spec['containers']).map(of));
  let sidecars: Resources = new Map();
  let starting: Resources = new Map();
  for (const container of list(spec['initContainers'])) {
    const own = of(container);
    if (container['restartPolicy'] === 'Always') {
      running = sumOf([running, own]);
      sidecars = sumOf([sidecars, own]);
      starting = largest(starting, sidecars);
    } else starting = largest(starting, sumOf([sidecars, own]));
  }
  // What is asked for the whole pod counts instead of what its containers ask for.
  const total = new Map([
    ...largest(running, starting),
    ...parse(fields(fields(spec['resources'])[member])),
  ]);
  for (const [resource, quantity] of parse(fields(spec['overhead']))) {
    const before = total.get(resource);
    // A limit that is not there is no limit.
    if (member === 'requests')
      total.set(resource, before ? addQuantities(before, quantity) : quantity);
    else if (before !== undefined) total.set(resource, addQuantities(before, quantity));
  }
  return total;
}

function parse(map: Fields): Resources {
  return new Map(
    Object.keys(map).map((resource) => [resource, parseQuantity(text(map[resource]))]),
  );
}

/** The sum of each resource. */
export function sumOf(all: readonly Resources[]): Resources {
  const sum = new Map<string, Quantity>();
  for (const resources of all) {
    for (const [resource, quantity] of resources) {
      const before = sum.get(resource);
      sum.set(resource, before === undefined ? quantity : addQuantities(before, quantity));
    }
  }
  return sum;
}

function largest(a: Resources, b: Resources): Resources {
  const most = new Map(a);
  for (const [resource, quantity] of b) {
    const before = most.get(resource);
    if (before === undefined || compareQuantities(quantity, before) > 0)
      most.set(resource, quantity);
  }
  return most;
}
