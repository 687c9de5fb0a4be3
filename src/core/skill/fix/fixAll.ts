import { type CheckOptions, checkSkill, maxPerRule } from '../checkSkill.ts';
import { parseSkill } from '../document/parseSkill.ts';
import { spanOf } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import type { Problem, TextEdit } from '../problem.ts';
import type { SkillContext } from '../skillContext.ts';
import { applyEdits } from './edits.ts';
import { allFixesFor, isReadableAs } from './fixes.ts';

/** More rounds than any document that a person wrote needs. */
const maxRounds = 500;

interface Checked {
  readonly document: SkillDocument;
  readonly problems: readonly Problem[];
}

/**
 * Applies every preferred fix until nothing changes, so that doing it again changes nothing. What has no preferred
 * fix is left as it is, the folder's name among it.
 */
export function fixAll(document: SkillDocument, context: SkillContext, options: CheckOptions): SkillDocument {
  const check = (checked: SkillDocument) => ({
    document: checked,
    problems: checkSkill(checked, context, options),
  });
  const seen = new Set([document.text]);
  let current = check(document);
  for (let round = 0; round < maxRounds; round++) {
    const next = nextStep(current, context, check, seen);
    if (!next) {
      break;
    }
    seen.add(next.document.text);
    current = next;
  }
  return current.document;
}

/** Applies the preferred fixes of the first rule where that leads to a text that was not there before. */
function nextStep(
  current: Checked,
  context: SkillContext,
  check: (document: SkillDocument) => Checked,
  seen: ReadonlySet<string>,
): Checked | null {
  for (const code of new Set(current.problems.map(problem => problem.code))) {
    const fixes = preferredFixes(current, code, context);
    // Many fixes at once are as good as one after the other unless they bring up something new.
    const batch = separate(current.document, fixes);
    const all = batch.length > 1 ? applied(current.document, batch.flat()) : null;
    const afterAll = all && check(all);
    const isBetter = afterAll && (fixes.length >= maxPerRule || !isAnyMore(current, afterAll));
    if (afterAll && isBetter && !seen.has(afterAll.document.text)) {
      return afterAll;
    }
    const first = fixes[0] && applied(current.document, fixes[0]);
    if (first && !seen.has(first.text)) {
      return check(first);
    }
  }
  return null;
}

/** Whether there are more problems of any rule than before. */
function isAnyMore(before: Checked, after: Checked): boolean {
  const counts = new Map<string, number>();
  for (const { code } of before.problems) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return after.problems.some(({ code }) => {
    const left = (counts.get(code) ?? 0) - 1;
    counts.set(code, left);
    return left < 0;
  });
}

function applied(document: SkillDocument, edits: readonly TextEdit[]): SkillDocument | null {
  const text = applyEdits(document, edits);
  const next = text === null ? null : parseSkill(text);
  return next && isReadableAs(next, document) ? next : null;
}

function preferredFixes(
  { document, problems }: Checked,
  code: string,
  context: SkillContext,
): readonly (readonly TextEdit[])[] {
  return problems.flatMap(problem => {
    if (problem.code !== code || problem.path !== 'SKILL.md') {
      return [];
    }
    const fix = allFixesFor(problem, document, context).find(({ isPreferred }) => isPreferred);
    return fix && fix.edits.length > 0 ? [fix.edits] : [];
  });
}

/** Those that do not touch a place that an earlier one touches. */
function separate(
  document: SkillDocument,
  fixes: readonly (readonly TextEdit[])[],
): readonly (readonly TextEdit[])[] {
  let done = -1;
  const chosen: (readonly TextEdit[])[] = [];
  for (const edits of fixes) {
    const spans = edits.map(({ range }) => spanOf(document, range));
    if (spans.some(({ start }) => start <= done)) {
      continue;
    }
    chosen.push(edits);
    done = Math.max(...spans.map(({ end }) => end));
  }
  return chosen;
}
