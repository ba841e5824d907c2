import type { JSONObject, JSONValue } from '../api/types.ts';

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads the plain block YAML that kubeconfigs are written in: mappings, sequences, one-line scalars whose
 * meaning is beyond doubt. Answers undefined for anything else, and the general parser takes over; loading
 * that costs more than the rest of a small command's start.
 */
export function parseSimpleYAML(text: string): JSONValue | undefined {
  if (/[\t\r\u{85}\u{2028}\u{2029}\u{FEFF}]/u.test(text)) return undefined;
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    const content = line.trimEnd();
    const trimmed = content.trimStart();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    lines.push({ indent: content.length - trimmed.length, text: trimmed });
  }
  if (lines[0]?.text === '---' && lines[0].indent === 0) lines.shift();
  const first = lines[0];
  if (first === undefined || first.indent !== 0) return undefined;
  const reader = new Reader(lines);
  const value = reader.block(0);
  return reader.done() ? value : undefined;
}

const key = /^([A-Za-z][\w./-]*):(?: +(.*))?$/;

class Reader {
  private readonly lines: Line[];
  private at = 0;

  constructor(lines: Line[]) {
    this.lines = lines;
  }

  done(): boolean {
    return this.at === this.lines.length;
  }

  /** The mapping or sequence whose lines stand at this indent; undefined when it is not a simple one. */
  block(indent: number): JSONValue | undefined {
    const line = this.lines[this.at];
    if (line === undefined || line.indent !== indent) return undefined;
    return line.text === '-' || line.text.startsWith('- ')
      ? this.sequence(indent)
      : this.mapping(indent);
  }

  private mapping(indent: number): JSONValue | undefined {
    const result: JSONObject = {};
    for (
      let line = this.lines[this.at];
      line !== undefined && line.indent === indent;
      line = this.lines[this.at]
    ) {
      const match = key.exec(line.text);
      const name = match?.[1];
      if (name === undefined || isReserved(name) || Object.hasOwn(result, name)) return undefined;
      this.at++;
      const value =
        match?.[2] === undefined || match[2] === '' ? this.nested(indent) : scalar(match[2]);
      if (value === undefined) return undefined;
      result[name] = value;
    }
    return result;
  }

  /** What follows `key:` at the end of a line: a deeper block, or a sequence at the same indent. */
  private nested(indent: number): JSONValue | undefined {
    const next = this.lines[this.at];
    if (next === undefined || next.indent < indent) return null;
    if (next.indent > indent) return this.block(next.indent);
    return next.text === '-' || next.text.startsWith('- ') ? this.sequence(indent) : null;
  }

  private sequence(indent: number): JSONValue | undefined {
    const result: JSONValue[] = [];
    for (
      let line = this.lines[this.at];
      line?.indent === indent && line.text.startsWith('- ');
      line = this.lines[this.at]
    ) {
      const rest = line.text.slice(2).trimStart();
      let value: JSONValue | undefined;
      if (key.test(rest)) {
        // `- name: x` starts a mapping whose further keys stand below `name`.
        const inner = indent + line.text.length - rest.length;
        this.lines[this.at] = { indent: inner, text: rest };
        value = this.mapping(inner);
      } else {
        this.at++;
        value = scalar(rest);
      }
      if (value === undefined) return undefined;
      result.push(value);
    }
    return result.length > 0 ? result : undefined;
  }
}

/** Words that YAML 1.1 reads as booleans and null. */
function isReserved(word: string): boolean {
  return /^(?:y|n|yes|no|on|off|true|false|null)$/i.test(word);
}

function scalar(text: string): JSONValue | undefined {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === '{}') return {};
  if (text === '[]') return [];
  if (text === '""' || text === "''") return '';
  const quoted = /^"([ !#-[\]-~]+)"$/.exec(text) ?? /^'([ -&(-~]+)'$/.exec(text);
  if (quoted !== null) return quoted[1];
  // A letter or a slash first, or digits and a letter that no number has there (a token); printable ASCII, no `: `
  // and no ` #`: a plain string.
  if (!/^(?:[A-Za-z/]|[1-9]\d*[A-DF-Za-df-z])[!-~]*(?: [!-~]+)*$/.test(text)) return undefined;
  if (/: | #|:$/.test(text) || isReserved(text)) return undefined;
  return text;
}
