import { type Cursor, isBlank, isBlankOrEnd, isBreakOrEnd, isWord } from './cursor.ts';

/** The name of an anchor or alias, from its sign. */
export function scanName(cursor: Cursor): string {
  cursor.skip();
  const name = cursor.readWhile(isWord);
  if (name === '' || !(isBlankOrEnd(cursor.at()) || '?:,]}%@`'.includes(cursor.at()))) {
    cursor.fail('did not find expected alphabetic or numeric character');
  }
  return name;
}

/** A tag: `!name`, `!!name`, `!handle!name` or `!<URI>`. */
export function scanTag(cursor: Cursor): { handle: string; text: string } {
  const tag = cursor.at(1) === '<' ? scanVerbatim(cursor) : scanShorthand(cursor);
  if (!isBlankOrEnd(cursor.at())) cursor.fail('did not find expected whitespace or line break');
  return tag;
}

function scanVerbatim(cursor: Cursor): { handle: string; text: string } {
  cursor.skip(2);
  const text = scanURI(cursor, '');
  if (cursor.at() !== '>') cursor.fail("did not find the expected '>'");
  cursor.skip();
  return { handle: '', text };
}

function scanShorthand(cursor: Cursor): { handle: string; text: string } {
  cursor.skip();
  const name = cursor.readWhile(isWord);
  if (cursor.at() === '!') {
    cursor.skip();
    return { handle: `!${name}!`, text: scanURI(cursor, '') };
  }
  const text = scanURI(cursor, `!${name}`);
  return text === '' ? { handle: '', text: '!' } : { handle: '!', text };
}

const URI = /(?:[0-9A-Za-z_;/?:@&=+$,.!~*'()[\]-]|%[0-9a-fA-F]{2})*/y;

function scanURI(cursor: Cursor, head: string): string {
  const rest = cursor.readRun(URI);
  if (cursor.at() === '%') cursor.fail('did not find URI escaped octet');
  if (head === '' && rest === '') cursor.fail('did not find expected tag URI');
  return head.slice(1) + decodeURI(rest);
}

/** Percent signs that are no UTF-8 stay. */
function decodeURI(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A `%` line; only the version of `%YAML` matters, for no document can use a `%TAG`. */
export function scanDirective(cursor: Cursor): { name: string; text: string } {
  cursor.skip();
  const name = cursor.readWhile(isWord);
  if (name === '') cursor.fail('could not find expected directive name');
  if (!isBlankOrEnd(cursor.at())) cursor.fail('found unexpected non-alphabetical character');
  if (name !== 'YAML' && name !== 'TAG') cursor.fail('found unknown directive name');
  cursor.readWhile(isBlank);
  const text = name === 'YAML' ? scanVersion(cursor) : cursor.readRun(/[^\s#]*[ \t]+[^\s#]*/y);
  cursor.readWhile(isBlank);
  if (cursor.at() === '#') cursor.readWhile((char) => !isBreakOrEnd(char));
  if (!isBreakOrEnd(cursor.at())) cursor.fail('did not find expected comment or line break');
  if (cursor.at() !== '') cursor.readLine();
  return { name, text };
}

function scanVersion(cursor: Cursor): string {
  const number = (): string => {
    const digits = cursor.readRun(/[0-9]*/y);
    if (digits === '') cursor.fail('did not find expected version number');
    if (digits.length > 2) cursor.fail('found extremely long version number');
    return digits;
  };
  const major = number();
  if (cursor.at() !== '.') cursor.fail("did not find expected digit or '.' character");
  cursor.skip();
  return `${major}.${number()}`;
}
