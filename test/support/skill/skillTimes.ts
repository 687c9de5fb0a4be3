import { checkSkill } from '../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../src/core/skill/document/parseSkill.ts';
import { lineEnd, positionAt } from '../../../src/core/skill/document/positions.ts';
import { completions } from '../../../src/core/skill/language/completions.ts';
import { hover } from '../../../src/core/skill/language/hover.ts';
import { links } from '../../../src/core/skill/language/references.ts';
import type { SkillContext } from '../../../src/core/skill/skillContext.ts';
import { hostileContexts, hostileSkills } from './hostileSkills.ts';
import { pieces, places, repeated } from './repeatedPieces.ts';
import { everyProfile } from './skillChecks.ts';

/** The longest that a check may take, in ms, and how much longer for twice the text. */
const slowest = 50;
const steepest = 2.5;

export interface HostileTime {
  readonly what: string;
  /** In ms. */
  readonly time: number;
  /** Over the time for half the text. */
  readonly ratio: number;
  readonly isTooSlow: boolean;
}

/**
 * How long a check of each hostile text takes. Neither an absolute time nor a ratio of a few ms says much on a busy
 * machine, so each is the best of several, and only what is slow in two rounds is too slow.
 */
export function* timeHostileSkills(): Iterable<HostileTime> {
  const [few, many] = hostileContexts;
  for (const [what, text] of Object.entries(hostileSkills)) {
    yield timed(what, text, few);
  }
  const links = (n: number) => hostileSkills['links to missing files']?.(n / 20) ?? '';
  yield timed('a folder of 20,000 files', links, many, slowest * 2);
}

/**
 * The texts in which one piece, repeated at a place, makes a check or a proposal take too long: of 100,000 characters,
 * 60,000 in front matter, which takes no more. Runs for about a minute.
 */
export function* findSlowRepetitions(): Iterable<{ readonly what: string; readonly time: number }> {
  const [few] = hostileContexts;
  for (const [place, textWith] of Object.entries(places)) {
    const length = textWith('').endsWith('Text.\n') ? 60_000 : 100_000;
    for (const piece of pieces) {
      const times = looksAt(textWith(repeated(piece, length)), few).map(look =>
        Math.min(...Array.from({ length: 5 }, () => timeOf(look))),
      );
      const time = Math.max(...times);
      if (time > slowest) {
        yield { what: `${JSON.stringify(piece)} in ${place}`, time };
      }
    }
  }
}

/** What may happen at a keystroke near the end of the third-last line. */
export function looksAt(text: string, context: SkillContext): readonly (() => void)[] {
  const document = parseSkill(text);
  const line = Math.max(0, document.lineStarts.length - 3);
  const position = positionAt(document, lineEnd(document, line));
  return [
    () => checkSkill(parseSkill(text), context, { profiles: everyProfile }),
    () => completions(document, position, context),
    () => hover(document, position, context),
    () => links(document, context),
  ];
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function timed(
  what: string,
  text: (n: number) => string,
  context: SkillContext,
  most = slowest,
  tries = 3,
): HostileTime {
  const time = quickest(text(1), context);
  const ratio = time / quickest(text(0.5), context);
  const isTooSlow = time > most || (time > most / 5 && ratio > steepest);
  return isTooSlow && tries > 1
    ? timed(what, text, context, most, tries - 1)
    : { what, time, ratio, isTooSlow };
}

function quickest(text: string, context: SkillContext): number {
  const check = () => checkSkill(parseSkill(text), context, { profiles: everyProfile });
  return Math.min(...Array.from({ length: 6 }, () => timeOf(check)));
}
