import { theme } from './theme.ts';

/** A string with the colon that makes it a key, or a word that is no string. */
const TOKEN = /("(?:[^"\\]|\\.)*")(:?)|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

/** Colours JSON: keys, and values that are no text. Works for pieces that end between two tokens. */
export function paintJSON(text: string): string {
  return text.replace(TOKEN, (token, quoted?: string, colon?: string) => {
    if (quoted === undefined) return theme.scalar(token);
    return colon === ':' ? `${theme.key(quoted)}:` : token;
  });
}

const KEY = /^([\s[{]*)("(?:[^"\\]|\\.)*"|[\w./$-]+):(?= |$)/;

/** Colours KYAML, a line at a time: its keys need no quotes, the rest is JSON. */
export function paintKYAML(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [whole = '', lead = '', key = ''] = KEY.exec(line) ?? [];
      const rest = paintJSON(line.slice(whole.length));
      return key === '' ? rest : `${lead}${theme.key(key)}:${rest}`;
    })
    .join('\n');
}
