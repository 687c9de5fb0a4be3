import { baseName } from '../../text/paths.ts';
import { scanBody } from '../document/body.ts';
import {
  findMentions,
  findMentionsBelow,
  findPlainMentions,
  type Mention,
  namedFolders,
} from '../document/mentions.ts';
import { parseSkill } from '../document/parseSkill.ts';
import { lineAt, lineEnd, spanOf } from '../document/positions.ts';
import { readReference } from '../document/reference.ts';
import { quotedBit } from '../fields.ts';
import type { FileIndex } from '../fileIndex.ts';
import { dataText, newFileFix, preferred, replaceSpan } from '../fix/edits.ts';
import type { Severity } from '../problem.ts';
import type { Finding, Rule, RuleInput } from '../rule.ts';
import { spec } from './sources.ts';

/** What sends an agent to a file. */
const sends =
  /(?:\b(?:run|runs|execute|call|invoke|see|read|use|using|consult|open|load|follow|check|refer to|with|in|from)|[:：])\s*(?:the\s+)?[`"'(]*@?$/i;

/** What makes a path an example, or one of the work that is done with the skill. */
const isOthers =
  /\b(?:e\.?g|examples?|instance|such as|like|would|could|might|may|creat\w+|writ\w+|sav\w+|stor\w+|outputs?|generat\w+|produc\w+|puts?|places?|add\w*|names?|renam\w+|cop(?:y|ies)|exports?|goes|your|users?|their|projects?|repo\w*)\b/i;

/** The lines and branches of a drawn tree. */
const tree = /[│├└┬]|^\s*[|`+]-{2,}/;

