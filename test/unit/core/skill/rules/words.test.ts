import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { spanOf } from '../../../../../src/core/skill/document/positions.ts';
import type { Severity } from '../../../../../src/core/skill/problem.ts';
import { rules } from '../../../../../src/core/skill/rules/rules.ts';
import { noContext, type SkillContext } from '../../../../../src/core/skill/skillContext.ts';
import { readMarks } from '../../../../support/skill/markedText.ts';
import { inFolder, problemsIn, skill, sound, withFiles } from '../../../../support/skill/skillChecks.ts';

interface Told {
  readonly code: string;
  /** What is underlined stands between `«` and `»`. */
  readonly text: string;
  readonly context?: SkillContext;
  readonly severity: Severity;
  readonly message: string;
  /** The file, where it is not SKILL.md: there, nothing is underlined. */
  readonly path?: string;
}

const described = 'description: Fills in PDF forms. Use when the user has one.';
const named = (name: string) => skill(`name: ${name}\n${described}`);
const describes = (description: string) => skill(`name: pdf-forms\ndescription: ${description}`);
const body = (markdown: string) => sound('', `\n${markdown}\n`);
const mb = 1_000_000;
const many = (count: number, size = 1) =>
  withFiles(...Array.from({ length: count }, (_, i) => [`assets/${i}.png`, size] as const));

const frontMatter: readonly Told[] = [
  {
    code: 'front-matter-missing',
    text: '«»# Title\n',
    severity: 'error',
    message: 'There is no front matter.',
  },
  { code: 'front-matter-missing', text: '«»\n \n', severity: 'error', message: 'The file is empty.' },
  {
    code: 'front-matter-not-first',
    text: `«\n  \n»${sound()}`,
    severity: 'error',
    message: 'The front matter does not start on the first line.',
  },
  {
    code: 'byte-order-mark',
    text: `«\uFEFF»${sound()}`,
    severity: 'error',
    message: 'The file starts with an invisible byte order mark; readers that look for "---" do not find it.',
  },
  {
    code: 'front-matter-not-closed',
    text: `«---»\nname: pdf-forms\n${described}\n\n# Forms\n`,
    severity: 'error',
    message: 'The front matter is not closed: a line "---" is missing.',
  },
  {
    code: 'front-matter-not-map',
    text: skill('«- name\n- description»'),
    severity: 'error',
    message: 'The front matter has no keys; it needs lines such as "name: my-skill".',
  },
  {
    code: 'front-matter-too-large',
    text: `«---»\nname: ${'x'.repeat(65_536)}\n---\n`,
    severity: 'error',
    message: 'The front matter has 65,543 characters; more than 65,536 are not read.',
  },
  {
    code: 'front-matter-too-large',
    text: `«---»\n${'# a comment\n'.repeat(501)}---\n`,
    severity: 'error',
    message: 'The front matter has too many lines or brackets to be read safely.',
  },
  {
    code: 'duplicate-key',
    text: skill(`name: pdf-forms\n${described}\n«name»: other`),
    severity: 'error',
    message: '"name" stands here a second time.',
  },
  {
    code: 'duplicate-key',
    text: sound('metadata:\n  a: b\n  «a»: c'),
    severity: 'error',
    message: '"a" stands here a second time.',
  },
  {
    code: 'not-utf-8',
    text: `${sound()}Caf«\uFFFD»s, na\uFFFDve.\n`,
    severity: 'warning',
    message: 'This character was lost when the text was once read as something else than it was.',
  },
  {
    code: 'line-endings',
    text: `«---»${sound().slice(3).replaceAll('\n', '\r\n')}`,
    severity: 'hint',
    message: 'Lines end with CRLF; readers that look for "---" and LF miss the front matter.',
  },
];

