import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { casesOf, evalsJson, suitesOf } from '../../../../support/evals/suites.ts';

async function read(expectation: unknown) {
  const found = await suitesOf(evalsJson({ prompt: 'p', expected_output: 'x', expectations: [expectation] }));
  const [first] = casesOf(found).cases[0]!.expectations;
  return { expectation: first!, problems: found.problems.map(({ code, message }) => `${code}: ${message}`) };
}

describe('a free grader of evals.json', () => {
  for (const [written, text] of [
    [{ contains: '42' }, 'Contains “42”'],
    [{ not_contains: '42', target: 'trace' }, 'Does not contain “42”, in all that was said and done'],
    [{ regex: '^a', flags: 'm' }, 'Matches /^a/m'],
    [{ regex: 'a', match: 'not_contains' }, 'Does not match /a/'],
    [{ regex: 'a', match: 'count:2', target: { file: 'out.csv' } }, 'Matches /a/ 2 times, in out.csv'],
    [{ ran: 'scripts/a.py' }, 'Runs scripts/a.py'],
    [{ ran: ['a.py', 'b.py'] }, 'Runs a.py, then b.py'],
    [{ not_ran: ['rm', 'mv'] }, 'Does not run rm or mv'],
    [{ names_file: 'references/x.md' }, 'Names or uses references/x.md'],
    [{ not_names_file: 'x.md' }, 'Does not name or use x.md'],
    [{ loads_skill: true }, 'Loads the skill'],
    [{ loads_skill: false }, 'Does not load the skill'],
    [{ loads_skill: 'pdf' }, 'Loads the skill pdf'],
    [{ file_exists: 'out.pdf' }, 'Makes a file out.pdf'],
    [{ file_exists: 'out.pdf', exists: false }, 'Does not make a file out.pdf'],
    [{ tool_used: 'Bash', input_match: 'npm', max: 2 }, 'Calls Bash with /npm/ 1 to 2 times'],
    [{ tool_used: 'Bash', max: 0 }, 'Never calls Bash'],
    [{ tool_order: ['Read', 'Write'] }, 'Calls Read before Write'],
    [{ type: 'regex', pattern: 'a', flags: 'i' }, 'Matches /a/i'],
    [{ type: 'contains', value: '42' }, 'Contains “42”'],
    [{ type: 'llm', criteria: 'It is short' }, 'It is short'],
    [{ contains: '42', text: 'The total is right' }, 'The total is right'],
  ] as const) {
    it(`is read and put into words: ${JSON.stringify(written)}`, async () => {
      const { expectation, problems } = await read(written);
      assert.deepEqual([expectation.text, problems], [text, []]);
    });
  }

  it('may count for more, and only with the skill', async () => {
    const { expectation } = await read({ contains: 'a', weight: 2.5, arm: 'with-only' });
    assert.deepEqual([expectation.weight, expectation.arms], [2.5, 'with-only']);
    assert.equal((await read({ loads_skill: true })).expectation.arms, 'with-only');
    assert.equal((await read({ loads_skill: false })).expectation.arms, 'both');
  });

  for (const [written, problem] of [
    [{ kontains: 'a' }, /eval-unknown-grader: This judges nothing/],
    [{ type: 'script', run: 'a' }, /eval-unknown-grader/],
    [{ contains: 5 }, /"contains" takes a text, not 5/],
    [{ contains: '' }, /lacks "contains"/],
    [{ ran: [] }, /"ran" takes a command, or a list of commands/],
    [{ tool_order: ['a'] }, /"tool_order" takes a list of two tools/],
    [{ regex: '(' }, /eval-regex: .*Unterminated group/],
    [{ loads_skill: 3 }, /"loads_skill" takes true or false/],
  ] as const) {
    it(`that cannot judge is told: ${JSON.stringify(written)}`, async () => {
      const { problems } = await read(written);
      assert.match(problems[0]!, problem);
    });
  }
});
