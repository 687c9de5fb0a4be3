import { fits, parsePattern } from '../../bundle/select/ignorePattern.ts';
import { plainText } from '../../text/plainText.ts';
import type { ModelAnswer, TraceStep } from '../run/answer.ts';
import type {
  CommandGrader,
  ContainsGrader,
  FileExistsGrader,
  FileNamedGrader,
  FreeGrader,
  GraderTarget,
  RegexGrader,
  SkillLoadedGrader,
  ToolCall,
  ToolOrderGrader,
  ToolUsedGrader,
} from '../suite/expectation.ts';
import { findMatches } from './boundedRegex.ts';
import type { Judgement } from './grade.ts';
import { callsOf, commandsOf, isCall, loadedSkills, type SeenCall, targetText } from './seenAnswer.ts';

/** What free graders see. */
export interface SeenRun {
  readonly answer: ModelAnswer;
  /** The skill that is tried, and all that were offered. */
  readonly skill: string;
  readonly offered: readonly string[];
  /** As in the executor's capabilities. */
  readonly runsCommands: boolean;
  readonly listsFiles: boolean;
}

const slowOnInput = 'The regular expression takes too long on an input, so that it was given up.';

/** Characters around a match that are quoted. */
const quoted = 60;

/** Judges by rules alone, always alike. */
export function gradeFree(grader: FreeGrader, seen: SeenRun): Judgement {
  switch (grader.kind) {
    case 'contains':
      return gradeContains(grader, seen);
    case 'regex':
      return gradeRegex(grader, seen);
    case 'command':
      return gradeCommand(grader, seen);
    case 'file-named':
      return gradeFileNamed(grader, seen);
    case 'skill-loaded':
      return gradeSkillLoaded(grader, seen);
    case 'file-exists':
      return gradeFileExists(grader, seen);
    case 'tool-used':
      return gradeToolUsed(grader, seen);
    case 'tool-order':
      return gradeToolOrder(grader, seen);
  }
}

function gradeContains({ text, isExpected, ignoresCase, target }: ContainsGrader, seen: SeenRun): Judgement {
  const looked = lookAt(target, seen);
  if (typeof looked !== 'string') {
    return looked;
  }
  // Neither is anything that an author sees.
  const plain = (value: string) => value.normalize('NFC').replaceAll(/\r\n?/g, '\n');
  const searched = plain(looked);
  const fold = (value: string) => (ignoresCase ? value.toLowerCase() : value);
  const at = fold(searched).indexOf(fold(plain(text)));
  const isFound = at !== -1;
  const evidence = isFound ? excerpt(searched, at, at + text.length) : null;
  return verdict(isFound === isExpected, isFound ? 'The text is there.' : 'The text is not there.', evidence);
}

function gradeRegex({ pattern, flags, match, target }: RegexGrader, seen: SeenRun): Judgement {
  const searched = lookAt(target, seen);
  if (typeof searched !== 'string') {
    return searched;
  }
  const { isEnded, count, first } = findMatches(pattern, flags, searched);
  if (!isEnded) {
    return notJudged('The regular expression takes too long on this text, so that it was given up.');
  }
  const evidence = first && excerpt(searched, first.start, first.end);
  const isMet = match === 'found' ? count > 0 : match === 'not-found' ? count === 0 : count === match.count;
  const reason =
    count === 0 ? 'Nothing matches.' : count === 1 ? 'It matches once.' : `It matches ${count} times.`;
  return verdict(isMet, reason, evidence);
}

function gradeCommand({ commands, isExpected }: CommandGrader, seen: SeenRun): Judgement {
  if (!seen.runsCommands) {
    return notApplicable('No command is run there.');
  }
  const ran = commandsOf(seen.answer);
  if (!isExpected) {
    const forbidden = ran.find(command => commands.some(wanted => indexIn(command, wanted, 0) !== -1));
    return verdict(
      forbidden === undefined,
      forbidden === undefined ? 'It was not run.' : 'It was run.',
      forbidden ?? null,
    );
  }
  const missing = firstMissing(ran, commands);
  const last = ran.findLast(command => commands.some(wanted => indexIn(command, wanted, 0) !== -1)) ?? null;
  if (missing === null) {
    return verdict(true, commands.length === 1 ? 'It was run.' : 'They were run in this order.', last);
  }
  const wasRun = ran.some(command => indexIn(command, missing, 0) !== -1);
  const reason = wasRun
    ? `${plainText(missing, 80)} was run, but not after the one before it.`
    : `${plainText(missing, 80)} was not run.`;
  return verdict(false, reason, last);
}

/** The first command that was not run after those before it; null when all were, in order. */
function firstMissing(ran: readonly string[], wanted: readonly string[]): string | null {
  let line = 0;
  let from = 0;
  for (const text of wanted) {
    let at = -1;
    while (line < ran.length) {
      at = indexIn(ran[line] ?? '', text, from);
      if (at !== -1) {
        break;
      }
      line++;
      from = 0;
    }
    if (at === -1) {
      return text;
    }
    from = at + 1;
  }
  return null;
}

function gradeFileNamed({ path: written, isExpected }: FileNamedGrader, seen: SeenRun): Judgement {
  const { answer } = seen;
  const path = written.replace(/^(?:\.\/)+/, '');
  const places = [answer.text, ...answer.trace.map(namedIn)];
  const found = places.map(text => ({ text, at: pathIndex(text, path) })).find(({ at }) => at !== -1);
  const evidence = found ? excerpt(found.text, found.at, found.at + path.length) : null;
  return verdict((found !== undefined) === isExpected, found ? 'It is named.' : 'It is not named.', evidence);
}