const yaml: readonly Told[] = [
  {
    code: 'yaml-unquoted',
    text: describes('«Fills in forms: when asked.»'),
    severity: 'error',
    message: 'The value of "description" needs quotes because of ": ".',
  },
  {
    code: 'yaml-unquoted',
    text: describes('«@user asks: use it.»'),
    severity: 'error',
    message: 'The value of "description" needs quotes because of "@" at its start.',
  },
  {
    code: 'yaml-unquoted',
    text: describes('«"PDF" forms, when asked.»'),
    severity: 'error',
    message: 'The value of "description" needs quotes because of text after its quotes.',
  },
  {
    code: 'yaml-unclosed-quote',
    text: describes("«'Use when asked.»"),
    severity: 'error',
    message: "The closing ' is missing.",
  },
  {
    code: 'yaml-tab-between',
    text: sound('license:«\t»MIT'),
    severity: 'warning',
    message: 'Parsers of Python, which many agents use, refuse a tab here; use spaces.',
  },
  {
    code: 'yaml-tab',
    text: sound('metadata:\n«\t»a: b'),
    severity: 'error',
    message: 'Tabs cannot indent in YAML; use spaces.',
  },
  {
    code: 'yaml-space-after-colon',
    text: sound('«license:»MIT'),
    severity: 'error',
    message: 'A space is missing after "license:".',
  },
  {
    code: 'yaml-indent',
    text: skill(`name: pdf-forms\n«  »${described}`),
    severity: 'error',
    message: '"description" is indented, so it belongs to the key above.',
  },
  {
    code: 'yaml-syntax',
    text: sound('«no key and no value»'),
    severity: 'error',
    message: 'This line is not a key, a colon and a value.',
  },
  {
    code: 'yaml-early-end',
    text: sound('«...»\nlicense: MIT'),
    severity: 'error',
    message: 'Three dots end the YAML here, so what follows is not read.',
  },
  {
    code: 'yaml-anchor',
    text: sound('license: «&l» MIT\nmetadata:\n  license: *l'),
    severity: 'warning',
    message: 'Several products do not understand anchors (&) and aliases (*) in front matter.',
  },
  {
    code: 'yaml-comment-cut',
    text: describes('Closes issues« #12, when asked.»'),
    severity: 'warning',
    message: 'YAML takes "#12, when asked." for a comment, so "description" ends before it.',
  },
];

const names: readonly Told[] = [
  {
    code: 'name-missing',
    text: `«---»\n${described}\n---\nText.\n`,
    severity: 'error',
    message: 'The front matter has no name.',
  },
  {
    code: 'name-blank',
    text: skill(`«name: " "»\n${described}`),
    severity: 'error',
    message: 'The name is blank.',
  },
  {
    code: 'name-type',
    text: named('«2024»'),
    severity: 'error',
    message: 'YAML reads the name as a number, not as text.',
  },
  {
    code: 'name-format',
    text: named('«Größe der Form!»'),
    severity: 'error',
    message:
      'The name "Größe der Form!" has "G", "ö", "ß", a space, "F"; only a-z, 0-9 and hyphens are allowed.',
  },
  {
    code: 'name-format',
    text: named('«my_😀»'),
    severity: 'error',
    message: 'The name "my_😀" has "_", "😀"; only a-z, 0-9 and hyphens are allowed.',
  },
  {
    code: 'name-length',
    text: named(`«${'a'.repeat(65)}»`),
    severity: 'error',
    message: 'The name has 65 characters; at most 64 are allowed.',
  },
  {
    code: 'name-hyphens',
    text: named('«pdf--forms»'),
    severity: 'error',
    message: 'The name "pdf--forms" has two hyphens in a row.',
  },
  {
    code: 'name-hyphens',
    text: named('«-pdf»'),
    severity: 'error',
    message: 'The name "-pdf" has a hyphen at an end.',
  },
  {
    code: 'name-folder',
    text: named('«"pdf-forms"»'),
    context: inFolder('pdf'),
    severity: 'error',
    message: 'The name "pdf-forms" differs from the folder\'s, "pdf".',
  },
  {
    code: 'name-reserved',
    text: named('«use-claude»'),
    severity: 'error',
    message: 'The name "use-claude" contains "claude", which Anthropic reserves.',
  },
  {
    code: 'name-vague',
    text: named('«my-tools»'),
    severity: 'warning',
    message: 'The name "my-tools" does not say what the skill is about.',
  },
];

