import type { ParityCase } from './case.ts';
import { diff } from './diff.ts';
import { mask } from './mask.ts';
import type { Sent } from './proxy.ts';
import type { Result } from './side.ts';

/** One thing that differs: `stdout`, `exit code`, `requests`, a file, a later command. */
export interface Difference {
  what: string;
  diff: string;
}

const DISCOVERY =
  /^\/api(\/[^/?]+)?(\?|$)|^\/apis(\/[^/?]+(\/[^/?]+)?)?(\?|$)|^\/(openapi|version|swagger)/;

/** When its time runs out in the middle of a watch, client-go sometimes logs that the watch has failed. */
const CUT_WATCH = /reflector\.go:\d+\] "Failed to watch" err="context deadline exceeded"/;

/** Everything that differs between the reference's result and kubist's. */
export function compare(test: ParityCase, a: Result, b: Result): Difference[] {
  const found: Difference[] = [];
  const check = (what: string, left: string, right: string): void => {
    const text = diff(left, right);
    if (text) found.push({ what, diff: text });
  };
  const clean = (text: string): string => {
    const kept = text
      .split('\n')
      .filter((line) => !CUT_WATCH.test(line) && test.ignoreLines?.test(line) !== true)
      .join('\n');
    const masked = mask(kept, test.mask ?? []);
    return test.unordered ? masked.split('\n').sort().join('\n') : masked;
  };
  check('stdout', clean(a.stdout), clean(b.stdout));
  check('stderr', clean(a.stderr), clean(b.stderr));
  check('exit code', `${a.code}\n`, `${b.code}\n`);
  for (const name of Object.keys(a.more))
    check(name, clean(a.more[name] ?? ''), clean(b.more[name] ?? ''));
  if (test.requests) check('requests', requests(test, a.sent), requests(test, b.sent));
  return found;
}

/** Requests as text: one line each, the body below it. */
function requests(test: ParityCase, sent: readonly Sent[]): string {
  const shown = sent
    .filter(({ url }) => test.requests === 'all' || !DISCOVERY.test(url))
    .filter(({ url }) => !test.ignorePath?.test(url))
    .map(({ method, url, contentType, body }) => {
      const { pathname, searchParams } = new URL(url.replaceAll('{ns}', '%7Bns%7D'), 'http://host');
      for (const name of test.ignoreQuery ?? []) searchParams.delete(name);
      // By design: rows of tables come without objects where no column needs them.
      if (searchParams.get('includeObject') === 'None') searchParams.delete('includeObject');
      searchParams.sort();
      const query = decodeURIComponent(searchParams.toString().replaceAll('+', ' '));
      const head = `${method} ${decodeURIComponent(pathname)}${query && '?'}${query}`;
      if (test.requests === 'heads') return mask(`${head}\n`, test.mask ?? []);
      const typed = `${head}${contentType && ` (${contentType})`}`;
      return mask(`${typed}\n${readable(body)}`, test.mask ?? []);
    });
  return (test.unordered ? shown.sort() : shown).join('');
}

/** JSON with sorted keys, since the order of keys is not part of a request; other bodies as they are. */
function readable(body: string): string {
  if (!body) return '';
  try {
    return `${JSON.stringify(JSON.parse(body), sorted, 1)}\n`;
  } catch {
    return body.endsWith('\n') ? body : `${body}\n`;
  }
}

function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
