/** How a character looks: the numbers of SGR that are in force. */
export interface Look {
  readonly bold: boolean;
  readonly dim: boolean;
  /** 30 to 37; undefined is the terminal's own. */
  readonly colour: number | undefined;
}

/** A character on the screen. */
export interface Cell {
  readonly character: string;
  readonly look: Look;
}

const PLAIN: Look = { bold: false, dim: false, colour: undefined };
const SEQUENCE = /\u001b\[([\d;?]*)([A-Za-z])|[^]/gu;

/** A terminal that knows lines, colours, `\r` and the erasing of a line. Throws on everything else. */
export class Screen {
  readonly #columns: number;
  readonly #lines: Cell[][] = [[]];
  #column = 0;
  #look = PLAIN;

  constructor(columns: number = Infinity) {
    this.#columns = columns;
  }

  write(text: string): this {
    for (const [whole, numbers = '', letter] of text.matchAll(SEQUENCE)) {
      if (letter === 'm') this.#style(numbers);
      else if (letter === 'K' && numbers === '') this.#line.length = this.#column;
      else if (whole === '\r') this.#column = 0;
      else if (whole === '\n') this.#newLine();
      else if (/^[\0-\x1f\x7f-\x9f]/.test(whole))
        throw new Error(`not known: ${JSON.stringify(whole)}`);
      else this.#put(whole);
    }
    return this;
  }

  /** What is seen, without the empty lines at the end. */
  get lines(): readonly (readonly Cell[])[] {
    const last = this.#lines.findLastIndex((line) => line.length > 0);
    return this.#lines.slice(0, last + 1);
  }

  get text(): string {
    return this.lines.map((line) => line.map(({ character }) => character).join('')).join('\n');
  }

  get #line(): Cell[] {
    return this.#lines.at(-1) as Cell[];
  }

  #put(character: string): void {
    if (this.#column >= this.#columns) this.#newLine();
    const line = this.#line;
    while (line.length < this.#column) line.push({ character: ' ', look: PLAIN });
    line[this.#column++] = { character, look: this.#look };
  }

  #newLine(): void {
    this.#lines.push([]);
    this.#column = 0;
  }

  #style(numbers: string): void {
    for (const number of numbers.split(';').map(Number)) {
      if (number === 0) this.#look = PLAIN;
      else if (number === 1) this.#look = { ...this.#look, bold: true };
      else if (number === 2) this.#look = { ...this.#look, dim: true };
      else if (number === 22) this.#look = { ...this.#look, bold: false, dim: false };
      else if (number >= 30 && number <= 37) this.#look = { ...this.#look, colour: number };
      else if (number === 39) this.#look = { ...this.#look, colour: undefined };
      else throw new Error(`no colour of the theme: ${number}`);
    }
  }
}