const descriptions: readonly Told[] = [
  {
    code: 'description-missing',
    text: '«---»\nname: x\n---\nText.\n',
    severity: 'error',
    message: 'The front matter has no description.',
  },
  {
    code: 'description-blank',
    text: skill('name: x\n«description:»'),
    severity: 'error',
    message: 'The description is blank.',
  },
  {
    code: 'description-type',
    text: describes('«[a, b]»'),
    severity: 'error',
    message: 'YAML reads the description as a list, not as text.',
  },
  {
    code: 'description-length',
    text: describes(`Use when ${'x'.repeat(1015)}«x»`),
    severity: 'error',
    message: 'The description has 1,025 characters; at most 1,024 are allowed.',
  },
  {
    code: 'description-tags',
    text: describes('Fills in «<form id="a">» elements when asked.'),
    severity: 'error',
    message: 'The description contains the tag "<form id="a">"; Anthropic refuses tags there.',
  },
  {
    code: 'description-tags-stripped',
    text: describes('Fills in «</form>» elements when asked.'),
    severity: 'warning',
    message: 'VS Code removes the tag "</form>" from the description when it loads the skill.',
  },
  {
    code: 'description-when',
    text: describes('«Writes and checks the text of a form.»'),
    severity: 'warning',
    message: 'The description does not say when to use the skill, as in "Use when the user …".',
  },
  {
    code: 'description-person',
    text: describes('Forms, when asked. «I can» fill them.'),
    severity: 'warning',
    message: '"I can" addresses a reader; descriptions are for the model, in the third person.',
  },
  {
    code: 'description-restates-name',
    text: describes('«A helper for PDF forms.»'),
    severity: 'warning',
    message: 'The description says nothing that the name "pdf-forms" does not say.',
  },
];

const fields: readonly Told[] = [
  {
    code: 'license-type',
    text: sound('license: «2»'),
    severity: 'error',
    message: 'YAML reads "license" as a number, not as text.',
  },
  { code: 'license-type', text: sound('«license»:'), severity: 'error', message: '"license" is blank.' },
  {
    code: 'license-long',
    text: sound(`license: «${'x'.repeat(1234)}»`),
    severity: 'information',
    message: 'The license has 1,234 characters; name it, or put it into a file and name that.',
  },
  {
    code: 'license-file-missing',
    text: sound('license: Terms in «legal/TERMS.txt».'),
    context: withFiles(),
    severity: 'warning',
    message: 'The skill has no file "legal/TERMS.txt".',
  },
  {
    code: 'compatibility-type',
    text: sound('compatibility: «true»'),
    severity: 'error',
    message: 'YAML reads "compatibility" as a boolean, not as text.',
  },
  {
    code: 'compatibility-length',
    text: sound(`compatibility: «${'é'.repeat(501)}»`),
    severity: 'error',
    message: 'The compatibility has 501 characters; 1 to 500 are allowed.',
  },
  {
    code: 'metadata-type',
    text: sound('metadata: «[a]»'),
    severity: 'error',
    message: 'The metadata is a list; it has to be a map, such as "version: …" on an indented line.',
  },
  {
    code: 'metadata-value',
    text: sound('metadata:\n  v: «1.0»'),
    severity: 'warning',
    message: 'YAML reads "v" as a number, not as text.',
  },
  { code: 'metadata-value', text: sound('metadata:\n  «v»:'), severity: 'warning', message: '"v" is blank.' },
  {
    code: 'allowed-tools-type',
    text: sound('allowed-tools: «7»'),
    severity: 'error',
    message: 'The allowed tools are a number, not text.',
  },
  {
    code: 'allowed-tools-list',
    text: sound('«allowed-tools»:\n  - Read\n  - Write\n  - Grep'),
    severity: 'information',
    message:
      'The allowed tools are a list of 3; the specification has one text, separated by spaces. Claude Code reads both.',
  },
  {
    code: 'allowed-tools-commas',
    text: sound('allowed-tools: «Read, Write»'),
    severity: 'information',
    message:
      'Commas separate the allowed tools; the specification separates them by spaces. Claude Code reads both.',
  },
  {
    code: 'field-misspelt',
    text: sound('«licence»: MIT'),
    severity: 'warning',
    message: '"licence" is no key that anyone reads; "license" is.',
  },
  {
    code: 'field-belongs-in-metadata',
    text: sound('«author»: me'),
    severity: 'warning',
    message: '"author" is not in the specification; it belongs under "metadata".',
  },
  {
    code: 'field-of-product',
    text: sound('«context»: fork'),
    severity: 'hint',
    message: '"context" is not in the specification; Claude Code and VS Code read it.',
  },
  {
    code: 'field-unknown',
    text: sound('«team»: us'),
    severity: 'information',
    message: '"team" is not in the specification, and no product is known to read it.',
  },
  {
    code: 'vscode-flag',
    text: sound('user-invocable: «"no"»'),
    severity: 'warning',
    message: '"user-invocable" has to be true or false; products differ in what they make of anything else.',
  },
  {
    code: 'vscode-argument-hint',
    text: sound('argument-hint: «[file]»'),
    severity: 'warning',
    message: 'YAML reads "argument-hint" as a list, not as text; Copilot CLI then drops the skill.',
  },
];

