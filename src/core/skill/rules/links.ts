import { findMentions } from '../document/mentions.ts';
import { spanOf } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import { quotedBit } from '../fields.ts';
import type { FileIndex } from '../fileIndex.ts';
import { dataText, preferred, replaceSpan } from '../fix/edits.ts';
import type { BodyLink } from '../markdown/parts.ts';
import type { Fix, Problem } from '../problem.ts';
import type { Finding, Rule, RuleInput } from '../rule.ts';
import { withBody } from './examples.ts';
import { bestPractice, spec } from './sources.ts';

const relative = spec(
  'When referencing other files in your skill, use relative paths from the skill root.',
  'file-references',
);
const good = withBody('\nSee [the fields](references/fields.md).\n', {
  files: { 'references/fields.md': 100 },
});

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
    yield { message: missingMessage(files, reference.path), span };
  }
}

/** Why a path that is asked for is not in the bundle. */
function missingMessage(files: FileIndex, path: string): string {
  const why = files.whyExcluded(path);
  if (why !== null) {
    return `${quotedBit(path, 80)} is left out of the bundle: ${why}.`;
  }
  return files.isEmptyDirectory(path)
    ? `${quotedBit(path, 80)} is empty, so it is not published.`
    : `The skill has no file ${quotedBit(path, 80)}.`;
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

export const linkRules: readonly Rule[] = [
  {
    code: 'link-missing',
    profile: 'spec',
    severity: 'warning',
    summary: 'A link leads to a file that is in the skill.',
    source: relative,
    bad: withBody('\nSee [the fields](references/fields.md).\n', { files: {} }),
    good,
    check: skill => missing(skill, false),
  },
  {
    code: 'image-missing',
    profile: 'spec',
    severity: 'warning',
    summary: 'An image is in the skill.',
    source: relative,
    bad: withBody('\n![A form](assets/form.png)\n', { files: {} }),
    good: withBody('\n![A form](assets/form.png)\n', { files: { 'assets/form.png': 100 } }),
    check: skill => missing(skill, true),
  },
  {
    code: 'link-outside',
    profile: 'spec',
    severity: 'warning',
    summary: "Links stay inside the skill's folder.",
    source: relative,
    bad: withBody('\nSee [the fields](../other/fields.md).\n'),
    good,
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
    bad: withBody('\nSee [the fields](/home/me/pdf-forms/references/fields.md).\n', {
      files: { 'references/fields.md': 100 },
    }),
    good,
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
    bad: withBody('\nSee [the fields](references\\fields.md).\n', { files: { 'references/fields.md': 100 } }),
    good,
    *check({ links }) {
      for (const { target, reference, span } of links) {
        // A backslash before punctuation is Markdown's own escape.
        if (!/\\[\w.]/.test(target) || reference.kind === 'absolute') {
          continue;
        }
        const message = `${quotedBit(target, 80)} is written with backslashes, which only Windows understands.`;
        yield { message, span, data: { to: target.replaceAll('\\', '/') } };
      }
    },
    fix: retarget('Write it with "/"'),
  },
  {
    code: 'link-case',
    profile: 'spec',
    severity: 'warning',
    summary: "A link has the file's own letter case.",
    source: relative,
    bad: withBody('\nSee [the fields](references/Fields.md).\n', { files: { 'references/fields.md': 100 } }),
    good,
    *check({ links, files }) {
      for (const { target, reference, span } of links) {
        if (!files || reference.kind !== 'inside' || files.has(reference.path)) {
          continue;
        }
        const spelling = files.spelling(reference.path);
        if (spelling === null) {
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
    code: 'link-depth',
    profile: 'advice',
    severity: 'information',
    summary: 'Documents are at most one folder deep.',
    source: spec(
      'Keep file references one level deep from `SKILL.md`. Avoid deeply nested reference chains.',
      'file-references',
    ),
    bad: withBody('\nSee [the fields](references/forms/fields.md).\n', {
      files: { 'references/forms/fields.md': 100 },
    }),
    good,
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
  {
    code: 'path-missing',
    profile: 'spec',
    severity: 'warning',
    summary:
      'A script or file that is mentioned as `scripts/…`, `references/…` or `assets/…` is in the skill.',
    source: relative,
    bad: withBody('\nRun `python scripts/fill.py form.pdf`.\n', { files: { 'scripts/check.py': 100 } }),
    good: withBody('\nRun `python scripts/fill.py form.pdf`.\n', { files: { 'scripts/fill.py': 100 } }),
    *check({ body, files }) {
      if (!files) {
        return;
      }
      const seen = new Set<string>();
      for (const { path, directory, span } of findMentions(body)) {
        const spelling = files.spelling(path);
        if (files.has(path) || (seen.has(path) && spelling === null)) {
          continue;
        }
        seen.add(path);
        const rest = spelling === null ? '' : ` It has ${quotedBit(spelling, 80)}.`;
        // Without such a folder the text may well speak of the folder that the agent works in.
        const isSurely = files.hasDirectory(directory) || files.isExcluded(path);
        const severity = isSurely ? 'warning' : 'information';
        yield {
          message: `${missingMessage(files, path)}${rest}`,
          span,
          severity,
          data: { to: spelling ?? '' },
        };
      }
    },
    fix: retarget("Use the file's own letter case"),
  },
];
