/** Lines of context around a change. */
const CONTEXT = 2;
/** Longer differences are cut: the first lines say enough. */
const LIMIT = 80;

/**
 * A unified diff of two texts, or an empty string when they are equal. `-` is the reference, `+` kubist.
 * Where two lines differ in white space only, it is made visible.
 */
export function diff(reference: string, kubist: string): string {
  if (reference === kubist) return '';
  const steps = script(lines(reference), lines(kubist));
  const out: string[] = [];
  let last = -1;
  steps.forEach((step, index) => {
    const near = steps.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1);
    if (near.every(([mark]) => mark === ' ')) return;
    if (index > last + 1) out.push('@@');
    last = index;
    out.push(step[0] + step[1]);
  });
  const changed = out.filter((line) => /^[-+]/.test(line)).map((line) => line.slice(1));
  const blank = new Set(changed.map((line) => line.replace(/\s/g, ''))).size < changed.length;
  const shown = blank ? out.map((line) => (/^[-+]/.test(line) ? visible(line) : line)) : out;
  return shown.length > LIMIT
    ? [...shown.slice(0, LIMIT), `… ${shown.length - LIMIT} more lines`].join('\n')
    : shown.join('\n');
}

type Step = readonly [mark: ' ' | '-' | '+', line: string];

/** Keeps a missing final newline visible, as diff does. */
function lines(text: string): string[] {
  const split = text.split('\n');
  if (split.at(-1) === '') split.pop();
  else if (text) split.push('\\ no newline at the end');
  return split;
}

function visible(line: string): string {
  return line.replaceAll(' ', '·').replaceAll('\t', '→').replaceAll('\r', '␍');
}

/** The steps from `a` to `b` by the longest common subsequence, after equal heads and tails. */
function script(a: readonly string[], b: readonly string[]): Step[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail))
    tail++;
  const same = (line: string): Step => [' ', line];
  return [
    ...a.slice(0, head).map(same),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ];
}

function middle(a: readonly string[], b: readonly string[]): Step[] {
  const removed = (line: string): Step => ['-', line];
  const added = (line: string): Step => ['+', line];
  // The table is quadratic; past a few million cells the halves are shown whole.
  if (a.length * b.length > 4_000_000) return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const steps: Step[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      steps.push([' ', a[i] ?? '']);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      steps.push(removed(a[i++] ?? ''));
    } else {
      steps.push(added(b[j++] ?? ''));
    }
  }
  return steps;
}
