import { spanOf } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import { quotedBit } from '../fields.ts';
import { dataText, newFileFix, preferred, replaceSpan } from '../fix/edits.ts';
import type { BodyLink } from '../markdown/parts.ts';
import type { Fix, Problem } from '../problem.ts';
import type { Finding, Rule, RuleInput } from '../rule.ts';
import { missingMessage } from './paths.ts';
import { bestPractice, spec } from './sources.ts';

const relative = spec(
  'When referencing other files in your skill, use relative paths from the skill root.',
  'file-references',
);

/** Links into the skill whose file is not there, neither under another letter case nor kept out of the bundle. */
function* missing({ links, files }: RuleInput, isImage: boolean): Iterable<Finding> {
  if (!files) {
    return;
  }
  for (const { kind, reference, span } of links) {
    if ((kind === 'image') !== isImage) {
      continue;
    }
    if (reference.kind !== 'inside' || files.has(reference.path) || files.spelling(reference.path)) {
      continue;
    }
    const { path } = reference;
    const canBeMade = files.whyExcluded(path) === null && !files.isEmptyDirectory(path);
    yield { message: missingMessage(files, path), span, data: { path: canBeMade ? path : '' } };
  }
}

/** Whether two paths differ in nothing but how Unicode writes their letters, and perhaps in letter case. */
function isOtherForm(path: string, other: string): boolean {
  return path !== other && path.normalize('NFC') === other.normalize('NFC');
}

/** Replaces the target by the one in the problem's data. */
function retarget(title: string): (problem: Problem, document: SkillDocument) => readonly Fix[] {
  return (problem, document) => {
    const to = dataText(problem, 'to');
    return to === '' ? [] : [preferred(title, replaceSpan(document, spanOf(document, problem.range), to))];
  };
}

/** The bundled file that an absolute path ends with: `/home/me/pdf-forms/references/a.md` → `references/a.md`. */
function bundledEnd({ files }: RuleInput, { target }: BodyLink): string {
  const parts = target.replaceAll('\\', '/').split('/').slice(-20);
  for (let i = 1; i < parts.length; i++) {
    const path = parts.slice(i).join('/');
    if (path !== '' && files?.hasFile(path)) {
      return path;
    }
  }
  return '';
}

/** A path with backslashes in code. */
const windowsPath = /(?<![\w\\/:.%$~-])(?:\.\\)?[\w.-]+(?:\\[\w.-]+)+/g;

/** What Windows runs, where such paths belong. */
const windowsOnly = /\.(?:ps1|psm1|bat|cmd|exe)$/i;

