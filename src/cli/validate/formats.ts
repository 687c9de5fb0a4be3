import { pathToFileURL } from 'node:url';
import type { Severity } from '../../core/skill/problem.ts';
import { rules } from '../../core/skill/rules/rules.ts';
import type { FoundProblem, ValidatedSkill } from './validateSkill.ts';

/**
 * Problems as GitHub's workflow commands, which show them on the lines of a pull request, and errors for what could not
 * be checked. Hints are left out.
 */
export function githubReport(skills: readonly ValidatedSkill[], unchecked: readonly string[]): string {
  const kinds: Readonly<Record<Severity, string | null>> = {
    error: 'error',
    warning: 'warning',
    information: 'notice',
    hint: null,
  };
  const annotations = problemsOf(skills).flatMap(({ file, range, severity, message, code }) => {
    const kind = kinds[severity];
    const place = [
      `file=${property(file)}`,
      `line=${range.start.line + 1}`,
      `col=${range.start.character + 1}`,
      `endLine=${range.end.line + 1}`,
      `title=${property(code)}`,
    ];
    return kind === null ? [] : [`::${kind} ${place.join(',')}::${data(message)}`];
  });
  const errors = unchecked.map(why => `::error title=${property(notChecked)}::${data(why)}`);
  return [...annotations, ...errors].join('\n');
}

/** What an entry is called that is about no problem of a skill. */
const notChecked = 'not checked';

/** What GitHub's runner reads back in a command's message. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** What it reads back in a property's value. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * One run of SARIF 2.1.0, with every rule that found something. Hints are `none`, which viewers do not count. Where
 * something could not be checked, the run did not succeed, and its notifications say why.
 */
export function sarifReport(
  skills: readonly ValidatedSkill[],
  unchecked: readonly string[],
  version: string,
): string {
  const problems = problemsOf(skills);
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Skillwright', semanticVersion: version, rules: codes.map(sarifRule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unchecked.length === 0,
            toolExecutionNotifications: unchecked.map(why => ({ level: 'error', message: { text: why } })),
          },
        ],
        results: problems.map(problem => sarifResult(problem, codes)),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'none',
};

function sarifRule(code: string) {
  const rule = rules.find(candidate => candidate.code === code);
  return {
    id: code,
    ...(rule === undefined
      ? {}
      : {
          shortDescription: { text: rule.summary },
          properties: { tags: [rule.profile] },
        }),
  };
}

function sarifResult({ code, severity, message, file, range }: FoundProblem, codes: readonly string[]) {
  const { start, end } = range;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: {
            startLine: start.line + 1,
            startColumn: start.character + 1,
            endLine: end.line + 1,
            endColumn: end.character + 1,
          },
        },
      },
    ],
  };
}

/** Relative where the file was named so, as a relative URI means it. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path)
    ? pathToFileURL(file).href
    : path.split('/').map(encodeURIComponent).join('/');
}

/**
 * JUnit's XML by the schema of Jenkins (`jenkins-junit.xsd`): a suite a skill and a case a rule that found errors or
 * warnings; a skill without any has one case. What could not be checked is an error in a suite of its own.
 */
export function junitReport(skills: readonly ValidatedSkill[], unchecked: readonly string[]): string {
  const suites = skills.map(skill => {
    const counted = skill.problems.filter(({ severity }) => severity === 'error' || severity === 'warning');
    const cases = counted.map(
      ({ file, range, message, code, severity }) =>
        `    <testcase name="${xml(code)}" classname="${xml(skill.folder)}">
      <failure message="${xml(message)}" type="${severity}">${xml(`${file}:${range.start.line + 1}:${range.start.character + 1}: ${message}`)}</failure>
    </testcase>`,
    );
    const clean = `    <testcase name="no problems" classname="${xml(skill.folder)}"/>`;
    return `  <testsuite name="${xml(skill.folder)}" tests="${Math.max(1, counted.length)}" failures="${counted.length}" errors="0" skipped="0">
${cases.length > 0 ? cases.join('\n') : clean}
  </testsuite>`;
  });
  const failures = problemsOf(skills).filter(
    ({ severity }) => severity === 'error' || severity === 'warning',
  );
  const tests = skills.reduce((sum, { problems }) => {
    const counted = problems.filter(({ severity }) => severity === 'error' || severity === 'warning').length;
    return sum + Math.max(1, counted);
  }, unchecked.length);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="skillwright validate" tests="${tests}" failures="${failures.length}" errors="${unchecked.length}">
${[...suites, ...(unchecked.length === 0 ? [] : [uncheckedSuite(unchecked)])].join('\n')}
</testsuites>`;
}

function uncheckedSuite(unchecked: readonly string[]): string {
  const cases = unchecked.map(
    why => `    <testcase name="${notChecked}" classname="skillwright">
      <error message="${xml(why)}" type="${notChecked}">${xml(why)}</error>
    </testcase>`,
  );
  return `  <testsuite name="${notChecked}" tests="${cases.length}" failures="0" errors="${cases.length}" skipped="0">
${cases.join('\n')}
  </testsuite>`;
}

/** Text in XML 1.0, which has no way to write most control characters: they become U+FFFD. */
function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[\t\n\r]/g, character => `&#${character.charCodeAt(0)};`);
}

function problemsOf(skills: readonly ValidatedSkill[]): readonly FoundProblem[] {
  return skills.flatMap(({ problems }) => problems);
}
