import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyChoice, toCheckOptions } from '../../../../../src/core/skill/config/checkChoice.ts';
import { readProjectConfig } from '../../../../../src/core/skill/config/projectConfig.ts';

test('a project says whose rules apply, what single rules are worth, and which skills are left alone', () => {
  const text = `{
  "$schema": "./schema.json",
  "profiles": ["spec", "openai"],
  "rules": { "name-vague": "off", "description-when": "error" },
  "ignore": ["drafts/", "old-*"]
}`;
  assert.deepEqual(readProjectConfig(text), {
    choice: {
      profiles: ['spec', 'openai'],
      rules: { 'name-vague': 'off', 'description-when': 'error' },
      ignore: ['drafts/', 'old-*'],
    },
    flaws: [],
  });
  assert.deepEqual(readProjectConfig('{}'), { choice: emptyChoice, flaws: [] });
});

const keys = 'which are profiles, rules and ignore';
const address = /^neither an address nor a key stands in it, .*: name the registry with --registry, /;

/** The text, the line that is marked (from 1), and what is said. */
const wrong: readonly (readonly [text: string, line: number, words: RegExp])[] = [
  ['{\n<<<<<<< HEAD\n  "rules": {}\n=======\n>>>>>>> other\n}', 2, /^it holds conflict markers of git/],
  ['', 1, /^it is not JSON: /],
  ['nonsense', 1, /^it is not JSON: /],
  ['{\n  "rules": {},\n}', 2, /^it is not JSON: JSON takes no comma after the last item/],
  ['{ // no\n}', 1, /^it is not JSON: JSON takes no comments/],
  ['[]', 1, /^it is not a group of keys and values$/],
  ['"x"', 1, /^it is not a group of keys and values$/],
  ['{\n  "rule": {}\n}', 2, new RegExp(`^"rule" is none of its keys, ${keys}$`)],
  ['{ "__proto__": {} }', 1, /^"__proto__" is none of its keys/],
  ['{\n"rules": {},\n"rules": {}\n}', 3, /^"rules" stands in it twice$/],
  ['{ "profiles": "spec" }', 1, /^"profiles" is a list of names$/],
  ['{ "profiles": [1] }', 1, /^"profiles" is a list of names$/],
  ['{\n"profiles": [\n"spec",\n"opanai"] }', 4, /^there is no profile "opanai", but auto, spec, /],
  ['{ "rules": [] }', 1, /^"rules" is a group of rules and severities$/],
  ['{ "rules": { "name-vague": "fatal" } }', 1, /^"fatal" is no severity; these are error, /],
  ['{ "rules": { "name-vague": 2 } }', 1, /^"2" is no severity/],
  ['{ "ignore": {} }', 1, /^"ignore" is a list of patterns$/],
  ['{ "ignore": [null] }', 1, /^"ignore" is a list of patterns$/],
  ['{ "$schema": 1 }', 1, /^"\$schema" is a text$/],
  ['{\n"registry": "openai"\n}', 2, address],
  ['{ "registries": [] }', 1, address],
  ['{ "baseURL": "https://evil.example" }', 1, address],
  ['{ "apiKey": "sk-1" }', 1, address],
  ['{ "ignore": ["https://evil.example"] }', 1, address],
  ['{ "rules": { "https://evil.example": "off" } }', 1, address],
  [`${'['.repeat(50_000)}`, 1, /^it is not JSON: it is nested too deeply/],
  // A quotation mark in a comment opens no text behind which brackets would not count.
  [`/*"*/${'['.repeat(50_000)}`, 1, /^it is not JSON: it is nested too deeply/],
  [`//"\r${'{"a":'.repeat(12_000)}`, 1, /^it is not JSON: it is nested too deeply/],
];

for (const [text, line, words] of wrong) {
  test(`a project's file is refused as a whole for ${JSON.stringify(text.slice(0, 60))}`, () => {
    const [flaw] = readProjectConfig(text).flaws;
    assert.ok(flaw);
    assert.match(flaw.words, words);
    assert.deepEqual([flaw.severity, flaw.range.start.line + 1], ['error', line]);
  });
}

test('a rule that this version does not know is told, with what was meant, and leaves the rest in force', () => {
  const { choice, flaws } = readProjectConfig('{ "rules": { "name-vauge": "off", "name-vague": "off" } }');
  assert.deepEqual(
    flaws.map(({ words, severity }) => [words, severity]),
    [['there is no rule "name-vauge"; did you mean "name-vague"?', 'warning']],
  );
  assert.deepEqual(choice.rules, { 'name-vague': 'off' });
});

test("the person's own settings win over the project's file, each rule for itself", () => {
  const project = {
    profiles: ['spec', 'openai'],
    rules: { 'name-vague': 'off', 'body-lines': 'error' },
    ignore: null,
  } as const;
  assert.deepEqual(toCheckOptions(emptyChoice, project, ['anthropic']), {
    profiles: ['spec', 'openai'],
    severities: project.rules,
  });
  const own = { profiles: ['auto'], rules: { 'name-vague': 'error' }, ignore: null } as const;
  assert.deepEqual(toCheckOptions(own, project, ['anthropic']), {
    profiles: ['spec', 'advice', 'anthropic'],
    severities: { 'name-vague': 'error', 'body-lines': 'error' },
  });
  assert.deepEqual(toCheckOptions(emptyChoice, emptyChoice, []).profiles, ['spec', 'advice']);
});
