import { goSort } from '../../formats/go-sort.ts';
import {
  addQuantities,
  parseQuantity,
  type Quantity,
  quantityMilliValue,
  quantityValue,
} from '../../formats/quantity.ts';
import type { SortKey } from './flags.ts';
import type { Amounts } from './metrics.ts';

/** How much is used of each resource. */
export interface Usage {
  readonly cpu: Quantity;
  readonly memory: Quantity;
  readonly swap: Quantity;
}

const NOTHING: Quantity = { nano: 0n, format: 'DecimalSI' };
const MEBIBYTE = 1024n * 1024n;

/** Nothing at all. */
export const NO_USAGE: Usage = { cpu: NOTHING, memory: NOTHING, swap: NOTHING };

/** Reads amounts; what is not told of is nothing. Throws a QuantityError. */
export function readUsage({ cpu, memory, swap }: Amounts = {}): Usage {
  const read = (text: string | undefined): Quantity =>
    text === undefined ? NOTHING : parseQuantity(text);
  return { cpu: read(cpu), memory: read(memory), swap: read(swap) };
}

/** All of them together. */
export function sum(usages: readonly Usage[]): Usage {
  return usages.reduce(
    (total, usage) => ({
      cpu: addQuantities(total.cpu, usage.cpu),
      memory: addQuantities(total.memory, usage.memory),
      swap: addQuantities(total.swap, usage.swap),
    }),
    NO_USAGE,
  );
}

/** Thousandths of a core: `1194m`. */
export function formatCPU(amount: Quantity): string {
  return `${milli(amount)}m`;
}

/** Whole mebibytes: `1954Mi`. */
export function formatMemory(amount: Quantity): string {
  return `${quantityValue(amount) / MEBIBYTE}Mi`;
}

/** How much of what there is: `61%`, rounded down; of nothing it is `0%`. */
export function formatPercent(used: Quantity, available: Quantity): string {
  const whole = milli(available);
  if (whole === 0n) return '0%';
  return `${BigInt(Math.trunc((Number(milli(used)) / Number(whole)) * 100))}%`;
}

/** As the reference has it: in 64 bits, whatever is beyond them. */
function milli(amount: Quantity): bigint {
  return BigInt.asIntN(64, quantityMilliValue(amount));
}

/** A row that can be sorted. */
export interface Sortable {
  /** What it is sorted by when no resource is. */
  readonly names: readonly string[];
  readonly usage: Usage;
}

/** The rows by name, or those that use most first, equal ones in the reference's order. */
export function sortRows<Row extends Sortable>(rows: readonly Row[], by: SortKey): Row[] {
  const sorted = [...rows];
  const less = LESS[by];
  goSort({
    length: sorted.length,
    less: (i, j) => less(sorted[i]!, sorted[j]!),
    swap(i, j) {
      [sorted[i], sorted[j]] = [sorted[j]!, sorted[i]!];
    },
  });
  return sorted;
}

const LESS: Readonly<Record<SortKey, (a: Sortable, b: Sortable) => boolean>> = {
  '': (a, b) => {
    const at = a.names.findIndex((name, index) => name !== b.names[index]);
    return at >= 0 && a.names[at]! < b.names[at]!;
  },
  cpu: (a, b) => milli(a.usage.cpu) > milli(b.usage.cpu),
  memory: (a, b) => quantityValue(a.usage.memory) > quantityValue(b.usage.memory),
};