/** What a command writes to. */
const output =
  /(?:^|\s)(?:-o|--?(?:out|output|dest|destination|save|target|to)(?:[-_]?\w+)?|>{1,2})[ =]*["']?$/;

/** The line that a path stands in. */
interface Line {
  /** A blank line is above. */
  readonly isFirst: boolean;
  readonly before: string;
  /** What is before the path in its own piece of code. */
  readonly inCode: string;
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

/** Letters that stand for a date, a number or a name: `references/YYYY-MM-DD.md`, `assets/NNN-title.png`. */
const standIn = /(?:^|[/._-])(?:Y{4}(?:MM)?|MM|DD|N{2,}|X{2,}|x{3,})(?=[/._-]|$)|(?:^|[/._-])your[-_]/;

/** How sure it is that a path which is not there is missed; null where it is somebody else's, or an example. */
function severityOf(mention: Mention, line: Line, files: FileIndex): Severity | null {
  const { path, directory, place, isOwn, isRun } = mention;
  if (standIn.test(path)) {
    return null;
  }
  const hasFolder = files.hasDirectory(directory) || files.isEmptyDirectory(directory);
  if (place === 'block') {
    return !tree.test(line.all) && (isOwn || (isRun && hasFolder)) ? 'information' : null;
  }
  if (place === 'text') {
    const isAlone =
      line.all.replace(/^[-*+>\d.)\s]+|[.,:;\s]+$/g, '').replace(/^@?(?:\.\/)?/, '') === mention.path;
    // Products read a path behind "@" in, whatever the sentence says.
    const isSent =
      (sends.test(line.before) || isAlone || /(?:^|[\s(])@(?:\.\/)?$/.test(line.before)) &&
      !isOthers.test(line.before);
    const isParagraph = line.isFirst && line.all.trim() === mention.path;
    return isOwn || isParagraph || (isSent && hasFolder) ? 'information' : null;
  }
  return severityInSpan(mention, line, hasFolder);
}

/** Folders that most repositories have: a path in one is more often the user's. */
const usualFolders = /^(?:\.|(?:src|docs?|tests?|lib|app|config|public|bin)$)/;

/** More folders at the top of a skill than these are not looked for one by one. */
const maxFolders = 20;

/** The folders at the skill's top besides those that the specification names; the longest name first. */
function ownFolders(files: FileIndex): readonly string[] {
  const folders = new Set(files.files.map(({ path }) => path.slice(0, Math.max(0, path.indexOf('/')))));
  return [...folders]
    .filter(name => name !== '' && !namedFolders.includes(name) && !usualFolders.test(name))
    .sort((a, b) => b.length - a.length)
    .slice(0, maxFolders);
}

function severityInSpan(
  { directory, isOwn, isRun }: Mention,
  line: Line,
  hasFolder: boolean,
): Severity | null {
  const isAlone = line.isFirst && line.all.replace(/`[^`]*`/g, '').trim() === '';
  const isMeant = isOwn || isRun || isAlone || (sends.test(line.before) && !output.test(line.inCode));
  if (isMeant && hasFolder && !isOthers.test(line.before)) {
    return 'warning';
  }
  // In a folder of another name, what nobody is sent to may well be the user's own.
  return namedFolders.includes(directory) ? 'information' : null;
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
  const inCode = open === -1 ? '' : before.slice(open + 1).slice(-300);
  // The words of other paths, as in `examples/a.md`, say nothing of this one.
  const prose = (open === -1 ? before : before.slice(0, open)).slice(-300).replace(/`[^`]*`/g, '');
  return { all, isFirst, inCode, before: prose };
}

function* missingPaths(skill: RuleInput, files: FileIndex): Iterable<Finding> {
  const seen = new Set<string>();
  const mentions = [
    ...findMentions(skill.body),
    ...findPlainMentions(skill.document, skill.body),
    ...findMentionsBelow(skill.body, ownFolders(files)),
  ];
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

/** Where another document of the skill sends an agent that is not in the bundle, with the rule that keeps it out. */
function* leftOutIn(path: string, text: string, files: FileIndex): Iterable<Finding> {
  const document = parseSkill(text);
  const body = scanBody(document);
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const near = (target: string) => (directory === '' ? target : `${directory}/${target}`);
  const linked = body.links
    .filter(({ target }) => !['elsewhere', 'absolute'].includes(readReference(target).kind))
    .map(({ target }) => [readReference(near(target))]);
  const mentioned = findMentions(body).map(mention => [
    readReference(mention.path),
    readReference(near(mention.path)),
  ]);
  const seen = new Set<string>();
  for (const readings of [...linked, ...mentioned]) {
    const paths = readings.flatMap(reading => (reading.kind === 'inside' ? [reading.path] : []));
    const found = paths.some(one => files.has(one))
      ? undefined
      : paths.find(one => files.whyExcluded(one) !== null);
    if (found !== undefined && !seen.has(found)) {
      seen.add(found);
      const message = `It mentions ${quotedBit(found, 80)}, which is left out of the bundle: ${files.whyExcluded(found)}.`;
      yield { message, span: { start: 0, end: 0 }, path };
    }
  }
}

export const pathRules: readonly Rule[] = [
  {
    code: 'path-missing',
    profile: 'spec',
    severity: 'warning',
    summary:
      'A script or file that is mentioned as `scripts/…`, `references/…`, `assets/…` or below a folder of the skill is there; a warning where the text sends an agent to it, else information.',
    source: spec(
      'When referencing other files in your skill, use relative paths from the skill root.',
      'file-references',
    ),
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
  {
    code: 'mention-left-out',
    profile: 'spec',
    severity: 'warning',
    summary: 'What other documents of the skill link to or name in code is not left out of the bundle.',
    source: spec(
      'When referencing other files in your skill, use relative paths from the skill root.',
      'file-references',
    ),
    *check({ context, files }) {
      const names = context.excluded.map(({ path }) => baseName(path.replace(/\/$/, '')));
      for (const [path, text] of files && names.length > 0 ? (context.texts ?? []) : []) {
        if (
          files &&
          text !== null &&
          /\.(?:md|mdx|markdown)$/i.test(path) &&
          names.some(name => text.includes(name))
        ) {
          yield* leftOutIn(path, text, files);
        }
      }
    },
  },
];
