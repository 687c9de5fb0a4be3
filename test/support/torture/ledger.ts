import { isDeepStrictEqual } from 'node:util';

/** What came of the cases of one area. */
export interface AreaResult {
  readonly area: string;
  /** Cases that were thought of one by one, each with a name. */
  readonly named: Tried;
  /** Variants that were generated from them, by chance or by multiplication. */
  readonly generated: Tried;
  /** Kinds of outcome that were seen, such as the reasons of refusals: what the generated variants really reached. */
  readonly outcomes: number;
  /** Cases that did not hold, and why; the first ones. */
  readonly broken: readonly string[];
}

interface Tried {
  readonly tried: number;
  readonly held: number;
}

/** A suite of hostile cases: `test/torture/NAME.ts` exports one as `suite`. */
export interface TortureSuite {
  /** What it needs at most on two cores when it runs whole, in ms. */
  readonly maxTime: number;
  /** Tries everything, or with a `share` below 1 about so much of what is generated; named cases that are quick always. */
  run(ledger: Ledger, share: number): Promise<void>;
}

/** As many broken cases of an area are told in full. */
const maxTold = 20;

/** Counts what was tried and what held, area by area. A case holds when its work does not throw. */
export class Ledger {
  readonly #areas = new Map<string, Counts>();

  /** A case with a name of its own; two of one name in an area are a mistake. Resolves to whether it held. */
  async named(area: string, title: string, work: () => Promise<Outcome> | Outcome): Promise<boolean> {
    const counts = this.#of(area);
    if (counts.titles.has(title)) {
      throw new Error(`There are two cases "${title}" in ${area}.`);
    }
    counts.titles.add(title);
    return this.#try(counts, 'named', title, work);
  }

  /** One of many variants; `title` says how to make it again. */
  async generated(area: string, title: string, work: () => Promise<Outcome> | Outcome): Promise<boolean> {
    return this.#try(this.#of(area), 'generated', title, work);
  }

  results(): readonly AreaResult[] {
    return [...this.#areas].map(([area, { named, generated, outcomes, broken }]) => ({
      area,
      named: { ...named },
      generated: { ...generated },
      outcomes: outcomes.size,
      broken,
    }));
  }

  async #try(
    counts: Counts,
    kind: 'named' | 'generated',
    title: string,
    work: () => Promise<Outcome> | Outcome,
  ): Promise<boolean> {
    counts[kind].tried++;
    try {
      const outcome = await work();
      if (outcome) {
        counts.outcomes.add(outcome);
      }
      counts[kind].held++;
      return true;
    } catch (error) {
      if (counts.broken.length < maxTold) {
        counts.broken.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
      }
      return false;
    }
  }

  #of(area: string): Counts {
    let counts = this.#areas.get(area);
    if (!counts) {
      counts = {
        titles: new Set(),
        named: { tried: 0, held: 0 },
        generated: { tried: 0, held: 0 },
        outcomes: new Set(),
        broken: [],
      };
      this.#areas.set(area, counts);
    }
    return counts;
  }
}

/** What kind of end a case came to, such as a failure's kind and reason; counts once however often it is seen. */
export type Outcome = string | undefined;

interface Counts {
  readonly titles: Set<string>;
  readonly named: { tried: number; held: number };
  readonly generated: { tried: number; held: number };
  readonly outcomes: Set<string>;
  readonly broken: string[];
}

/** Whether everything that was tried held. */
export function allHeld(results: readonly AreaResult[]): boolean {
  return results.every(
    ({ named, generated, broken }) =>
      broken.length === 0 && isDeepStrictEqual([named.tried, generated.tried], [named.held, generated.held]),
  );
}

/** The results as a table in Markdown, with what did not hold below it. */
export function tortureTable(results: readonly AreaResult[]): string {
  const rows = results.map(({ area, named, generated, outcomes }) => [
    area,
    count(named.tried),
    count(named.held),
    count(generated.tried),
    count(generated.held),
    count(outcomes),
  ]);
  const heads = ['area', 'cases', 'held', 'generated', 'held', 'kinds of outcome'];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map(row => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const broken = results.flatMap(result => result.broken.map(what => `${result.area}: ${what}`));
  return [
    line(heads),
    rule,
    ...rows.map(line),
    ...(broken.length > 0 ? ['', 'What did not hold:', ...broken.map(what => `- ${what}`)] : []),
  ].join('\n');
}

function count(number: number): string {
  return number.toLocaleString('en');
}
