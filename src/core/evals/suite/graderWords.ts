import { plainText } from '../../text/plainText.ts';
import type { Grader, GraderTarget, RegexGrader, ToolCall, ToolUsedGrader } from './expectation.ts';

/** A grader as lists and reports show it, in one line. */
export function graderWords(grader: Grader): string {
  switch (grader.kind) {
    case 'contains':
      return `${grader.isExpected ? 'Contains' : 'Does not contain'} “${plainText(grader.text, 80)}”${where(grader.target)}`;
    case 'regex':
      return regexWords(grader);
    case 'command':
      return `${grader.isExpected ? 'Runs' : 'Does not run'} ${grader.commands.map(command => plainText(command, 60)).join(grader.isExpected ? ', then ' : ' or ')}`;
    case 'file-named':
      return `${grader.isExpected ? 'Names or uses' : 'Does not name or use'} ${plainText(grader.path)}`;
    case 'skill-loaded':
      return `${grader.isExpected ? 'Loads' : 'Does not load'} the skill${grader.skill === null ? '' : ` ${plainText(grader.skill)}`}`;
    case 'file-exists':
      return `${grader.isExpected ? 'Makes' : 'Does not make'} a file ${plainText(grader.path)}`;
    case 'tool-used':
      return toolUsedWords(grader);
    case 'tool-order':
      return `Calls ${callWords(grader.before)} before ${callWords(grader.after)}`;
    case 'sentence':
      return plainText(grader.sentence);
    case 'baseline':
      return `As good as the recorded answer in ${plainText(grader.path)}${grader.criteria === null ? '' : `: ${plainText(grader.criteria, 200)}`}`;
  }
}

function regexWords({ pattern, flags, match, target }: RegexGrader): string {
  const shown = `/${plainText(pattern, 80)}/${flags}`;
  if (match === 'not-found') {
    return `Does not match ${shown}${where(target)}`;
  }
  return `Matches ${shown}${match === 'found' ? '' : ` ${times(match.count)}`}${where(target)}`;
}

function toolUsedWords({ call, min, max }: ToolUsedGrader): string {
  if (max === 0) {
    return `Never calls ${callWords(call)}`;
  }
  if (max === null) {
    return `Calls ${callWords(call)}${min === 1 ? '' : ` at least ${times(min)}`}`;
  }
  return `Calls ${callWords(call)} ${min === max ? times(min) : `${min} to ${times(max)}`}`;
}

function callWords({ tool, inputMatch }: ToolCall): string {
  return `${plainText(tool, 60)}${inputMatch === null ? '' : ` with /${plainText(inputMatch, 60)}/`}`;
}

function times(count: number): string {
  return count === 1 ? '1 time' : `${count} times`;
}

function where(target: GraderTarget): string {
  if (target === 'answer') {
    return '';
  }
  if (target === 'trace') {
    return ', in all that was said and done';
  }
  if (target === 'files') {
    return ', in the names of the files that were made';
  }
  return target === 'mock-calls' ? ', in the calls of mocked tools' : `, in ${plainText(target.file, 80)}`;
}