/** The skill's own files by paths that only Windows understands, in code spans: what is in a block may be for Windows. */
function* ownWithBackslashes({ body, files }: RuleInput): Iterable<Finding> {
  for (const { text, span } of files ? body.codeSpans : []) {
    for (const { 0: path, index } of text.includes('\\') ? text.matchAll(windowsPath) : []) {
      const to = path.replaceAll('\\', '/');
      if (files?.hasFile(to.replace(/^\.\//, '')) && !windowsOnly.test(path)) {
        const message = `${quotedBit(path, 80)} is written with backslashes, which only Windows understands.`;
        const start = span.start + index;
        yield { message, span: { start, end: start + path.length }, data: { to } };
      }
    }
  }
}

export const linkRules: readonly Rule[] = [
  {
    code: 'link-missing',
    profile: 'spec',
    severity: 'warning',
    summary: 'A link leads to a file that is in the skill.',
    source: relative,
    check: skill => missing(skill, false),
    fix: problem => newFileFix(dataText(problem, 'path')),
  },
  {
    code: 'image-missing',
    profile: 'spec',
    severity: 'warning',
    summary: 'An image is in the skill.',
    source: relative,
    check: skill => missing(skill, true),
  },
  {
    code: 'link-outside',
    profile: 'spec',
    severity: 'warning',
    summary: "Links stay inside the skill's folder.",
    source: relative,
    *check({ links }) {
      for (const { target, reference, span } of links) {
        if (reference.kind !== 'outside') {
          continue;
        }
        yield {
          message: `${quotedBit(target, 80)} is outside the skill, so it is not published with it.`,
          span,
        };
      }
    },
  },
  {
    code: 'link-absolute',
    profile: 'spec',
    severity: 'warning',
    summary: 'Links to files are relative.',
    source: relative,
    *check(skill) {
      for (const link of skill.links) {
        if (link.reference.kind !== 'absolute') {
          continue;
        }
        const message = `${quotedBit(link.target, 80)} is an absolute path, which leads nowhere on another machine.`;
        yield { message, span: link.span, data: { to: bundledEnd(skill, link) } };
      }
    },
    fix: retarget('Make the path relative'),
  },
  {
    code: 'link-backslash',
    profile: 'spec',
    severity: 'warning',
    summary: 'Paths are written with `/`.',
    source: bestPractice('Always use forward slashes in file paths, even on Windows.'),
    *check(skill) {
      for (const { target, reference, span } of skill.links) {
        // A backslash before punctuation is Markdown's own escape.
        if (!/\\[A-Za-z0-9.]/.test(target) || reference.kind === 'absolute') {
          continue;
        }
        const message = `${quotedBit(target, 80)} is written with backslashes, which only Windows understands.`;
        yield { message, span, data: { to: target.replaceAll('\\', '/') } };
      }
      yield* ownWithBackslashes(skill);
    },
    fix: retarget('Write it with "/"'),
  },
  {
    code: 'link-case',
    profile: 'spec',
    severity: 'warning',
    summary: "A link has the file's own letter case.",
    source: relative,
    *check({ links, files }) {
      for (const { target, reference, span } of links) {
        if (!files || reference.kind !== 'inside' || files.has(reference.path)) {
          continue;
        }
        const spelling = files.spelling(reference.path);
        if (spelling === null || isOtherForm(spelling, reference.path)) {
          continue;
        }
        const at = target.toLowerCase().indexOf(spelling.toLowerCase());
        const to = at === -1 ? '' : target.slice(0, at) + spelling + target.slice(at + spelling.length);
        const message = `The file is called ${quotedBit(spelling, 80)}; only Windows and macOS find it under this letter case.`;
        yield { message, span, data: { to } };
      }
    },
    fix: retarget("Use the file's own letter case"),
  },
  {
    code: 'link-form',
    profile: 'spec',
    severity: 'warning',
    summary: "A link has the file's own form of letters such as é, which Unicode writes in two ways.",
    source: {
      text: 'Canonical equivalents: the same abstract character, as one code point or several.',
      url: 'https://unicode.org/reports/tr15/#Canon_Compat_Equivalence',
    },
    *check({ links, files }) {
      for (const { target, reference, span } of links) {
        if (!files || reference.kind !== 'inside' || files.has(reference.path)) {
          continue;
        }
        const spelling = files.spelling(reference.path);
        if (spelling === null || !isOtherForm(spelling, reference.path)) {
          continue;
        }
        const how = spelling === spelling.normalize('NFC') ? 'composed (NFC)' : 'decomposed (NFD)';
        const message = `${quotedBit(reference.path, 80)} looks like the name of the file, which is ${how}; Linux takes them for two names.`;
        const at = target.indexOf(reference.path);
        const suffix = at === -1 ? '' : target.slice(at + reference.path.length);
        const to =
          at === -1
            ? spelling.replace(/[ %?#<>()]/g, encodeURIComponent)
            : target.slice(0, at) + spelling + suffix;
        yield { message, span, data: { to } };
      }
    },
    fix: retarget("Use the file's own form"),
  },
  {
    code: 'link-depth',
    profile: 'advice',
    severity: 'information',
    summary: 'Documents are at most one folder deep.',
    source: spec(
      'Keep file references one level deep from `SKILL.md`. Avoid deeply nested reference chains.',
      'file-references',
    ),
    *check({ links }) {
      for (const { kind, reference, span } of links) {
        if (kind === 'image' || reference.kind !== 'inside' || !/\.md$/i.test(reference.path)) {
          continue;
        }
        const depth = reference.path.split('/').length - 1;
        if (depth < 2) {
          continue;
        }
        yield { message: `The document is ${depth} folders deep; at most one is advised.`, span };
      }
    },
  },
];
