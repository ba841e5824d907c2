import { visible } from '../../formats/visible.ts';
import { type Meaning, theme } from './theme.ts';
import { isNothing, meaningOf, paintAge, paintStatus, secondsOf } from './words.ts';

type PaintCell = (cell: string, row: (header: string) => string) => string;

const HOUR = 3600;

/** `1/2`: too few wait for something, unless what it counts has run to its end. */
const paintShare: PaintCell = (cell, row) => {
  const [, some, all] = /^(\d+)\/(\d+)$/.exec(cell) ?? [];
  if (some === undefined || all === undefined) return paintCount(cell, row);
  const isOver = meaningOf(row('STATUS')) === 'quiet';
  return Number(some) < Number(all) && !isOver ? theme.waiting(cell) : cell;
};

/** A number beside the one that is wanted, or else a word. */
const paintCount: PaintCell = (cell, row) =>
  /^\d+$/.test(cell) && Number(cell) < Number(row('DESIRED'))
    ? theme.waiting(cell)
    : paintTruth(cell);

/** Columns that say whether something holds: `True` is good. */
function paintTruth(cell: string): string {
  if (cell === 'True') return theme.good(cell);
  if (cell === 'False') return theme.bad(cell);
  return cell === 'Unknown' ? theme.waiting(cell) : paintStatus(cell);
}

/** `3 (5m ago)`: those of the last hour matter. */
const paintRestarts: PaintCell = (cell) => {
  const [, count, age] = /^(\d+)(?: \((\w+) ago\))?$/.exec(cell) ?? [];
  if (count === undefined || count === '0') return cell;
  return (secondsOf(age ?? '') ?? 0) < HOUR ? theme.waiting(cell) : cell;
};

const EVENTS: ReadonlyMap<string, Meaning> = new Map([
  ['ADDED', 'good'],
  ['MODIFIED', 'waiting'],
  ['DELETED', 'bad'],
  ['ERROR', 'bad'],
]);

const paintEvent: PaintCell = (cell) => {
  const meaning = EVENTS.get(cell.trimEnd());
  return meaning === undefined ? cell : theme[meaning](cell);
};

/** How the cells below a header are coloured. */
const COLUMNS: ReadonlyMap<string, PaintCell> = new Map<string, PaintCell>([
  ['AGE', paintAge],
  ['LAST SEEN', paintAge],
  ['LAST SCHEDULE', paintAge],
  ['READY', paintShare],
  ['COMPLETIONS', paintShare],
  ['RESTARTS', paintRestarts],
  ['EVENT', paintEvent],
  ['CURRENT', (cell) => (cell === '*' ? theme.good(cell) : cell)],
  ...['STATUS', 'STATE', 'PHASE', 'REASON', 'HEALTH', 'CONDITION', 'TYPE', 'OLD', 'NEW'].map(
    (header): [string, PaintCell] => [header, paintStatus],
  ),
  ...['AVAILABLE', 'ESTABLISHED', 'SYNCED', 'ACCEPTED', 'PROGRAMMED'].map(
    (header): [string, PaintCell] => [header, paintCount],
  ),
]);

const HEADER = /^[A-Z][A-Z0-9 ()/%_#.:-]*$/;

/** A table without headers begins with a row that has more than capitals. */
function isHeader(cells: readonly string[]): boolean {
  return (
    cells.every((cell) => cell === '' || HEADER.test(cell)) && cells.some((cell) => cell !== '')
  );
}

/** Colours a table row by row; see Painter. */
export function paintTable(
  given?: readonly string[],
): (cells: readonly string[]) => readonly string[] {
  let headers = given?.map(visible);
  return (cells) => {
    const safe = cells.map(visible);
    headers ??= isHeader(safe) ? safe : [];
    const known = headers;
    if (known.length > 0 && safe.every((cell, index) => cell === known[index])) {
      return safe.map((cell) => (cell === '' ? cell : theme.heading(cell)));
    }
    const row = (header: string): string => safe[known.indexOf(header)] ?? '';
    return safe.map((cell, index) => {
      if (isNothing(cell)) return theme.quiet(cell);
      return COLUMNS.get(known[index] ?? '')?.(cell, row) ?? cell;
    });
  };
}
