/** A node of a YAML document before its scalars are resolved. Lines are 1-based, within the document. */
export type YAMLNode = YAMLScalar | YAMLSequence | YAMLMapping | YAMLAlias;

/** `tag` is the tag as written, in short form (`!!int`, `!foo`), "" when there is none. */
export interface YAMLScalar {
  readonly kind: 'scalar';
  readonly text: string;
  readonly plain: boolean;
  readonly tag: string;
  readonly line: number;
}

export interface YAMLSequence {
  readonly kind: 'sequence';
  readonly items: YAMLNode[];
  readonly tag: string;
  readonly line: number;
}

export interface YAMLMapping {
  readonly kind: 'mapping';
  readonly pairs: [key: YAMLNode, value: YAMLNode][];
  readonly tag: string;
  readonly line: number;
}

export interface YAMLAlias {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: YAMLNode;
  readonly line: number;
}

/** The document breaks a rule of YAML; the message is the reference's, without `yaml: `. */
export class YAMLProblem extends Error {
  override name = 'YAMLProblem';
  /** 1-based line within the document, as far as known. */
  readonly line: number | undefined;
  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}