const bodies: readonly Told[] = [
  {
    code: 'body-empty',
    text: '---\nname: x\ndescription: Use when asked.\n«---»\n\n \n',
    severity: 'warning',
    message: 'There are no instructions after the front matter.',
  },
  {
    code: 'body-lines',
    text: `${skill(`name: x\n${described}`, 'x\n'.repeat(500))}«over»\nx\n`,
    severity: 'warning',
    message: 'The body has 502 lines; at most 500 are advised. Move details to references/.',
  },
  {
    code: 'body-tokens',
    text: skill(`name: x\n${described}`, `\n«# Words»\n${'word '.repeat(5_100)}\n`),
    severity: 'warning',
    message: 'The body has ≈ 5,104 tokens; at most 5,000 are advised. Move details to references/.',
  },
  {
    code: 'body-unread',
    text: `«»${skill(`name: x\n${described}`, 'y'.repeat(262_144))}`,
    severity: 'warning',
    message: 'SKILL.md has 262,220 characters; only the first 262,144 are checked.',
  },
  {
    code: 'fence-not-closed',
    text: body('- Run\n\n  «~~~~» sh\n  a'),
    severity: 'warning',
    message: 'This code fence is not closed, so all that follows is code.',
  },
];

const links: readonly Told[] = [
  {
    code: 'link-missing',
    text: body('See [a](<«b c.md»>).'),
    context: withFiles(),
    severity: 'warning',
    message: 'The skill has no file "b c.md".',
  },
  {
    code: 'link-missing',
    text: body('See [a](«out/b.md#x» "T").'),
    context: { ...withFiles(), excluded: [{ path: 'out/', why: 'by “out” in .gitignore:1' }] },
    severity: 'warning',
    message: '"out/b.md" is left out of the bundle: by “out” in .gitignore:1.',
  },
  {
    code: 'image-missing',
    text: body('![a](«b.png»)'),
    context: withFiles(),
    severity: 'warning',
    message: 'The skill has no file "b.png".',
  },
  {
    code: 'image-missing',
    text: body('<img width=3 src="«b.png»">'),
    context: withFiles(),
    severity: 'warning',
    message: 'The skill has no file "b.png".',
  },
  {
    code: 'link-outside',
    text: body('[a]: «../b.md»'),
    severity: 'warning',
    message: '"../b.md" is outside the skill, so it is not published with it.',
  },
  {
    code: 'link-absolute',
    text: body('[a](«C:\\x\\b.md»)'),
    severity: 'warning',
    message: '"C:\\x\\b.md" is an absolute path, which leads nowhere on another machine.',
  },
  {
    code: 'link-backslash',
    text: body('[a](«a\\b.md»)'),
    context: withFiles('a/b.md'),
    severity: 'warning',
    message: '"a\\b.md" is written with backslashes, which only Windows understands.',
  },
  {
    code: 'link-case',
    text: body('[a](«A/B.md»)'),
    context: withFiles('a/b.md'),
    severity: 'warning',
    message: 'The file is called "a/b.md"; only Windows and macOS find it under this letter case.',
  },
  {
    code: 'link-depth',
    text: body('[a](«a/b/c/d.md»)'),
    context: withFiles('a/b/c/d.md'),
    severity: 'information',
    message: 'The document is 3 folders deep; at most one is advised.',
  },
  {
    code: 'path-missing',
    text: body('Run `python «scripts/a.py» --all`, `scripts/b.py`.'),
    context: withFiles('scripts/b.py'),
    severity: 'warning',
    message: 'The skill has no file "scripts/a.py".',
  },
  {
    code: 'path-missing',
    text: body('```sh\n./«scripts/A.py»\n```'),
    context: withFiles('scripts/a.py'),
    severity: 'warning',
    message: 'The skill has no file "scripts/A.py". It has "scripts/a.py".',
  },
  {
    code: 'path-missing',
    text: body('Write `«assets/out.csv»`.'),
    context: withFiles(),
    severity: 'information',
    message: 'The skill has no file "assets/out.csv".',
  },
];

