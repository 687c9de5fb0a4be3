import type { ExampleTable } from './example.ts';
import { named, withBody } from './manifests.ts';

const good = withBody('\nSee [the fields](references/fields.md).\n', {
  files: { 'references/fields.md': 100 },
});

export const bundleExamples: ExampleTable = {
  'skill-md-case': {
    bad: { ...named('pdf-forms'), files: { 'SKILL.md': -1, 'skill.md': 100 } },
    good,
  },
  'skill-md-ignored': {
    bad: {
      ...named('pdf-forms'),
      files: {},
      manifestRule: { why: 'by “*.md” in .gitignore:1', isOwn: true },
    },
    good,
  },
  'skill-md-several': {
    bad: { ...named('pdf-forms'), files: { 'examples/skill.md': 100 } },
    good,
  },
  'skill-inside': {
    bad: { ...named('pdf-forms'), files: { 'examples/SKILL.md': 100 } },
    good,
  },
  'anthropic-skill-md-several': {
    bad: { ...named('pdf-forms'), files: { 'examples/SKILL.md': 100 } },
    good,
  },
  'anthropic-plugin': {
    bad: { ...named('pdf-forms'), files: { '.claude-plugin/plugin.json': 100 } },
    good,
  },
  'anthropic-file-count': {
    bad: {
      ...named('pdf-forms'),
      files: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`assets/${i}.png`, 1])),
    },
    good,
  },
  'bundle-link-outside': {
    bad: { ...named('pdf-forms'), files: {}, outsideLinks: ['references/shared.md'] },
    good,
  },
  'path-not-portable': {
    bad: withBody('\nSee assets/.\n', { files: { 'assets/aux.md': 100 } }),
    good,
  },
  'path-long': {
    bad: withBody('\nSee assets/.\n', { files: { [`assets/${'long-'.repeat(40)}name.md`]: 100 } }),
    good,
  },
  'path-case-collision': {
    bad: withBody('\nSee references/.\n', {
      files: { 'references/Fields.md': 100, 'references/fields.md': 100 },
    }),
    good,
  },
  'ignore-file-unread': {
    bad: withBody('\nSee the folder.\n', {
      files: {},
      unreadIgnores: [{ path: '../.gitignore', why: 'it is larger than 64 KB' }],
    }),
    good,
  },
  'git-index-unread': {
    bad: withBody('\nSee the folder.\n', { files: {}, unreadIndex: 'it is split over two files' }),
    good,
  },
  'path-secret': {
    bad: withBody('\nSee scripts/.\n', { files: { 'scripts/.env': 100 } }),
    good,
  },
  'file-unreferenced': {
    bad: withBody('\nRead the form first.\n', { files: { 'references/fields.md': 100 } }),
    good,
  },
};
