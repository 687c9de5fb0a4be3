import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkSkill } from '../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../src/core/skill/document/parseSkill.ts';
import type { SkillDocument } from '../../../src/core/skill/document/skillDocument.ts';
import { applyEdits } from '../../../src/core/skill/fix/edits.ts';
import { fixAll } from '../../../src/core/skill/fix/fixAll.ts';
import { fixesFor, isReadableAs } from '../../../src/core/skill/fix/fixes.ts';
import { ignoreFix } from '../../../src/core/skill/fix/ignoreFix.ts';
import type { Fix, Problem, Profile } from '../../../src/core/skill/problem.ts';
import { noContext, type SkillContext } from '../../../src/core/skill/skillContext.ts';
import { anyText } from '../anyText.ts';

const options = { profiles: ['spec', 'openai', 'anthropic', 'vscode', 'advice'] as readonly Profile[] };
const slowest = 50;

const context: SkillContext = {
  ...noContext,
  folderName: 'pdf-forms',
  files: ['SKILL.md', 'references/fields.md', 'scripts/fill.py', 'scripts/Check.py', 'LICENSE'].map(path => ({
    path,
    size: 100,
    isExecutable: false,
  })),
  excluded: [{ path: 'node_modules/', why: 'by default (node_modules/)' }],
};

/** Pieces that mean something to YAML, to Markdown or to a rule. */
const pieces: readonly string[] = [
  ...[
    '---',
    '---\n',
    '\n---\n',
    '...\n',
    '\uFEFF',
    '\r\n',
    '\r',
    '\n',
    '\n\n',
    '\t',
    '  ',
    ' ',
    '#',
    ' #x',
    '# ',
  ],
  ...[
    'name: ',
    'name:',
    'name: PDF Forms',
    'name: pdf-forms\n',
    'description: ',
    'description: Fills in: forms\n',
  ],
  ...[
    'license: ',
    'compatibility: ',
    'metadata:\n',
    '  version: 1.0\n',
    'metadata: {a: 1}',
    'allowed-tools: ',
    '- ',
  ],
  ...[
    'version: 1\n',
    'tags: [a, b]\n',
    'author: &a me\n',
    '*a',
    'allowed_tools: Read\n',
    'user-invocable: "yes"\n',
  ],
  ...[
    'argument-hint: [x]\n',
    '"',
    "'",
    '"a',
    '[',
    ']',
    '{',
    '}',
    '|\n',
    '>\n',
    '>-\n',
    ': ',
    ':',
    '!',
    '!!str ',
    '&',
    '@',
  ],
  ...[
    '`',
    '``',
    '```',
    '```sh\n',
    '~~~\n',
    '[a](b)',
    '[a](references/Fields.md)',
    '![x](x.png)',
    '](',
    '[',
    ')',
    '<a ',
  ],
  ...[
    '[a](..\\b)',
    '(../../x)',
    '/etc/passwd',
    '`scripts/fill.py`',
    '`scripts/check.py`',
    '<!--',
    '-->',
    '<br>',
    '\\',
  ],
  ...[
    '<!-- skillwright-ignore link-missing -->',
    '# skillwright-ignore name-vague\n',
    'x'.repeat(70),
    'é',
    '😀',
    '\ud800',
  ],
  ...[
    '日本語',
    '\0',
    '\u202e',
    'Use when: ',
    'I can help you ',
    'claude',
    'anthropic',
    '- [ ] ',
    '1. ',
    '> ',
    '| a | b |\n',
  ],
];

/** Files as people write them; mutations start from these. */
const models: readonly string[] = [
  `---\nname: pdf-forms\ndescription: Fills in PDF forms. Use when the user has a form.\nlicense: MIT\nmetadata:\n  author: me\n  version: "1.0"\nallowed-tools: Read Bash(git:*)\n---\n\n# PDF forms\n\nSee [the fields](references/fields.md) and run \`scripts/fill.py\`.\n\n\`\`\`sh\npython scripts/fill.py form.pdf\n\`\`\`\n`,
  `---\nname: PDF Forms\ndescription: >-\n  Fills in PDF forms, and\n  checks them. Use when asked.\nversion: 1.0\nauthor: Me\ntags:\n  - pdf\n  - forms\nallowed-tools:\n  - Read\n  - Write\nargument-hint: [file] [mode]\n---\n# Forms\n\n- ![Form](assets/form.png)\n- [Other](../other/SKILL.md)\n`,
  `---\r\nname: pdf-forms\r\ndescription: "Fills in PDF forms: all of them"\r\nmodel: opus\r\n---\r\n\r\nRead the form.\r\n`,
  `\n\n---\nname: pdf--forms\ndescription: |\n  I can help you fill in <b>forms</b>.\n\n  Second paragraph.\ncompatability: none\n# a comment\nmetadata: {version: 1}\n\nNot closed\n`,
  `# Only Markdown\n\nThis fills in forms, and it has a long enough first paragraph.\n\n[x]: references/Fields.md\n\n1. \`\`\`js\n   open(\n`,
];

