/** The little of the reference parser that is used. */
declare module 'commonmark' {
  export interface Node {
    readonly type: string;
    readonly literal: string | null;
    readonly destination: string | null;
    readonly info: string | null;
    readonly _isFenced?: boolean;
  }
  interface Walker {
    next(): { readonly node: Node; readonly entering: boolean } | null;
  }
  export class Parser {
    readonly refmap: Readonly<Record<string, { readonly destination: string }>>;
    parse(text: string): { walker(): Walker };
  }
}

declare module 'commonmark-spec' {
  const spec: {
    readonly tests: readonly {
      readonly markdown: string;
      readonly number: number;
      readonly section: string;
    }[];
  };
  // biome-ignore lint/style/noDefaultExport: the package is written so
  export default spec;
}
