/** A label selector of the API: `{matchLabels, matchExpressions}`. */
export type SelectorFields = Readonly<Record<string, unknown>>;

const OPERATORS: Readonly<Record<string, (key: string, values: string) => string>> = {
  In: (key, values) => `${key} in (${values})`,
  NotIn: (key, values) => `${key} notin (${values})`,
  Exists: (key) => key,
  DoesNotExist: (key) => `!${key}`,
};

/** Writes a label selector of the API as the text that queries take: `app=web,tier in (a,b)`. Requirements are sorted by key. */
export function formatSelector(selector: SelectorFields): string {
  const { matchLabels, matchExpressions } = selector as {
    matchLabels?: Record<string, string>;
    matchExpressions?: { key: string; operator: string; values?: string[] }[];
  };
  const parts: [string, string][] = Object.entries(matchLabels ?? {}).map(([key, value]) => [
    key,
    `${key}=${value}`,
  ]);
  for (const { key, operator, values = [] } of matchExpressions ?? []) {
    const write = OPERATORS[operator];
    if (write !== undefined) parts.push([key, write(key, [...values].sort().join(','))]);
  }
  parts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return parts.map(([, text]) => text).join(',');
}
