import { credentialName } from '../../secrets/credentialNames.ts';
import { fileNameProblem, repositoryProblem } from '../../text/fileNames.ts';
import { NameSet } from '../../text/nameSet.ts';
import { baseName } from '../../text/paths.ts';
import { readManifest } from '../document/manifest.ts';
import {
  isFolderNamed,
  isMentionedElsewhere,
  type NamesInFiles,
  namesIn,
  namesInFiles,
} from '../document/namesIn.ts';
import { counted, quotedBit } from '../fields.ts';
import { dataText } from '../fix/edits.ts';
import { anthropicLimits } from '../limits.ts';
import type { Finding, Rule, RuleInput } from '../rule.ts';
import { anthropic, openai, spec } from './sources.ts';

const top = { start: 0, end: 0 };

/** Each path is looked at by several rules; a folder with more files has other worries. */
const maxPaths = 5000;

/** Longer paths may not find room below a user's folder on Windows, which takes 260 characters in all. */
const advisedPathLength = 200;

/** Up to so many files are looked for one by one. */
const quickLooks = 50;

function pathsOf({ files }: RuleInput): readonly string[] {
  return (files?.files ?? []).slice(0, maxPaths).map(({ path }) => path);
}

/** What the bundle's folder will be called: the skill's name; what is no name at all is for the rules of names. */
function topFolderOf({ document }: RuleInput): string {
  const name = readManifest(document)?.name ?? '';
  return /^[a-z0-9-]{1,64}$/.test(name) ? name : 'skill';
}

/** The SKILL.md of folders inside the skill, in whatever letter case. */
function innerManifests(skill: RuleInput): readonly string[] {
  return pathsOf(skill).filter(path => path.includes('/') && baseName(path).toLowerCase() === 'skill.md');
}

/** Files that need no mention: agents or tools find them by their names. */
const selfExplaining =
  /^(?:skill\.md|license|licence|notice|copying|readme|changelog|contributing|authors|requirements|package(?:-lock)?|pyproject|uv|tsconfig|__init__|\.|openai\.ya?ml$)/i;

function isMentioned(path: string, mentioned: ReadonlySet<string>): boolean {
  const name = baseName(path).normalize('NFC');
  if (
    mentioned.has(path.normalize('NFC')) ||
    mentioned.has(name) ||
    mentioned.has(name.replace(/\.\w+$/, ''))
  ) {
    return true;
  }
  return isFolderNamed(path, mentioned);
}

