/**
 * What is left out of every bundle unless the `.skillignore` brings it back: patterns as in a `.gitignore`.
 * Credentials such as `.env` are deliberately not here: leaving them out silently would hide a mistake that the
 * check for secrets reports before publishing.
 */
export const defaultExcludes: readonly string[] = [
  // Version control
  '.git',
  '.svn/',
  '.hg/',
  '.jj/',
  '/.gitignore',
  '/.gitattributes',
  // Skillwright's own
  '.skillignore',
  '.skillwright.json',
  // What the skill is tried with; at the top only, as a skill about evals may bring a folder of its own
  '/evals/',
  // What a file manager leaves behind
  '.DS_Store',
  '__MACOSX/',
  '._*',
  '.Spotlight-V100/',
  '.Trashes/',
  'Thumbs.db',
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  // What a tool installs or derives, and makes again
  'node_modules/',
  '__pycache__/',
  '*.pyc',
  '*.pyo',
  '.pytest_cache/',
  '.mypy_cache/',
  '.ruff_cache/',
  '.ipynb_checkpoints/',
  '.venv/',
  // What an editor keeps for itself
  '/.vscode/',
  '.idea/',
  '*.swp',
  '*.swo',
  '*~',
  '.#*',
  '\\#*#',
];
