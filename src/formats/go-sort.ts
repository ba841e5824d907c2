/**
 * Go's sort.Sort: pattern-defeating quicksort (Orson Peters, https://arxiv.org/pdf/2106.05123). It is not stable,
 * and what the reference sorts need not be a strict order (objects without the field are "less" than all), so
 * equal output takes the same steps on the same input.
 */

/** What is sorted: positions that can be compared and swapped. */
export interface Sortable {
  readonly length: number;
  less(i: number, j: number): boolean;
  swap(i: number, j: number): void;
}

const MAX_INSERTION = 12;
const SHORTEST_NINTHER = 50;
const MAX_SWAPS = 12;

/** Sorts in place. */
export function goSort(data: Sortable): void {
  if (data.length > 1) quicksort(data, 0, data.length, bitLength(data.length));
}

function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}

function quicksort(data: Sortable, from: number, to: number, badPivots: number): void {
  let a = from;
  let b = to;
  let limit = badPivots;
  let balanced = true;
  let partitioned = true;
  while (b - a > MAX_INSERTION) {
    if (limit === 0) return heapSort(data, a, b);
    if (!balanced) {
      breakPatterns(data, a, b);
      limit--;
    }
    const choice = choosePivot(data, a, b);
    let { pivot } = choice;
    if (choice.hint === 'decreasing') {
      reverse(data, a, b);
      pivot = b - 1 - (pivot - a);
    }
    if (balanced && partitioned && choice.hint !== 'unknown' && nearlySorted(data, a, b)) return;
    if (a > 0 && !data.less(a - 1, pivot)) {
      a = partitionEqual(data, a, b, pivot);
      continue;
    }
    const threshold = Math.floor((b - a) / 8);
    const split = partition(data, a, b, pivot);
    ({ partitioned } = split);
    const { middle } = split;
    if (middle - a < b - middle) {
      balanced = middle - a >= threshold;
      quicksort(data, a, middle, limit);
      a = middle + 1;
    } else {
      balanced = b - middle >= threshold;
      quicksort(data, middle + 1, b, limit);
      b = middle;
    }
  }
  for (let i = a + 1; i < b; i++) sink(data, i, a);
}

/** Moves an element down while it is less than the one before it. */
function sink(data: Sortable, at: number, bottom: number): void {
  for (let j = at; j > bottom && data.less(j, j - 1); j--) data.swap(j, j - 1);
}

function heapSort(data: Sortable, first: number, end: number): void {
  const length = end - first;
  const siftDown = (low: number, high: number): void => {
    for (let root = low; ;) {
      let child = 2 * root + 1;
      if (child >= high) return;
      if (child + 1 < high && data.less(first + child, first + child + 1)) child++;
      if (!data.less(first + root, first + child)) return;
      data.swap(first + root, first + child);
      root = child;
    }
  };
  for (let i = Math.trunc((length - 1) / 2); i >= 0; i--) siftDown(i, length);
  for (let i = length - 1; i >= 0; i--) {
    data.swap(first, first + i);
    siftDown(0, i);
  }
}

function partition(
  data: Sortable,
  a: number,
  b: number,
  pivot: number,
): { middle: number; partitioned: boolean } {
  data.swap(a, pivot);
  let i = a + 1;
  let j = b - 1;
  let swaps = 0;
  for (;;) {
    while (i <= j && data.less(i, a)) i++;
    while (i <= j && !data.less(j, a)) j--;
    if (i > j) break;
    data.swap(i++, j--);
    swaps++;
  }
  data.swap(j, a);
  return { middle: j, partitioned: swaps === 0 };
}

/** Puts the elements that equal the pivot before those that are greater. */
function partitionEqual(data: Sortable, a: number, b: number, pivot: number): number {
  data.swap(a, pivot);
  let i = a + 1;
  let j = b - 1;
  for (;;) {
    while (i <= j && !data.less(a, i)) i++;
    while (i <= j && data.less(a, j)) j--;
    if (i > j) return i;
    data.swap(i++, j--);
  }
}

/** Repairs up to five places that are out of order; true when the range is sorted then. */
function nearlySorted(data: Sortable, a: number, b: number): boolean {
  let i = a + 1;
  for (let step = 0; step < 5; step++) {
    while (i < b && !data.less(i, i - 1)) i++;
    if (i === b) return true;
    if (b - a < SHORTEST_NINTHER) return false;
    data.swap(i, i - 1);
    // Down to the very start of the data, as in the original.
    if (i - a >= 2) sink(data, i - 1, 0);
    if (b - i >= 2) for (let j = i + 1; j < b && data.less(j, j - 1); j++) data.swap(j, j - 1);
  }
  return false;
}

/** Swaps three elements in the middle with others, chosen by xorshift from the length. */
function breakPatterns(data: Sortable, a: number, b: number): void {
  const length = b - a;
  if (length < 8) return;
  let random = BigInt(length);
  const mask = (1n << BigInt(bitLength(length))) - 1n;
  const middle = a + Math.floor(length / 4) * 2;
  for (let i = middle - 1; i <= middle + 1; i++) {
    random = BigInt.asUintN(64, random ^ (random << 13n));
    random ^= random >> 7n;
    random = BigInt.asUintN(64, random ^ (random << 17n));
    let other = Number(random & mask);
    if (other >= length) other -= length;
    data.swap(i, a + other);
  }
}

type Hint = 'increasing' | 'decreasing' | 'unknown';

function choosePivot(data: Sortable, a: number, b: number): { pivot: number; hint: Hint } {
  let swaps = 0;
  const median = (x: number, y: number, z: number): number => {
    let [low, mid, high] = [x, y, z];
    const order = (p: number, q: number): [number, number] => {
      if (!data.less(q, p)) return [p, q];
      swaps++;
      return [q, p];
    };
    [low, mid] = order(low, mid);
    [mid, high] = order(mid, high);
    [low, mid] = order(low, mid);
    return mid;
  };
  const length = b - a;
  const quarter = Math.floor(length / 4);
  let [i, j, k] = [a + quarter, a + quarter * 2, a + quarter * 3];
  if (length >= SHORTEST_NINTHER)
    [i, j, k] = [median(i - 1, i, i + 1), median(j - 1, j, j + 1), median(k - 1, k, k + 1)];
  if (length >= 8) j = median(i, j, k);
  return {
    pivot: j,
    hint: swaps === 0 ? 'increasing' : swaps === MAX_SWAPS ? 'decreasing' : 'unknown',
  };
}

function reverse(data: Sortable, a: number, b: number): void {
  for (let i = a, j = b - 1; i < j; i++, j--) data.swap(i, j);
}
