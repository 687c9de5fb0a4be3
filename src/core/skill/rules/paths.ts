import { findMentions, findPlainMentions, type Mention } from '../document/mentions.ts';
import { lineAt, lineEnd, spanOf } from '../document/positions.ts';
import { quotedBit } from '../fields.ts';
import type { FileIndex } from '../fileIndex.ts';
import { dataText, newFileFix, preferred, replaceSpan } from '../fix/edits.ts';
import type { Severity } from '../problem.ts';
import type { Finding, Rule, RuleInput } from '../rule.ts';
import { withBody } from './examples.ts';
import { spec } from './sources.ts';

/** What sends an agent to a file. */
const sends =
  /(?:\b(?:run|runs|execute|call|invoke|see|read|use|using|consult|open|load|follow|check|refer to|with|in|from)|[:：])\s*(?:the\s+)?[`"'(]*@?$/i;

/** What makes a path an example, or one of the work that is done with the skill. */
const isOthers =
  /\b(?:e\.?g|examples?|instance|such as|like|would|could|might|may|creat\w+|writ\w+|sav\w+|stor\w+|outputs?|generat\w+|produc\w+|puts?|places?|add\w*|names?|renam\w+|cop(?:y|ies)|exports?|goes|your|users?|their|projects?|repo\w*)\b/i;

/** The lines and branches of a drawn tree. */
const tree = /[│├└┬]|^\s*[|`+]-{2,}/;

/** The line that a path stands in. */
interface Line {
  /** A blank line is above. */
  readonly isFirst: boolean;
  readonly before: string;
  readonly all: string;
}

/** Why a path that is asked for is not in the bundle. */
export function missingMessage(files: FileIndex, path: string): string {
  const why = files.whyExcluded(path);
  if (why !== null) {
    return `${quotedBit(path, 80)} is left out of the bundle: ${why}.`;
  }
  return files.isEmptyDirectory(path)
    ? `${quotedBit(path, 80)} is empty, so it is not published.`
    : `The skill has no file ${quotedBit(path, 80)}.`;
}

/** How sure it is that a path which is not there is missed; null where it is somebody else's, or an example. */
function severityOf(mention: Mention, line: Line, files: FileIndex): Severity | null {
  const { directory, place, isOwn, isRun } = mention;
  const hasFolder = files.hasDirectory(directory);
  if (place === 'block') {
    return !tree.test(line.all) && (isOwn || (isRun && hasFolder)) ? 'information' : null;
  }
  if (place === 'text') {
    const isAlone = line.all.replace(/^[-*+>\d.)\s]+|[.,:;\s]+$/g, '').replace('./', '') === mention.path;
    const isSent = (sends.test(line.before) || isAlone) && !isOthers.test(line.before);
    const isParagraph = line.isFirst && line.all.trim() === mention.path;
    return isOwn || isParagraph || (isSent && hasFolder) ? 'information' : null;
  }
  const isAlone = line.isFirst && line.all.replace(/`[^`]*`/g, '').trim() === '';
  const isMeant = isOwn || isRun || isAlone || sends.test(line.before);
  return isMeant && hasFolder && !isOthers.test(line.before) ? 'warning' : 'information';
}

function lineOf({ document }: RuleInput, { span, place }: Mention): Line {
  const { text, lineStarts } = document;
  const line = lineAt(document, span.start);
  const start = lineStarts[line] ?? 0;
  const all = text.slice(start, lineEnd(document, line)).slice(0, 2000);
  const before = text.slice(start, span.start);
  // Of a command in code, what is before the code counts.
  const open = place === 'span' ? before.lastIndexOf('`') : -1;
  const isFirst = /(?:^|[\r\n])[ \t]*(?:\r\n|\r|\n)$/.test(text.slice(Math.max(0, start - 100), start));
  return { all, isFirst, before: (open === -1 ? before : before.slice(0, open)).slice(-300) };
}

function* missingPaths(skill: RuleInput, files: FileIndex): Iterable<Finding> {
  const seen = new Set<string>();
  const mentions = [...findMentions(skill.body), ...findPlainMentions(skill.document, skill.body)];
  for (const mention of mentions) {
    const { path, span } = mention;
    const spelling = files.spelling(path);
    if (files.has(path) || (seen.has(path) && spelling === null)) {
      continue;
    }
    const isThere = spelling !== null || files.isExcluded(path);
    const severity = isThere ? 'warning' : severityOf(mention, lineOf(skill, mention), files);
    if (severity === null) {
      continue;
    }
    seen.add(path);
    const isForm = spelling?.normalize('NFC') === path.normalize('NFC');
    const rest =
      spelling === null
        ? ''
        : isForm
          ? ' It has one whose name looks the same and is encoded otherwise.'
          : ` It has ${quotedBit(spelling, 80)}.`;
    const data = { to: spelling ?? '', path: isThere ? '' : path };
    yield { message: missingMessage(files, path) + rest, span, severity, data };
  }
}

export const pathRules: readonly Rule[] = [
  {
    code: 'path-missing',
    profile: 'spec',
    severity: 'warning',
    summary:
      'A script or file that is mentioned as `scripts/…`, `references/…` or `assets/…` is in the skill; a warning where the text sends an agent to it, else information.',
    source: spec(
      'When referencing other files in your skill, use relative paths from the skill root.',
      'file-references',
    ),
    bad: withBody('\nRun `python scripts/fill.py form.pdf`.\n', { files: { 'scripts/check.py': 100 } }),
    good: withBody('\nRun `python scripts/fill.py form.pdf`.\n', { files: { 'scripts/fill.py': 100 } }),
    *check(skill) {
      if (skill.files) {
        yield* missingPaths(skill, skill.files);
      }
    },
    fix(problem, document) {
      const to = dataText(problem, 'to');
      if (to !== '') {
        const edit = replaceSpan(document, spanOf(document, problem.range), to);
        return [preferred("Use the file's own spelling", edit)];
      }
      return newFileFix(dataText(problem, 'path'));
    },
  },
];
