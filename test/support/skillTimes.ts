import { checkSkill } from '../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../src/core/skill/parseSkill.ts';
import type { SkillContext } from '../../src/core/skill/skillContext.ts';
import { hostileContexts, hostileSkills } from './hostileSkills.ts';
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
  for (const [what, text] of Object.entries(hostileSkills)) yield timed(what, text, few);
  const links = (n: number) => hostileSkills['links to missing files']?.(n / 20) ?? '';
  yield timed('a folder of 20,000 files', links, many, slowest * 2);
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
  const times = Array.from({ length: 6 }, () => {
    const start = performance.now();
    checkSkill(parseSkill(text), context, { profiles: everyProfile });
    return performance.now() - start;
  });
  return Math.min(...times);
}
