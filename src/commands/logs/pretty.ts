import type { JSONObject, JSONValue } from '../../api/types.ts';
import { parseJSON, stringifyJSON } from '../../formats/json.ts';

/** Names that programs give to the fields that come first. */
const TIME = ['time', 'timestamp', 'ts', '@timestamp'];
const LEVEL = ['level', 'severity', 'lvl', 'log.level'];
const MESSAGE = ['message', 'msg'];

/** A timestamp that the server has put before the line, and what is left. */
const STAMPED = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d) )?(\{.*\})\s*$/s;

/**
 * A line that is a JSON object as text: time, level, message, then `field=value`. Other lines as they are.
 * The line's own line feed is kept.
 */
export function prettyLine(line: string): string {
  const match = STAMPED.exec(line);
  if (match === null) return line;
  const [, stamp = '', text = ''] = match;
  let object: JSONObject;
  try {
    object = parseJSON(text) as JSONObject;
  } catch {
    return line;
  }
  const left = new Map(Object.entries(object));
  const take = (names: readonly string[]): string => {
    const name = names.find((one) => left.has(one));
    if (name === undefined) return '';
    const value = left.get(name) as JSONValue;
    left.delete(name);
    return visible(typeof value === 'string' ? value : stringifyJSON(value));
  };
  const head = [take(TIME), take(LEVEL).toUpperCase(), take(MESSAGE)];
  const fields = [...left].map(([name, value]) => `${visible(name)}=${fieldText(value)}`);
  const end = line.endsWith('\n') ? '\n' : '';
  return `${stamp}${[...head, ...fields].filter((part) => part !== '').join(' ')}${end}`;
}

function fieldText(value: JSONValue): string {
  if (typeof value === 'string' && /^[^\s"=]+$/.test(value)) return visible(value);
  return visible(stringifyJSON(value));
}

/** A program's words must not move the cursor: control characters are written as escapes, except line feeds of stack traces. */
function visible(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (char) =>
    char === '\t' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
