/** Three versions of one skill, with what a comparison shows: files added, removed, changed, binary and executable. */

const manifest = (version: string, steps: readonly string[]) =>
  [
    '---',
    'name: release-notes',
    'description: Writes release notes from the git history. Use when a release is being prepared.',
    'license: MIT',
    'allowed-tools: Bash(git log:*) Read',
    'metadata:',
    `  version: "${version}"`,
    '---',
    '',
    '# Release notes',
    '',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
  ].join('\n');

const script = (line: string) => ({ content: `#!/bin/sh\n${line}\n`, isExecutable: true });

const image = (shade: number) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, ...Array(600).fill(shade)]);

export const releaseNotes = [
  {
    'SKILL.md': manifest('1.0.0', ['List the commits since the last tag.', 'Group them by kind.']),
    'references/style.md': '# Style\n\nPresent tense. One line a change.\n',
    'scripts/collect.sh': script('git log --oneline'),
    'assets/logo.png': image(1),
  },
  {
    'SKILL.md': manifest('1.1.0', [
      'Run `scripts/collect.sh` for the commits since the last tag.',
      'Group them by kind.',
    ]),
    'references/style.md': '# Style\n\nPresent tense. One line a change.\n',
    'scripts/collect.sh': script('git log --oneline "$1"..HEAD'),
    'assets/logo.png': image(1),
  },
  {
    'SKILL.md': manifest('2.0.0', [
      'Run `scripts/collect.sh` for the commits since the last tag.',
      'Look up pull requests at https://api.github.com/repos.',
      'Group them by kind, breaking changes first.',
    ]),
    'references/kinds.md': '# Kinds\n\nBreaking, added, fixed, changed.\n<!-- Keep this list short. -->\n',
    'scripts/collect.sh': script('git log --oneline --no-merges "$1"..HEAD'),
    'scripts/pulls.py': 'import urllib.request\n\nprint("https://api.github.com")\n',
    'assets/logo.png': image(2),
  },
] as const;