/** The part of a step in which a model names files: not what a command printed. */
function namedIn(step: TraceStep): string {
  switch (step.kind) {
    case 'command':
      return step.command;
    case 'file':
      return step.path;
    case 'tool':
      return step.input;
    case 'message':
      return step.text;
    case 'skill-loaded':
      return '';
  }
}

function gradeSkillLoaded({ skill, isExpected }: SkillLoadedGrader, seen: SeenRun): Judgement {
  const loaded = loadedSkills(seen.answer, seen.offered);
  const isLoaded = loaded.includes(skill ?? seen.skill);
  const reason =
    loaded.length === 0
      ? 'No skill was loaded.'
      : `Loaded: ${loaded.map(name => plainText(name, 60)).join(', ')}.`;
  return verdict(isLoaded === isExpected, reason, null);
}

function gradeFileExists({ path, isExpected }: FileExistsGrader, seen: SeenRun): Judgement {
  if (!seen.listsFiles) {
    return notApplicable('The files that were made are not listed there.');
  }
  // Models name files from the root of their machine; a pattern is meant from wherever they worked.
  const pattern = parsePattern(`**/${path.replace(/^(?:\.?\/)+/, '')}`);
  const found = seen.answer.files.find(file => pattern && fits(pattern, file.path.split('/'), false));
  return verdict(
    (found !== undefined) === isExpected,
    found ? 'It was made.' : 'It was not made.',
    found?.path ?? null,
  );
}

function gradeToolUsed({ call, min, max }: ToolUsedGrader, seen: SeenRun): Judgement {
  const calls = matching(seen, call);
  if (calls === null) {
    return notJudged(slowOnInput);
  }
  const count = calls.length;
  const isMet = count >= min && (max === null || count <= max);
  const reason =
    count === 0 ? 'It was not called.' : `It was called ${count === 1 ? 'once' : `${count} times`}.`;
  return verdict(isMet, reason, calls[0]?.input ?? null);
}

function gradeToolOrder({ before, after }: ToolOrderGrader, seen: SeenRun): Judgement {
  const calls = callsOf(seen.answer, seen.offered);
  const first = calls.findIndex(call => isCall(call, before) !== false);
  const second = calls.findIndex(call => isCall(call, after) !== false);
  if (isSlow(calls[first], before) || isSlow(calls[second], after)) {
    return notJudged(slowOnInput);
  }
  if (first === -1 || second === -1) {
    const missing = first === -1 ? before : after;
    return verdict(false, `${plainText(missing.tool, 60)} was not called.`, null);
  }
  const reason =
    first < second
      ? 'They were called in this order.'
      : first === second
        ? 'The same call is both.'
        : 'They were called the other way round.';
  return verdict(first < second, reason, calls[second]?.input ?? null);
}

function isSlow(call: SeenCall | undefined, wanted: ToolCall): boolean {
  return call !== undefined && isCall(call, wanted) === null;
}

function matching(seen: SeenRun, wanted: ToolCall): readonly SeenCall[] | null {
  const judged = callsOf(seen.answer, seen.offered).map(call => ({ call, is: isCall(call, wanted) }));
  return judged.some(({ is }) => is === null) ? null : judged.filter(({ is }) => is).map(({ call }) => call);
}

/** Why nothing can be said of a target there; null where it can be looked at. */
export function unseen(target: GraderTarget, { listsFiles }: SeenRun): Judgement | null {
  if (target === 'mock-calls') {
    return notApplicable('Tools are not mocked here.');
  }
  const isOfFiles = target === 'files' || typeof target === 'object';
  return isOfFiles && !listsFiles ? notApplicable('The files that were made are not listed there.') : null;
}

/** The text that a grader looks at, or why it cannot be looked at. */
function lookAt(target: GraderTarget, seen: SeenRun): string | Judgement {
  const hidden = unseen(target, seen);
  if (hidden) {
    return hidden;
  }
  const text = targetText(seen.answer, target);
  if (text === null && typeof target === 'object') {
    return verdict(false, `No text file ${plainText(target.file, 80)} was made.`, null);
  }
  return text ?? '';
}

/** Where a command holds a text; blanks of any length are alike. */
function indexIn(command: string, wanted: string, from: number): number {
  return command.replaceAll(/\s+/g, ' ').indexOf(wanted.trim().replaceAll(/\s+/g, ' '), from);
}

/** Where a text names a path, and not a longer name that holds it. */
function pathIndex(text: string, path: string): number {
  for (let at = text.indexOf(path); at !== -1; at = text.indexOf(path, at + 1)) {
    const isStart = at === 0 || !/[\w-]/.test(text.charAt(at - 1));
    const isEnd = !/^(?:[\w-]|\.\w)/.test(text.slice(at + path.length, at + path.length + 2));
    if (isStart && isEnd) {
      return at;
    }
  }
  return -1;
}

function excerpt(text: string, start: number, end: number): string {
  const from = Math.max(0, start - quoted);
  const to = Math.min(text.length, Math.min(end, start + 200) + quoted);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

function verdict(isMet: boolean, reason: string, evidence: string | null): Judgement {
  return { verdict: isMet ? 'passed' : 'failed', reason, evidence: evidence === '' ? null : evidence };
}

function notJudged(reason: string): Judgement {
  return { verdict: 'not-judged', reason, evidence: null };
}

function notApplicable(reason: string): Judgement {
  return { verdict: 'not-applicable', reason, evidence: null };
}
