import { AsyncLocalStorage } from 'node:async_hooks';
import type { TransportResponse } from './transport/transport.ts';

/** A `Warning` header's entry. Source: RFC 7234 section 5.5. */
export interface WarningHeader {
  readonly code: number;
  readonly agent: string;
  readonly text: string;
}

/** Shows each warning of a server once; codes other than 299 are not for people. */
export function createWarner(
  warn: (message: string) => void,
): (response: Pick<TransportResponse, 'headers'>) => void {
  const shown = new Set<string>();
  return ({ headers }) => {
    for (const { code, text } of parseWarnings(headers.get('warning') ?? [])) {
      if (code !== 299 || text === '') continue;
      const show = (): void => {
        if (shown.has(text)) return;
        shown.add(text);
        warn(text);
      };
      const turn = turns?.getStore();
      if (turn === undefined) show();
      else turn(show);
    }
  };
}

/** Gets what is to be said, and says it at once or later. */
export type Turn = (say: () => void) => void;

let turns: AsyncLocalStorage<Turn> | undefined;

/** Takes a step beside others: the warnings of its requests go to `turn`, which knows when they may be shown. */
export function inTurn<T>(turn: Turn, step: () => T): T {
  turns ??= new AsyncLocalStorage();
  return turns.run(turn, step);
}

/** Reads `299 - "text" "date", 299 …`. What does not follow the grammar is passed over. */
export function parseWarnings(headers: readonly string[]): WarningHeader[] {
  return headers.flatMap(parseHeader);
}

const entry = /^\s*(\d{3}) ([^\s"]+) "((?:[^"\\]|\\.)*)"(?: "[^"]*")?\s*(,|$)/;

function parseHeader(header: string): WarningHeader[] {
  const warnings: WarningHeader[] = [];
  let rest = header;
  while (rest.trim() !== '') {
    const match = entry.exec(rest);
    if (match === null) {
      // bun joins repeated headers: a broken one may stand before a good one.
      const comma = rest.indexOf(',');
      if (comma < 0) break;
      rest = rest.slice(comma + 1);
      continue;
    }
    const text = (match[3] ?? '').replace(/\\(.)/g, '$1');
    warnings.push({
      code: Number(match[1]),
      agent: match[2] ?? '',
      // Server text goes to a terminal: no control characters.
      text: text.replace(/\p{Cc}/gu, ''),
    });
    rest = rest.slice(match[0].length);
  }
  return warnings;
}
