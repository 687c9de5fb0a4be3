import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EvalReport } from '../../../../../src/core/evals/report/evalReport.ts';
import { reportHtml } from '../../../../../src/core/evals/report/reportHtml.ts';
import type { RunKey } from '../../../../../src/core/evals/run/evalRun.ts';
import type { EvalCase } from '../../../../../src/core/evals/suite/suite.ts';

const source = {
  path: 'evals/evals.json',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
};

const evalCase: EvalCase = {
  id: '1',
  title: 'Greet <b>Ada</b>',
  prompt: 'Greet Ada <script>alert(1)</script>',
  expectedOutput: null,
  files: [],
  expectations: [
    {
      id: '1',
      text: 'It is kind.',
      grader: { kind: 'sentence', sentence: 'It is kind.', focus: null, isFromExpectedOutput: false },
      weight: 1,
      arms: 'both',
      source,
    },
  ],
  tags: [],
  limits: { runs: null, maxTurns: null, timeoutMs: null, systemPrompt: null },
  source,
  promptSource: source,
};

function report(answers: readonly [string, string]): EvalReport {
  const usage = { input: 100, output: 20 };
  return {
    skillName: 'greeter',
    executor: { kind: 'openai', label: 'Team', model: 'gpt-test' },
    judgeModel: 'gpt-test',
    arms: [{ kind: 'working-copy', digest: 'sha256:0' }, { kind: 'none' }],
    suiteDigest: 'sha256:1',
    isWhole: true,
    suites: [
      { kind: 'cases', format: 'evals-json', path: 'evals/evals.json', skillName: null, cases: [evalCase] },
    ],
    runs: 1,
    votes: 1,
    results: answers.map((text, arm) => ({
      key: { suite: 'evals/evals.json', caseId: '1', arm, run: 1 },
      outcome: {
        kind: 'answered',
        answer: {
          text,
          trace: [{ kind: 'command', command: 'ls', stdout: 'a', stderr: '', exitCode: 0 }],
          files: [],
          usage,
          durationMs: 1500,
          requests: 1,
          ranVersions: null,
          stop: { kind: 'done' },
        },
        grades: [
          {
            expectation: '1',
            verdict: arm === 0 ? 'passed' : 'failed',
            evidence: 'Good morning',
            reason: 'It says so.',
            weight: 1,
            isScored: true,
            by: 'judge',
            votes: [],
          },
        ],
      },
      usage,
      requests: 1,
      judgeUsage: usage,
      judgeRequests: 1,
    })),
    comparisons: [],
    numbers: [],
    differences: [],
    early: { why: 'ceiling', sentence: 'It ended at the ceiling of 1,000 tokens.' },
    startedAt: '2026-11-27T04:00:00.000Z',
    endedAt: '2026-11-27T04:00:05.000Z',
    maxTokens: 1000,
  };
}

const options = { styleNonce: null, history: [], caseLink: null, saveLink: null };

test('a report leads from each score to its prompt, answer, trace, criterion and evidence', () => {
  const page = reportHtml(report(['Good morning, Ada', 'Hello']), options);
  for (const text of [
    'Greet Ada',
    'Good morning, Ada',
    'It is kind.',
    'It says so.',
    '<blockquote>Good morning</blockquote>',
    '<pre>ls</pre>',
  ]) {
    assert.ok(page.includes(text), text);
  }
  assert.match(page, /role="alert">It ended at the ceiling/);
});

test('nothing that a model or a suite says is markup in the page, and no script and no address is in it', () => {
  const page = reportHtml(
    report(['<img src=x onerror=alert(1)>', '</pre><script>x</script>\u202e']),
    options,
  );
  assert.doesNotMatch(page, /<script|<img|<b>Ada/);
  assert.match(page, /&lt;img src=x onerror=alert\(1\)&gt;/);
  assert.match(page, /⟨U\+202E⟩/);
  assert.doesNotMatch(page.replace(/&[^;]+;/g, ''), /https?:\/\//);
  assert.match(page, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/);
});

test('in a webview only the page’s own style is let in', () => {
  const page = reportHtml(report(['a', 'b']), { ...options, styleNonce: 'abc' });
  assert.match(page, /style-src 'nonce-abc'"/);
  assert.match(page, /<style nonce="abc">/);
});

test('two answers stand side by side with what differs marked', () => {
  const page = reportHtml(report(['Good morning, Ada', 'Good evening, Ada']), options);
  assert.match(page, /<del>evening<\/del>/);
  assert.match(page, /<ins>morning<\/ins>/);
  assert.match(page, /<th scope="col">no skill<\/th><th scope="col">working copy<\/th>/);
});

test('a skill’s history over its versions is a line with its figures in words', () => {
  const history = [
    { label: 'v1', score: 0.5, low: 0.3, high: 0.7 },
    { label: 'v2', score: 0.9, low: 0.7, high: 1 },
  ];
  const page = reportHtml(report(['a', 'b']), { ...options, history });
  assert.match(page, /aria-label="v1 50 %, v2 90 %"/);
});

test('each answer leads to a case made of it, where the page stands in the editor', () => {
  const caseLink = ({ caseId, arm, run }: RunKey) => `command:make?${caseId}"${arm}.${run}`;
  const page = reportHtml(report(['a', 'b']), { ...options, caseLink, saveLink: 'command:save' });
  assert.match(page, /<h1>Evals of greeter <a class="action" href="command:save">Save as…</);
  assert.equal(page.match(/href="command:make\?1&quot;[01]\.1">Make a case of this</g)?.length, 2);
  assert.doesNotMatch(reportHtml(report(['a', 'b']), options), /Make a case|Save as/);
});

test('a run without an answer says why in a sentence, with the vendor’s own words, and so does one that was not run', () => {
  const told = report(['a', 'b']);
  const refused = { kind: 'refused', registry: 'Team', reason: 'No such model' } as const;
  const [first, second] = told.results;
  const results = [
    { ...first!, outcome: { kind: 'failed', failure: refused } as const },
    { ...second!, outcome: { kind: 'not-run', why: 'gave-up' } as const },
  ];
  const page = reportHtml(
    { ...told, results },
    { styleNonce: null, history: [], caseLink: null, saveLink: null },
  );
  assert.match(page, /No answer: [^<]*No such model/);
  assert.match(page, /It was not run, since the run was given up\./);
});
