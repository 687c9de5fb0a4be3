import { checkSkill } from '../src/core/skill/checkSkill.ts';
import { parseSkill } from '../src/core/skill/document/parseSkill.ts';
import { fixesFor } from '../src/core/skill/fix/fixes.ts';
import type { Rule } from '../src/core/skill/rule.ts';
import { type RuleGroup, ruleGroups } from '../src/core/skill/rules/rules.ts';
import { exampleContext } from '../test/support/skill/exampleContext.ts';
import type { Example } from '../test/support/skill/ruleExamples/example.ts';
import { examplesOf } from '../test/support/skill/ruleExamples/ruleExamples.ts';

const longestLine = 110;
const maxLines = 10;

/** docs/rules.md with its list of rules written anew, between `<!-- rules -->` and `<!-- /rules -->`. */
export function withRules(page: string): string {
  const parts = [overview(), ...ruleGroups.map(groupSection)];
  return page.replace(
    /<!-- rules -->[\s\S]*<!-- \/rules -->/,
    () => `<!-- rules -->\n\n${parts.join('\n\n')}\n\n<!-- /rules -->`,
  );
}

function overview(): string {
  const rows = ruleGroups.flatMap(group => [
    `| **${group.title}** | | | |`,
    ...group.rules.map(({ code, profile, severity, summary }) => {
      return `| [${code}](#${code}) | ${profile} | ${severity} | ${summary} |`;
    }),
  ]);
  return ['| rule | profile | severity | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function groupSection({ title, rules }: RuleGroup): string {
  return [`## ${title}`, ...rules.map(ruleSection)].join('\n\n');
}

function ruleSection(rule: Rule): string {
  const { code, profile, severity, summary, source } = rule;
  const { bad, good } = examplesOf(rule);
  const document = parseSkill(bad.text);
  const problems = checkSkill(document, exampleContext(bad), { profiles: [profile] });
  const problem = problems.find(found => found.code === code);
  const place = problem && problem.path === 'SKILL.md' ? problem.range.start.line : 0;
  const fixes = problem ? fixesFor(problem, document, exampleContext(bad)) : [];
  const titles = fixes.map(({ title, isPreferred }) => `${title}${isPreferred ? ' (by “Fix all” too)' : ''}`);
  return [
    `### ${code}`,
    `${summary} *${profile}, ${severity}*`,
    `Source: [${inline(source.text)}](${source.url})`,
    `Bad:\n\n${shown(bad, good, place)}`,
    ...(problem ? [`> ${inline(problem.message)}`] : []),
    `Good:\n\n${shown(good, bad, place)}`,
    ...(titles.length > 0 ? [`Fixes: ${titles.map(inline).join('; ')}.`] : []),
  ].join('\n\n');
}

/** What of an example differs from the other one, or the line that it is about, with the files that belong to it. */
function shown(example: Example, other: Example, place: number): string {
  const lines = visible(example.text).split('\n');
  const others = visible(other.text).split('\n');
  let start = 0;
  while (start < lines.length && lines[start] === others[start]) {
    start++;
  }
  let end = lines.length;
  let otherEnd = others.length;
  while (end > start && otherEnd > start && lines[end - 1] === others[otherEnd - 1]) {
    end--;
    otherEnd--;
  }
  const isText = lines.join('\n') !== others.join('\n');
  const relevant = isText
    ? lines.slice(Math.max(0, start - 1), end + 1)
    : place > 0
      ? [lines[place] ?? '']
      : [];
  const parts = relevant.length > 0 ? [`\`\`\`\`markdown\n${shortened(relevant).join('\n')}\n\`\`\`\``] : [];
  return [...parts, ...circumstances(example)].join('\n\n') || '`SKILL.md` as it is.';
}

function shortened(lines: readonly string[]): readonly string[] {
  const cut = lines.map(line => (line.length > longestLine ? `${line.slice(0, longestLine)} …` : line));
  if (cut.length <= maxLines) {
    return cut;
  }
  return [...cut.slice(0, 3), `… ${cut.length - 4} more lines`, ...cut.slice(-1)];
}

/** What stands beside the text: the folder's name, the files, the links. */
function circumstances({
  folderName,
  files,
  excluded,
  outsideLinks,
  manifestRule,
  encoding,
  texts,
}: Example): readonly string[] {
  const paths = Object.entries(files ?? {}).map(([path, size]) => {
    if (size < 0) {
      return `no \`${path}\``;
    }
    return size > 1_000_000 ? `\`${path}\` (${(size / 1_000_000).toFixed(1)} MB)` : `\`${path}\``;
  });
  const listed = paths.length > 3 ? [...paths.slice(0, 2), `${paths.length - 2} more`] : paths;
  const facts = [
    ...(folderName === undefined ? [] : [`in the folder \`${folderName}\``]),
    ...(files === undefined ? [] : [listed.length > 0 ? `with ${listed.join(', ')}` : 'with no other file']),
    ...(encoding === undefined ? [] : ['in another encoding than UTF-8']),
    ...Object.entries(texts ?? {}).flatMap(([path, text]) =>
      text === null ? [`\`${path}\` in another encoding`] : [],
    ),
    ...(excluded ?? []).map(({ path, why }) => `with \`${path}\` left out ${why}`),
    ...(manifestRule ? [`ignored ${manifestRule.why}`] : []),
    ...(outsideLinks ?? []).map(path => `with the link \`${path}\` to another folder`),
  ];
  return facts.length > 0 ? [`… ${facts.join(', ')}.`] : [];
}

/** Characters that do not show, spelt out. */
function visible(text: string): string {
  return text
    .replaceAll('\uFEFF', '⟨BOM⟩')
    .replaceAll('\r', '⟨CR⟩')
    .replaceAll('\t', '⟨TAB⟩')
    .replaceAll('\u00a0', '⟨NBSP⟩')
    .trimEnd();
}

/** Angle brackets would be taken for markup. */
function inline(text: string): string {
  return text.replaceAll('<', '&lt;');
}
