import { scanBody } from './document/body.ts';
import { positionAt, rangeOf } from './document/positions.ts';
import { readReference } from './document/reference.ts';
import type { SkillDocument } from './document/skillDocument.ts';
import { fileIndexOf } from './fileIndex.ts';
import { isIgnored, readIgnores } from './ignores.ts';
import type { Problem, Profile, Severity } from './problem.ts';
import type { Finding, Rule, RuleInput } from './rule.ts';
import { rules } from './rules/rules.ts';
import type { SkillContext } from './skillContext.ts';

export interface CheckOptions {
  readonly profiles: readonly Profile[];
  /** By rule code; wins over the rule's own severity. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** What is applied when nothing is chosen: `spec` and `advice`; those of the registries in use come on top. */
export const defaultProfiles: readonly Profile[] = ['spec', 'advice'];

/** More findings of one rule than this tell nothing new, and cost time. */
export const maxPerRule = 100;

/** Nobody writes more links; the rest is not looked at. */
const maxLinks = 5000;

const codes: ReadonlySet<string> = new Set(rules.map(({ code }) => code));

/** Applies every rule of the chosen profiles. In the order of the text. Never throws; under 50 ms on any input. */
export function checkSkill(
  document: SkillDocument,
  context: SkillContext,
  options: CheckOptions,
): readonly Problem[] {
  const problems: Problem[] = [];
  const body = scanBody(document);
  const ignores = readIgnores(document, body);
  const links = body.links
    .slice(0, maxLinks)
    .map(({ kind, target, span }) => ({ kind, target, span, reference: readReference(target) }));
  const skill: RuleInput = { document, body, links, context, files: fileIndexOf(context), ignores, codes };
  for (const rule of rules) {
    const severity = options.severities?.[rule.code];
    if (severity === 'off' || !options.profiles.includes(rule.profile)) {
      continue;
    }
    let count = 0;
    for (const finding of rule.check(skill)) {
      if (count++ === maxPerRule) {
        break;
      }
      const problem = toProblem(document, rule, finding, severity);
      if (!isIgnored(problem, ignores)) {
        problems.push(problem);
      }
    }
  }
  return problems.sort(byPlace);
}

function toProblem(document: SkillDocument, rule: Rule, finding: Finding, chosen?: Severity): Problem {
  const isHere = finding.path === undefined;
  const start = positionAt(document, 0);
  return {
    code: rule.code,
    profile: rule.profile,
    severity: chosen ?? finding.severity ?? rule.severity,
    message: finding.message,
    path: finding.path ?? 'SKILL.md',
    range: isHere ? rangeOf(document, finding.span) : { start, end: start },
    ...(finding.data === undefined ? {} : { data: finding.data }),
  };
}

function byPlace(a: Problem, b: Problem): number {
  if (a.path !== b.path) {
    return a.path === 'SKILL.md' ? -1 : b.path === 'SKILL.md' ? 1 : a.path < b.path ? -1 : 1;
  }
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}
