import type { DocumentSelector } from 'vscode';

/**
 * SKILL.md on disk: VS Code gives it the language `skill`, and older versions `markdown`. The pattern is needed with
 * both, since another product uses `skill` for a language of its own.
 */
export const manifestSelector: DocumentSelector = ['skill', 'markdown'].map(language => ({
  language,
  scheme: 'file',
  pattern: '**/[Ss][Kk][Ii][Ll][Ll].[Mm][Dd]',
}));