const elsewhere: readonly Told[] = [
  {
    code: 'mention-left-out',
    text: body('See [a](references/a.md).'),
    context: {
      ...withFiles('references/a.md'),
      excluded: [{ path: 'assets/b.pdf', why: 'by “*.pdf” in .gitignore:2' }],
      texts: new Map([['references/a.md', 'Fill in `../assets/b.pdf` or `assets/b.pdf`.\n']]),
    },
    severity: 'warning',
    message: 'It mentions "assets/b.pdf", which is left out of the bundle: by “*.pdf” in .gitignore:2.',
    path: 'references/a.md',
  },
  {
    code: 'lfs-pointer',
    text: '«version https://git-lfs.github.com/spec/v1»\noid sha256:0\nsize 1\n',
    severity: 'error',
    message: 'SKILL.md is a pointer of Git LFS and not the file itself: run "git lfs pull".',
  },
  {
    code: 'lfs-pointer',
    text: sound(),
    context: {
      ...withFiles('assets/a.png'),
      texts: new Map([
        ['assets/a.png', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'],
      ]),
    },
    severity: 'warning',
    message: '"assets/a.png" is a pointer of Git LFS and not the file itself: run "git lfs pull".',
    path: 'assets/a.png',
  },
];

const bundles: readonly Told[] = [
  {
    code: 'skill-md-case',
    text: sound(),
    context: { ...withFiles(), files: [{ path: 'Skill.MD', size: 9, isExecutable: false }] },
    severity: 'warning',
    message: 'The file is called "Skill.MD"; the specification says "SKILL.md".',
  },
  {
    code: 'skill-md-ignored',
    text: sound(),
    context: { ...withFiles(), manifestRule: { why: 'by “*.md” in ../.gitignore:4', isOwn: false } },
    severity: 'information',
    message: 'A rule would leave SKILL.md out (by “*.md” in ../.gitignore:4); it is published all the same.',
  },
  {
    code: 'skill-md-several',
    text: sound(),
    context: withFiles('examples/a/SKILL.md'),
    severity: 'error',
    message: '"examples/a/SKILL.md" is a second SKILL.md; OpenAI takes exactly one.',
    path: 'examples/a/SKILL.md',
  },
  {
    code: 'bundle-link-outside',
    text: sound(),
    context: { ...noContext, outsideLinks: ['a/b'] },
    severity: 'error',
    message:
      '"a/b" is a link that leads out of the skill, nowhere, or to a folder around it; it cannot be published.',
    path: 'a/b',
  },
  {
    code: 'ignore-file-unread',
    text: sound(),
    context: { ...noContext, unreadIgnores: [{ path: '../.gitignore', why: 'it is larger than 64 KB' }] },
    severity: 'warning',
    message: '"../.gitignore" was not read: it is larger than 64 KB. What it names is in the bundle.',
  },
  {
    code: 'openai-file-count',
    text: sound(),
    context: many(1499),
    severity: 'error',
    message: 'The skill has 1,500 files; OpenAI takes at most 500.',
  },
  {
    code: 'openai-file-size',
    text: sound(),
    context: withFiles(['a.pdf', 31_540_000]),
    severity: 'error',
    message: '"a.pdf" has 30.1 MB; OpenAI takes files of at most 25 MB.',
    path: 'a.pdf',
  },
  {
    code: 'openai-bundle-size',
    text: sound(),
    context: many(6, 10 * mb),
    severity: 'warning',
    message: 'Before zipping, the files have 57.3 MB; OpenAI takes zips of at most 50 MB.',
  },
  {
    code: 'anthropic-bundle-size',
    text: sound(),
    context: many(4, 10 * mb),
    severity: 'error',
    message: 'The files have 38.2 MB; Anthropic takes less than 30 MB.',
  },
  {
    code: 'path-not-portable',
    text: sound(),
    context: withFiles('a/what?.md'),
    severity: 'error',
    message: '"a/what?.md" has ? in its name, which Windows does not allow; it cannot be published.',
    path: 'a/what?.md',
  },
  {
    code: 'path-long',
    text: sound(),
    context: withFiles(`${'a'.repeat(197)}.png`),
    severity: 'warning',
    message: `"${'a'.repeat(80)}…": the path has 201 characters, and Windows takes about 260 in all.`,
    path: `${'a'.repeat(197)}.png`,
  },
  {
    code: 'path-case-collision',
    text: sound(),
    context: withFiles('a.md', 'A.md'),
    severity: 'error',
    message:
      '"A.md" is "a.md" in other letters, which many systems take for the same; it cannot be published.',
    path: 'A.md',
  },
  {
    code: 'git-index-unread',
    text: sound(),
    context: { ...withFiles(), unreadIndex: 'it is split over two files' },
    severity: 'warning',
    message:
      "Git's index was not read: it is split over two files. Ignored files that Git tracks are left out like the others.",
  },
  {
    code: 'path-secret',
    text: sound(),
    context: withFiles('id_rsa'),
    severity: 'warning',
    message: '"id_rsa" looks like credentials; everyone who gets the skill can read it.',
    path: 'id_rsa',
  },
  {
    code: 'file-unreferenced',
    text: sound(),
    context: withFiles('a/b.md'),
    severity: 'hint',
    message: 'Neither SKILL.md nor another file mentions "a/b.md", so agents may never find it.',
    path: 'a/b.md',
  },
  {
    code: 'ignore-unknown',
    text: sound('# skillwright-ignore license-long «lisence» -- since\nlicense: MIT'),
    severity: 'warning',
    message: 'There is no rule "lisence".',
  },
];

const texts: readonly Told[] = [
  {
    code: 'not-utf-8',
    text: `«»${sound()}`,
    context: { ...withFiles(), encoding: 'utf-16' },
    severity: 'error',
    message: 'SKILL.md is UTF-16, which agents and registries cannot read. Save it as UTF-8.',
  },
  {
    code: 'file-not-utf-8',
    text: body('See [a](a.md).'),
    context: { ...withFiles('a.md'), texts: new Map([['a.md', null]]) },
    severity: 'warning',
    message: '"a.md" is not UTF-8, so agents read other characters than you wrote.',
    path: 'a.md',
  },
  {
    code: 'file-not-utf-8',
    text: body('See [a](a.csv).'),
    context: { ...withFiles('a.csv'), texts: new Map([['a.csv', null]]) },
    severity: 'information',
    message: '"a.csv" is not UTF-8, so agents read other characters than you wrote.',
    path: 'a.csv',
  },
  {
    code: 'link-as-text',
    text: '«../common/SKILL.md»',
    severity: 'error',
    message:
      'SKILL.md holds nothing but the path "../common/SKILL.md". Git checked out a symbolic link as text; set core.symlinks to true and check it out again.',
  },
  {
    code: 'link-as-text',
    text: body('See [a](a.md).'),
    context: { ...withFiles('a.md'), texts: new Map([['a.md', '../../b/a.md']]) },
    severity: 'warning',
    message:
      '"a.md" holds nothing but the path "../../b/a.md". Git checked out a symbolic link as text; set core.symlinks to true and check it out again.',
    path: 'a.md',
  },
  {
    code: 'conflict-marker',
    text: body('«<<<<<<< HEAD»\na\n=======\nb\n>>>>>>> c'),
    severity: 'error',
    message: 'A conflict of Git starts here; choose one of the two sides.',
  },
  {
    code: 'invisible-character',
    text: skill(`name:«\u00a0»pdf-forms\n${described}`),
    severity: 'error',
    message: 'A no-break space (U+00A0) stands here, where YAML wants a plain space.',
  },
  {
    code: 'invisible-character',
    text: describes('Fills in «\u200b»forms. Use when asked.'),
    severity: 'warning',
    message: 'A zero-width space (U+200B) stands here, which nobody sees and readers take for a letter.',
  },
  {
    code: 'heading-space',
    text: body('##«\u00a0»Fields'),
    severity: 'warning',
    message: 'The space after the number sign is none that Markdown knows, so this is no heading.',
  },
  {
    code: 'placeholder-text',
    text: body('«[TODO: say what to do]»'),
    severity: 'warning',
    message: 'This text of a template is still to be written over.',
  },
  {
    code: 'delimiter-blank',
    text: `---«  »\nname: pdf-forms\n${described}\n---\n\nRead it.\n`,
    severity: 'warning',
    message: '2 blanks follow the three hyphens; readers that look for "---" alone do not see a skill here.',
  },
  {
    code: 'yaml-tag',
    text: sound('license: «!include» LICENSE'),
    severity: 'error',
    message: 'Parsers of YAML do not know the tag "!include" and refuse the front matter.',
  },
  {
    code: 'yaml-read-otherwise',
    text: sound('license: «no»'),
    severity: 'warning',
    message: 'Many YAML parsers read "license" as true or false, not as text.',
  },
  {
    code: 'metadata-value',
    text: sound('metadata:\n  at: «12:30»'),
    severity: 'warning',
    message: 'Many YAML parsers read "at" as a number to the base of 60, not as text.',
  },
  {
    code: 'anthropic-key',
    text: sound('«model»: opus'),
    severity: 'warning',
    message:
      'Anthropic may refuse "model": its uploads take no other keys than name, description, license, compatibility, metadata and allowed-tools.',
  },
  {
    code: 'argument-placeholder',
    text: body('It costs «$2» or $3.'),
    severity: 'hint',
    message: 'Claude Code replaces "$2", and 1 more below, by arguments of the skill, also in code.',
  },
  {
    code: 'link-form',
    text: body('See [a](«r\u00e9.md»).'),
    context: withFiles('re\u0301.md'),
    severity: 'warning',
    message:
      '"r\u00e9.md" looks like the name of the file, which is decomposed (NFD); Linux takes them for two names.',
  },
  {
    code: 'skill-inside',
    text: sound().replace('---', '«---»'),
    context: withFiles('a/SKILL.md'),
    severity: 'information',
    message: '"a/SKILL.md" is a skill inside this one; agents and registries differ in what they make of it.',
  },
  {
    code: 'anthropic-skill-md-several',
    text: sound().replace('---', '«---»'),
    context: withFiles('a/SKILL.md'),
    severity: 'warning',
    message: '"a/SKILL.md" is a second SKILL.md; claude.ai takes exactly one.',
  },
  {
    code: 'anthropic-plugin',
    text: sound().replace('---', '«---»'),
    context: withFiles('.claude-plugin/plugin.json'),
    severity: 'warning',
    message:
      '".claude-plugin/plugin.json" makes this a plugin; Anthropic takes no skill with a plugin manifest in it.',
  },
  {
    code: 'anthropic-file-count',
    text: sound(),
    context: many(200),
    severity: 'information',
    message: 'The skill has 201 files; who uploads it to claude.ai by hand is refused above 200.',
  },
];

const all = [
  ...texts,
  ...frontMatter,
  ...yaml,
  ...names,
  ...descriptions,
  ...fields,
  ...bodies,
  ...links,
  ...elsewhere,
  ...bundles,
];

describe('what is told of a problem', () => {
  for (const told of all) {
    it(`${told.code}: ${told.message.slice(0, 80)}`, () => {
      const { text, marks } = readMarks(told.text);
      const [problem, ...more] = problemsIn(text, told.code, told.context);
      assert.ok(problem, 'it is not found');
      assert.deepEqual(more, []);
      assert.equal(problem.message, told.message);
      assert.equal(problem.severity, told.severity);
      assert.equal(problem.path, told.path ?? 'SKILL.md');
      const [mark = { start: 0, end: 0 }] = marks;
      assert.deepEqual(spanOf(parseSkill(text), problem.range), mark);
    });
  }

  it('is held to these words for every rule', () => {
    const codes = new Set(all.map(({ code }) => code));
    assert.deepEqual(
      rules.filter(({ code }) => !codes.has(code)),
      [],
    );
  });
});
