import type * as Library from 'js-yaml';
import { type YAMLNode, YAMLProblem } from './node.ts';

/** Builds the node tree of the first document out of js-yaml's events; undefined when there is none. */
export function composeNodes(library: typeof Library, source: string): YAMLNode | undefined {
  return new Composer(library, source, library.parseEvents(source, { maxDepth: 1000 })).document();
}

class Composer {
  readonly #library: typeof Library;
  readonly #source: string;
  readonly #events: readonly Library.Event[];
  readonly #anchors = new Map<string, YAMLNode>();
  #next = 0;
  #position = 0;
  #line = 1;

  constructor(library: typeof Library, source: string, events: readonly Library.Event[]) {
    this.#library = library;
    this.#source = source;
    this.#events = events;
  }

  document(): YAMLNode | undefined {
    if (this.#events[this.#next++] === undefined) return undefined;
    return this.#node();
  }

  /** The next node, or undefined at the end of a collection. */
  #node(): YAMLNode | undefined {
    const { EVENT_ID } = this.#library;
    const event = this.#events[this.#next++];
    switch (event?.type) {
      case EVENT_ID.ALIAS:
        return this.#alias(
          this.#source.slice(event.anchorStart, event.anchorEnd),
          this.#lineAt(event.anchorStart),
        );
      case EVENT_ID.SCALAR:
        return this.#scalar(event);
      case EVENT_ID.SEQUENCE: {
        const items: YAMLNode[] = [];
        const line = this.#lineAt(event.start);
        const node = this.#anchored(event, {
          kind: 'sequence',
          items,
          tag: this.#tag(event),
          line,
        });
        for (let item = this.#node(); item; item = this.#node()) items.push(item);
        return node;
      }
      case EVENT_ID.MAPPING: {
        const pairs: [YAMLNode, YAMLNode][] = [];
        const line = this.#lineAt(event.start);
        const node = this.#anchored(event, { kind: 'mapping', pairs, tag: this.#tag(event), line });
        for (let key = this.#node(); key; key = this.#node()) pairs.push([key, this.#node()!]);
        return node;
      }
      default:
        return undefined;
    }
  }

  #scalar(event: Library.ScalarEvent): YAMLNode {
    const text = this.#library.getScalarValue(this.#source, event);
    const plain = event.style === this.#library.SCALAR_STYLE.PLAIN;
    const line = this.#lineAt(event.valueStart);
    return this.#anchored(event, { kind: 'scalar', text, plain, tag: this.#tag(event), line });
  }

  #alias(name: string, line: number): YAMLNode {
    const target = this.#anchors.get(name);
    if (!target) throw new YAMLProblem(`unknown anchor '${name}' referenced`);
    return { kind: 'alias', name, target, line };
  }

  #anchored(event: { anchorStart: number; anchorEnd: number }, node: YAMLNode): YAMLNode {
    if (event.anchorStart >= 0)
      this.#anchors.set(this.#source.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  #tag(event: { tagStart: number; tagEnd: number }): string {
    return event.tagStart < 0 ? '' : shortTag(this.#source.slice(event.tagStart, event.tagEnd));
  }

  /** Events come in the order of the text, so the count goes on from the last one. */
  #lineAt(position: number): number {
    for (; this.#position < position; this.#position++) {
      if (this.#source.charCodeAt(this.#position) === 10) this.#line++;
    }
    return this.#line;
  }
}

const LONG_TAG = 'tag:yaml.org,2002:';

/** `!<tag:yaml.org,2002:int>` and `!!int` are both `!!int`. */
export function shortTag(tag: string): string {
  const name = tag.startsWith('!<') ? tag.slice(2, -1) : tag;
  return name.startsWith(LONG_TAG) ? `!!${name.slice(LONG_TAG.length)}` : name;
}