export const bundleRules: readonly Rule[] = [
  {
    code: 'skill-md-case',
    profile: 'spec',
    severity: 'warning',
    summary: 'The file is called SKILL.md, in capitals.',
    source: spec('A skill is a directory containing, at minimum, a `SKILL.md` file.', 'directory-structure'),
    *check({ files }): Iterable<Finding> {
      if (!files || files.hasFile('SKILL.md')) {
        return;
      }
      const spelling = files.spelling('SKILL.md');
      if (spelling) {
        const message = `The file is called "${spelling}"; the specification says "SKILL.md".`;
        yield { message, span: top, data: { spelling } };
      }
    },
    fix(problem) {
      const renameFile = { from: dataText(problem, 'spelling'), to: 'SKILL.md' };
      return [{ title: 'Rename the file to "SKILL.md"', edits: [], renameFile, isPreferred: false }];
    },
  },
  {
    code: 'skill-md-ignored',
    profile: 'advice',
    severity: 'warning',
    summary: 'No ignore rule fits SKILL.md.',
    source: spec('A skill is a directory containing, at minimum, a `SKILL.md` file.', 'directory-structure'),
    *check({ context: { manifestRule } }) {
      if (manifestRule === null) {
        return;
      }
      const message = `A rule would leave SKILL.md out (${manifestRule.why}); it is published all the same.`;
      // What is ignored from outside may well be meant to be.
      yield { message, span: top, severity: manifestRule.isOwn ? 'warning' : 'information' };
    },
  },
  {
    code: 'skill-md-several',
    profile: 'openai',
    severity: 'error',
    summary: 'The skill has exactly one SKILL.md, in whatever letter case and folder.',
    source: openai('An upload has exactly one SKILL.md, in any letter case.'),
    *check(skill) {
      const found = pathsOf(skill).filter(path => baseName(path).toLowerCase() === 'skill.md');
      for (const path of found.filter(path => path.toLowerCase() !== 'skill.md')) {
        const message = `${quotedBit(path, 80)} is a second SKILL.md; OpenAI takes exactly one.`;
        yield { message, span: top, path };
      }
    },
  },
  {
    code: 'skill-inside',
    profile: 'advice',
    severity: 'information',
    summary: 'No skill lies inside another.',
    source: spec('A skill is a directory containing, at minimum, a `SKILL.md` file.', 'directory-structure'),
    *check(skill) {
      for (const path of innerManifests(skill)) {
        const message = `${quotedBit(path, 80)} is a skill inside this one; agents and registries differ in what they make of it.`;
        yield { message, span: skill.document.frontMatter?.open ?? top };
      }
    },
  },
  {
    code: 'anthropic-skill-md-several',
    profile: 'anthropic',
    severity: 'warning',
    summary: 'The skill has exactly one SKILL.md; claude.ai refuses a zip with several.',
    source: anthropic('Zip must contain exactly one SKILL.md file.'),
    *check(skill) {
      const [path] = innerManifests(skill);
      if (path !== undefined) {
        const message = `${quotedBit(path, 80)} is a second SKILL.md; claude.ai takes exactly one.`;
        yield { message, span: skill.document.frontMatter?.open ?? top };
      }
    },
  },
  {
    code: 'anthropic-plugin',
    profile: 'anthropic',
    severity: 'warning',
    summary: 'The skill contains no manifest of a plugin.',
    source: anthropic('A skill cannot contain a plugin manifest.'),
    *check(skill) {
      const found = pathsOf(skill).find(path =>
        /(?:^|\/)\.claude-plugin\/(?:plugin|marketplace)\.json$/i.test(path),
      );
      if (found !== undefined) {
        const message = `${quotedBit(found, 80)} makes this a plugin; Anthropic takes no skill with a plugin manifest in it.`;
        yield { message, span: skill.document.frontMatter?.open ?? top };
      }
    },
  },
  {
    code: 'anthropic-file-count',
    profile: 'anthropic',
    severity: 'information',
    summary: `The skill has at most ${anthropicLimits.filesByHand} files, which is what claude.ai's own upload takes.`,
    source: anthropic('Zip contains too many files (maximum 200)'),
    *check({ files }) {
      const count = files?.files.length ?? 0;
      if (count > anthropicLimits.filesByHand) {
        const message = `The skill has ${counted(count)} files; who uploads it to claude.ai by hand is refused above ${anthropicLimits.filesByHand}.`;
        yield { message, span: top };
      }
    },
  },
  {
    code: 'bundle-link-outside',
    profile: 'spec',
    severity: 'error',
    summary: "Symbolic links stay inside the skill's folder.",
    source: spec('A skill is a directory containing, at minimum, a `SKILL.md` file.', 'directory-structure'),
    *check({ context }) {
      for (const path of context.outsideLinks) {
        const message = `${quotedBit(path, 80)} is a link that leads out of the skill, nowhere, or to a folder around it; it cannot be published.`;
        yield { message, span: top, path };
      }
    },
  },
  {
    code: 'path-not-portable',
    profile: 'spec',
    severity: 'error',
    summary: 'Every file has a name that all systems can store; a bundle takes no other.',
    source: {
      text: 'Naming files, paths and namespaces',
      url: 'https://learn.microsoft.com/windows/win32/fileio/naming-a-file',
    },
    *check(skill) {
      const folder = topFolderOf(skill);
      const why = fileNameProblem(folder);
      if (why) {
        yield { message: `${quotedBit(folder)} ${why}; no skill can be published by it.`, span: top };
        return;
      }
      for (const path of pathsOf(skill)) {
        const problem = fileNameProblem(`${folder}/${path}`);
        if (problem) {
          yield { message: `${quotedBit(path, 80)} ${problem}; it cannot be published.`, span: top, path };
        }
      }
      for (const { path, why: problem } of skill.context.unpackable ?? []) {
        yield { message: `${quotedBit(path, 80)} ${problem}; it cannot be published.`, span: top, path };
      }
      const repository = repositoryProblem(pathsOf(skill));
      if (repository) {
        const { path, because } = repository;
        yield { message: `${quotedBit(path, 80)} ${because}; it cannot be published.`, span: top, path };
      }
    },
  },
  {
    code: 'path-long',
    profile: 'advice',
    severity: 'warning',
    summary: `No path has more than ${advisedPathLength} characters.`,
    source: {
      text: 'Maximum path length limitation: 260 characters.',
      url: 'https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation',
    },
    *check(skill) {
      for (const path of pathsOf(skill)) {
        if (path.length <= advisedPathLength || fileNameProblem(path)) {
          continue;
        }
        const message = `${quotedBit(path, 80)}: the path has ${path.length} characters, and Windows takes about 260 in all.`;
        yield { message, span: top, path };
      }
    },
  },
  {
    code: 'path-case-collision',
    profile: 'spec',
    severity: 'error',
    summary: 'No two paths differ only in letter case or in how their letters are composed.',
    source: {
      text: 'Do not assume case sensitivity.',
      url: 'https://learn.microsoft.com/windows/win32/fileio/naming-a-file',
    },
    *check(skill) {
      const names = new NameSet();
      for (const path of pathsOf(skill)) {
        const why = fileNameProblem(path) ? null : names.add(path, false);
        if (why) {
          yield { message: `${quotedBit(path, 80)} ${why}; it cannot be published.`, span: top, path };
        }
      }
    },
  },
  {
    code: 'ignore-file-unread',
    profile: 'spec',
    severity: 'warning',
    summary:
      'Every .gitignore and .skillignore of the skill counts: a plain file of at most 64 KB, a .skillignore at the top.',
    source: {
      text: 'Git does not follow symbolic links when accessing a `.gitignore` file in the working tree.',
      url: 'https://git-scm.com/docs/gitignore',
    },
    *check({ context }) {
      for (const { path, why } of context.unreadIgnores) {
        yield {
          message: `${quotedBit(path, 80)} was not read: ${why}. What it names is in the bundle.`,
          span: top,
        };
      }
    },
  },
  {
    code: 'git-index-unread',
    profile: 'spec',
    severity: 'warning',
    summary: "Git's index can be read where ignored files may be tracked.",
    source: {
      text: 'Files already tracked by Git are not affected.',
      url: 'https://git-scm.com/docs/gitignore',
    },
    *check({ context: { unreadIndex } }) {
      if (unreadIndex !== null) {
        const message = `Git's index was not read: ${unreadIndex}. Ignored files that Git tracks are left out like the others.`;
        yield { message, span: top };
      }
    },
  },
  {
    code: 'path-secret',
    profile: 'advice',
    severity: 'warning',
    summary: 'No file has a name that stands for credentials.',
    source: openai('Who may use a skill can download all of its files.'),
    *check(skill) {
      for (const path of pathsOf(skill)) {
        if (credentialName(path) === null) {
          continue;
        }
        yield {
          message: `${quotedBit(path, 80)} looks like credentials; everyone who gets the skill can read it.`,
          span: top,
          path,
        };
      }
    },
  },
  {
    code: 'file-unreferenced',
    profile: 'advice',
    severity: 'hint',
    summary: 'SKILL.md, or another file of the skill, mentions every file or its folder.',
    source: spec(
      '**Resources** (as needed): Files (e.g. those in `scripts/`, `references/`, or `assets/`) are loaded only when required.',
      'progressive-disclosure',
    ),
    *check(skill) {
      const paths = pathsOf(skill).filter(path => !selfExplaining.test(baseName(path)));
      if (paths.length === 0) {
        return;
      }
      const { text } = skill.document;
      let mentioned: ReadonlySet<string> | null = null;
      let elsewhere: NamesInFiles | null = null;
      for (const path of paths) {
        // Looking for the path is quick for a few, and most are mentioned so.
        if (paths.length <= quickLooks && text.includes(path)) {
          continue;
        }
        mentioned ??= namesIn(skill);
        if (isMentioned(path, mentioned)) {
          continue;
        }
        elsewhere ??= namesInFiles(skill.context.texts);
        if (isMentionedElsewhere(path, elsewhere)) {
          continue;
        }
        yield {
          message: `Neither SKILL.md nor another file mentions ${quotedBit(path, 80)}, so agents may never find it.`,
          span: top,
          path,
        };
      }
    },
  },
];
