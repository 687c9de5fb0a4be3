/** Offsets in UTF-16 code units, from `start` to just before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value of the front matter. Aliases of scalars are resolved; other aliases are kept as `alias`. */
export type ManifestNode = { readonly span: Span } & (
  | { readonly kind: 'string'; readonly value: string; readonly style: 'plain' | 'quoted' | 'block' }
  | { readonly kind: 'number' | 'boolean'; readonly source: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly ManifestNode[] }
  | { readonly kind: 'map'; readonly entries: readonly ManifestEntry[] }
  | { readonly kind: 'alias' }
);

/** A key and its value. `span` reaches from the key to the end of the value. */
export interface ManifestEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: ManifestNode;
  readonly span: Span;
}

/** What is wrong with the YAML. */
export type YamlFault = { readonly span: Span } /** Tabs at the start of a line. */ & (
  | { readonly kind: 'tab' }
  /** `key:value`. */
  | { readonly kind: 'space-after-colon'; readonly key: string }
  /** A value that has to be quoted, for what `why` names. */
  | { readonly kind: 'unquoted'; readonly key: string; readonly why: string }
  | { readonly kind: 'unclosed-quote'; readonly quote: string }
  /** A top-level key that is indented; the span is the indentation. */
  | { readonly kind: 'indented-key'; readonly key: string }
  /** A line of three dots, which ends YAML before the front matter ends. */
  | { readonly kind: 'early-end' }
  /** A line that is no `key: value`. */
  | { readonly kind: 'stray' }
  /** Anything else; `code` is the parser's own. */
  | { readonly kind: 'syntax'; readonly code: string }
);

/** The front matter, as far as it can be made out. */
export interface FrontMatter {
  /** The opening `---`. */
  readonly open: Span;
  /** The closing `---`; null when there is none. */
  readonly close: Span | null;
  /** What stands between, where an unclosed one is taken to end at the first line that cannot belong to it. */
  readonly source: Span;
  /** `too-large` and `too-complex` are not parsed at all, since the time for it would not be bounded. */
  readonly state: 'parsed' | 'too-large' | 'too-complex';
  readonly root: 'map' | 'empty' | 'other';
  /** The top level's entries in their order, duplicates included. */
  readonly entries: readonly ManifestEntry[];
  readonly faults: readonly YamlFault[];
  /** Top-level keys with their lines that YAML cannot read; what is in them is not reliable. */
  readonly broken: readonly Span[];
  /** Anchors (`&x`) and aliases (`*x`). */
  readonly anchors: readonly Span[];
  /** Tags of one's own, such as `!include`; YAML's own, such as `!!str`, are not among them. */
  readonly tags: readonly Span[];
}

/** A text and its lines. */
export interface TextLines {
  readonly text: string;
  /** Where each line starts, within the part that is looked at. */
  readonly lineStarts: readonly number[];
  /** How much of the text is looked at; equal to its length except for giants. */
  readonly seenEnd: number;
}

/** A SKILL.md taken apart. */
export interface SkillDocument extends TextLines {
  readonly frontMatter: FrontMatter | null;
  /** Where the body starts: after the line of the closing `---`, or where the text starts. */
  readonly bodyStart: number;
}
