import type { Cell, Look } from './screen.ts';

const WIDTH = 7.8;
const HEIGHT = 18;
const MARGIN = 14;

/** The terminal colours of a light and of a dark theme: the same picture serves both. */
const THEMES = {
  light: {
    ground: '#ffffff',
    text: '#24292f',
    31: '#c0262d',
    32: '#1a7f37',
    33: '#8a6100',
    35: '#a02fa0',
    36: '#0f7285',
  },
  dark: {
    ground: '#161b22',
    text: '#d8dee6',
    31: '#f47067',
    32: '#57ab5a',
    33: '#d3a13b',
    35: '#d479d4',
    36: '#4fb8c9',
  },
} as const;

function style({ ground, text, ...colours }: (typeof THEMES)['light' | 'dark']): string {
  const rules = Object.entries(colours).map(([code, colour]) => `.c${code}{fill:${colour}}`);
  return `rect{fill:${ground}}text{fill:${text}}${rules.join('')}`;
}

/** A picture of a terminal, as wide as `columns` characters. */
export function toSVG(lines: readonly (readonly Cell[])[], columns: number, title: string): string {
  const width = Math.ceil(columns * WIDTH + 2 * MARGIN);
  const height = lines.length * HEIGHT + 2 * MARGIN;
  const rows = lines.map((line, index) => row(line, MARGIN + index * HEIGHT + 13));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escape(title)}</title>
<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre}.b{font-weight:700}.d{opacity:.6}${style(THEMES.light)}@media(prefers-color-scheme:dark){${style(THEMES.dark)}}</style>
<rect width="${width}" height="${height}" rx="6"/>
${rows.filter((text) => text !== '').join('\n')}
</svg>
`;
}

/** The runs of equal look, each where it stands and as wide as it is: fonts differ. */
function row(line: readonly Cell[], y: number): string {
  const runs: string[] = [];
  for (let from = 0; from < line.length;) {
    const { look } = line[from] as Cell;
    let to = from + 1;
    while (to < line.length && sameLook((line[to] as Cell).look, look)) to++;
    const text = line.slice(from, to).map(({ character }) => character);
    const [start, end] = [text.findIndex(isInk), text.findLastIndex(isInk) + 1];
    if (start >= 0) {
      const x = (MARGIN + (from + start) * WIDTH).toFixed(1);
      const length = ((end - start) * WIDTH).toFixed(1);
      const inked = escape(text.slice(start, end).join(''));
      runs.push(`<text x="${x}" y="${y}" textLength="${length}"${classOf(look)}>${inked}</text>`);
    }
    from = to;
  }
  return runs.join('');
}

function isInk(character: string): boolean {
  return character !== ' ';
}

function classOf({ bold, dim, colour }: Look): string {
  const names = [bold && 'b', dim && 'd', colour !== undefined && `c${colour}`].filter(Boolean);
  return names.length === 0 ? '' : ` class="${names.join(' ')}"`;
}

function sameLook(a: Look, b: Look): boolean {
  return a.bold === b.bold && a.dim === b.dim && a.colour === b.colour;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
