import { countSkills } from '../core/bundle/search/countSkills.ts';
import { plainText } from '../core/text/plainText.ts';
import { countWords } from '../core/text/words.ts';
import type { DiskSearch } from '../disk/folder/findSkills.ts';

/** What searches passed over, for people: each folder with its reason, and how many skills are in all of them. */
export interface PassedOverWords {
  readonly lines: readonly string[];
  /** Empty where no skill was passed over. */
  readonly summary: string;
}

/** Looks into the folders that were passed over, as far as that is quick, to say how many skills are in them. */
export async function passedOverWords(searches: readonly DiskSearch[]): Promise<PassedOverWords> {
  const lines: string[] = [];
  let skills = 0;
  let isWhole = true;
  for (const { passedOver, unsearched, tree } of searches) {
    const counts = await countSkills(tree, unsearched);
    for (const [index, { path, why }] of passedOver.entries()) {
      const count = counts.get(unsearched[index]?.path ?? '');
      const inside = count?.folders.length ?? 0;
      const found = count && (inside > 0 || !count.isWhole) ? ` (${countText(inside, count.isWhole)})` : '';
      skills += inside;
      isWhole &&= count?.isWhole ?? true;
      lines.push(`passed over ${plainText(path)}: ${plainText(why)}${found}`);
    }
  }
  const were = skills === 1 && isWhole ? 'was' : 'were';
  const summary =
    skills === 0 ? '' : `${countText(skills, isWhole)} in folders that are ignored ${were} passed over`;
  return { lines, summary };
}

function countText(skills: number, isWhole: boolean): string {
  return isWhole ? countWords(skills, 'skill') : `at least ${countWords(skills, 'skill')}`;
}
