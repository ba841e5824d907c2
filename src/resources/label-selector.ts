import { KubistError } from '../errors.ts';

/** One requirement of a label selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
}

type Labels = Readonly<Record<string, string>>;

/** A parsed label selector; matches everything when it has no requirements. */
export class LabelSelector {
  readonly requirements: readonly Requirement[];
  constructor(requirements: readonly Requirement[]) {
    this.requirements = requirements;
  }
  /** True when labels meet every requirement. */
  matches(labels: Labels): boolean {
    return this.requirements.every((requirement) => meets(requirement, labels));
  }
  /** As queries have it, sorted by key: `a=b,c in (d,e),!f`. */
  toString(): string {
    return [...this.requirements]
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(write)
      .join(',');
  }
}

function write({ key, operator, values }: Requirement): string {
  if (operator === 'exists') return key;
  if (operator === '!') return `!${key}`;
  if (operator === 'in' || operator === 'notin') return `${key} ${operator} (${values.join(',')})`;
  const sign = operator === 'gt' ? '>' : operator === 'lt' ? '<' : operator;
  return `${key}${sign}${values.join(',')}`;
}

function meets({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'gt':
    case 'lt': {
      if (value === undefined || !/^[+-]?\d+$/.test(value)) return false;
      const [have, want] = [BigInt(value), BigInt(values[0] ?? '0')];
      return operator === 'gt' ? have > want : have < want;
    }
    default:
      return value !== undefined && values.includes(value);
  }
}

/**
 * Parses a label selector (`a=b,c!=d,e in (f,g),!h,i>1`). Throws a KubistError in the API server's words.
 * Grammar: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export function parseLabelSelector(text: string): LabelSelector {
  return new LabelSelector(new Parser(text).parse());
}

const SPECIAL = '=!(),<>';
const OPERATORS = new Set(['=', '==', '!=', 'in', 'notin', '>', '<']);

/** A token, and whether it is an identifier; the end is "". */
interface Token {
  readonly text: string;
  readonly word: boolean;
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    if (this.#peek().text === '') return requirements;
    for (;;) {
      const next = this.#peek();
      if (!next.word && next.text !== '!') {
        throw new KubistError(`found '${next.text}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.#requirement());
      const separator = this.#next();
      if (separator.text === '') return requirements;
      if (separator.text !== ',') {
        throw new KubistError(`found '${separator.text}', expected: ',' or 'end of string'`);
      }
      const after = this.#peek();
      if (!after.word && after.text !== '!') {
        throw new KubistError(`found '${after.text}', expected: identifier after ','`);
      }
    }
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { text: '', word: false };
  }

  #next(): Token {
    const token = this.#peek();
    this.#at++;
    return token;
  }

  #requirement(): Requirement {
    const negated = this.#peek().text === '!';
    if (negated) this.#next();
    const key = this.#next();
    if (!key.word) fail(`found '${key.text}', expected: identifier`);
    checkKey(key.text);
    if (negated) return { key: key.text, operator: '!', values: [] };
    const following = this.#peek();
    if (following.text === '' || following.text === ',') {
      return { key: key.text, operator: 'exists', values: [] };
    }
    const operator = this.#operator();
    const values = operator === 'in' || operator === 'notin' ? this.#set() : [this.#exactValue()];
    return checked(key.text, operator, values);
  }

  #operator(): Requirement['operator'] {
    const { text } = this.#next();
    if (!OPERATORS.has(text)) {
      fail(`found '${text}', expected: in, notin, =, ==, !=, gt, lt`);
    }
    if (text === '>') return 'gt';
    if (text === '<') return 'lt';
    return text as Requirement['operator'];
  }

  #exactValue(): string {
    const next = this.#peek();
    if (next.text === '' || next.text === ',') return '';
    this.#next();
    if (!next.word) fail(`found '${next.text}', expected: identifier`);
    return next.text;
  }

  #set(): string[] {
    const open = this.#next();
    if (open.text !== '(') fail(`found '${open.text}' expected: '('`);
    const values = new Set<string>();
    for (;;) {
      const token = this.#next();
      if (token.word) {
        values.add(token.text);
        const after = this.#next();
        if (after.text === ')') break;
        if (after.text !== ',') fail(`found '${after.text}', expected: ',' or ')'`);
      } else if (token.text === ',') {
        values.add('');
        if (this.#peek().text === ')') {
          this.#next();
          break;
        }
      } else if (token.text === ')') {
        values.add('');
        break;
      } else {
        fail(`found '${token.text}', expected: ',', ')' or identifier`);
      }
    }
    return [...values].sort();
  }
}

function fail(problem: string): never {
  throw new KubistError(`unable to parse requirement: ${problem}`);
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:([=!<>]+)|([(),])|([^=!(),<>\s]+))/gy;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, signs, punctuation, word] = match;
    if (signs !== undefined) tokens.push(...splitSigns(signs));
    else if (punctuation !== undefined) tokens.push({ text: punctuation, word: false });
    else if (word !== undefined)
      tokens.push({ text: word, word: !OPERATORS.has(word) || startsClause(tokens) });
  }
  return tokens;
}

/** `in` and `notin` are operators only after a key: `in=x` has a key of that name. */
function startsClause(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  return last === undefined || (!last.word && SPECIAL.includes(last.text[0] ?? ''));
}

function splitSigns(signs: string): Token[] {
  const tokens = signs.match(/==|!=|[=!<>]/g) ?? [];
  return tokens.map((text) => ({ text, word: false }));
}

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const NAME_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

function checkKey(key: string): void {
  const name = key.slice(key.lastIndexOf('/') + 1);
  if (name.length > 63)
    fail(`<nil>: Invalid value: "${key}": name part must be no more than 63 bytes`);
  if (!NAME.test(name)) fail(`<nil>: Invalid value: "${key}": ${NAME_RULE}`);
}

function checked(
  key: string,
  operator: Requirement['operator'],
  values: readonly string[],
): Requirement {
  if ((operator === 'gt' || operator === 'lt') && !/^[+-]?\d+$/.test(values[0] ?? '')) {
    fail(
      `values[0][${key}]: Invalid value: "${values[0]}": for 'Gt', 'Lt' operators, the value must be an integer`,
    );
  }
  values.forEach((value, index) => {
    const [problem] = labelValueProblems(value);
    if (problem !== undefined) {
      fail(`values[${index}][${key}]: Invalid value: "${value}": ${problem}`);
    }
  });
  return { key, operator, values };
}

/** What keeps a text from being a label's value, in the API server's words; empty when it may be one. */
export function labelValueProblems(value: string): string[] {
  const problems: string[] = [];
  if (value.length > 63) problems.push('must be no more than 63 bytes');
  if (!VALUE.test(value)) problems.push(VALUE_RULE);
  return problems;
}

const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const PREFIX_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** What keeps a text from being a label's key, in the API server's words; empty when it may be one. */
export function labelKeyProblems(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${NAME_RULE.slice('name part '.length)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const [prefix, name = ''] = parts.length === 2 ? parts : [undefined, key];
  const problems: string[] = [];
  if (prefix === '') problems.push('prefix part must be non-empty');
  else if (prefix !== undefined) {
    if (prefix.length > 253) problems.push('prefix part must be no more than 253 bytes');
    if (!PREFIX.test(prefix)) problems.push(`prefix part ${PREFIX_RULE}`);
  }
  if (name === '') problems.push('name part must be non-empty');
  else if (name.length > 63) problems.push('name part must be no more than 63 bytes');
  if (!NAME.test(name)) problems.push(NAME_RULE);
  return problems;
}