/** Documents of all kinds: noise, pieces in any order, and mutations of models or of the given texts. */
function documents(more: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.constantFrom(...pieces);
  const noise = anyText({ maxLength: 60 });
  const mixed = fc.array(fc.oneof({ weight: 6, arbitrary: piece }, { weight: 1, arbitrary: noise }), {
    maxLength: 40,
  });
  const inFrontMatter = fc
    .tuple(mixed, mixed)
    .map(([head, body]) => `---\n${head.join('')}\n---\n${body.join('')}`);
  const mutation = fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 40 }),
    text: fc.oneof(fc.constant(''), piece, noise),
  });
  const mutated = fc
    .tuple(fc.constantFrom(...models, ...more), fc.array(mutation, { minLength: 1, maxLength: 6 }))
    .map(([model, mutations]) =>
      mutations.reduce((text, { at, length, text: added }) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + added + text.slice(start + length);
      }, model),
    );
  const repeated = fc
    .tuple(fc.oneof(piece, noise), fc.nat({ max: 120 }), piece)
    .map(([text, times, start]) => `---\nname: x\n${start}${text.repeat(times)}`);
  return fc.oneof(
    { weight: 1, arbitrary: anyText({ maxLength: 300 }) },
    { weight: 3, arbitrary: mixed.map(parts => parts.join('')) },
    { weight: 6, arbitrary: inFrontMatter },
    { weight: 8, arbitrary: mutated },
    { weight: 1, arbitrary: repeated },
  );
}

/**
 * Checks that whatever the text: nothing throws, no check takes 50 ms, every range is in the document, every fix
 * leaves something that parses at least as well, and fixing all twice is the same as once.
 */
export function fuzzSkills(runs: number, more: readonly string[] = [], seed?: number): void {
  const property = fc.property(documents(more), text => checkText(text));
  fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
}

function checkText(text: string): void {
  const { document, problems } = timed(text, 3);
  assertInside(document, problems);
  for (const problem of problems) {
    for (const fix of fixesFor(problem, document, context)) {
      assertNotWorse(document, problems, problem, fix);
    }
    const ignoring = ignoreFix(problem, document);
    if (ignoring) {
      assertNotWorse(document, problems, { ...problem, code: 'any' }, ignoring);
    }
  }
  const fixed = fixAll(document, context, options);
  assert.equal(fixAll(fixed, context, options).text, fixed.text, 'fixing all again changed something');
}

function timed(text: string, tries: number): { document: SkillDocument; problems: readonly Problem[] } {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const document = parseSkill(text);
  const problems = checkSkill(document, context, options);
  // Another process may have had the processor; a slow check is slow again.
  const time = Math.min(performance.now() - start, process.cpuUsage(cpu).user / 1000);
  if (time > slowest && tries > 1) {
    return timed(text, tries - 1);
  }
  assert.ok(time <= slowest, `a check took ${time.toFixed(0)} ms`);
  return { document, problems };
}

/** Checks that the range of each problem is in the document, and in order. */
export function assertInside(document: SkillDocument, problems: readonly Problem[]): void {
  const lines = document.text.split(/\r\n|\n|\r/);
  for (const { range, code } of problems) {
    for (const { line, character } of [range.start, range.end]) {
      assert.ok(line < lines.length, `${code}: line ${line} of ${lines.length}`);
      assert.ok(character <= (lines[line] ?? '').length, `${code}: character ${character} in line ${line}`);
    }
    const isOrdered =
      range.start.line < range.end.line ||
      (range.start.line === range.end.line && range.start.character <= range.end.character);
    assert.ok(isOrdered, `${code}: the range ends before it starts`);
  }
}

function countOf(problems: readonly Problem[], code: string): number {
  return problems.filter(problem => problem.code === code).length;
}

/** `problems` are those of the document as it is. */
function assertNotWorse(
  document: SkillDocument,
  problems: readonly Problem[],
  problem: Problem,
  fix: Fix,
): void {
  const what = `${problem.code}: ${fix.title}`;
  const text = applyEdits(document, fix.edits);
  assert.ok(text !== null, `${what}: its edits overlap`);
  const after = parseSkill(text);
  assert.ok(isReadableAs(after, document), `${what}: parses worse`);
  if (fix.isPreferred && fix.edits.length > 0) {
    const was = countOf(problems, problem.code);
    const is = countOf(checkSkill(after, context, options), problem.code);
    // Beyond a hundred, problems of one kind are not counted.
    assert.ok(is < was || was >= 100, `${what}: does not solve it (${was} → ${is})`);
  }
}
