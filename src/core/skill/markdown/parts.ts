import type { Span } from '../document/skillDocument.ts';

/** Where a link, an image or a link definition leads, as it is written. */
export interface BodyLink {
  readonly kind: 'link' | 'image' | 'definition';
  readonly target: string;
  /** The target's place, without brackets. */
  readonly span: Span;
}

/** Code between backticks, or a block's whole content, as it stands in the file. */
export interface Code {
  readonly text: string;
  readonly span: Span;
}

export interface Fence {
  /** The opening backticks or tildes. */
  readonly open: Span;
  /** What stands behind them, as in `sh`. */
  readonly info: string;
  readonly content: Code;
  /** By its own marks, or by the end of the list item or quote that it is in. */
  readonly isClosed: boolean;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** The lines that it takes up, from the first one's start, without the last line break. */
  readonly span: Span;
}

/** The text of a paragraph or heading, a span for each of its lines, without what marks lists and quotes. */
export type ParagraphLines = readonly Span[];
