/** A line of a file, counted from 1. */
export interface TrustPlace {
  readonly path: string;
  readonly line: number;
}

/** A piece of text at a place, cut where it is long. Untrusted. */
export interface Passage extends TrustPlace {
  readonly text: string;
}

/** A file that a computer can execute. `how` says by what that is seen, as in `shell script, executable`. */
export interface Runnable {
  readonly path: string;
  readonly how: string;
}

/** A host that is mentioned. Untrusted. */
export interface Address {
  readonly host: string;
  readonly places: readonly TrustPlace[];
}

/**
 * What a version can run, whom it can reach and what it hides: facts to look at, found by searching its files. They
 * are not all there is, and no finding is no proof of anything.
 */
export interface TrustReport {
  readonly files: number;
  /**
   * Files that some system takes for a Git repository's. Its settings can name commands that Git runs as soon as an
   * editor or a prompt asks for its status: no honest skill has one.
   */
  readonly repository: readonly string[];
  readonly runnables: readonly Runnable[];
  /** The entries of `allowed-tools`: what an agent may use without asking. */
  readonly tools: readonly string[];
  /** Commands that some agents run as soon as they load the skill. */
  readonly onLoad: readonly Passage[];
  readonly addresses: readonly Address[];
  /** Lines with characters that are invisible or turn the direction of writing; `text` says which. */
  readonly hidden: readonly Passage[];
  /** Comments, which an agent reads and a person who reads the rendered page does not see. */
  readonly comments: readonly Passage[];
  /** Files whose content was not searched: binary or too large. */
  readonly notSearched: readonly string[];
}
