/** A folder in which an agent looks for skills. */
export interface AgentPlace {
  /** From the workspace's root, with `/`. */
  readonly folder: string;
  /** Who reads it, as their makers call them. */
  readonly agents: readonly string[];
}

/**
 * Where agents look for a project's skills, the most common first, as of 2026-11-27. Sources: the npm package `skills`
 * 1.7.4 and the documentation of VS Code, GitHub's `gh skill` and each agent. Folders come and go monthly.
 */
export const agentPlaces: readonly AgentPlace[] = [
  {
    folder: '.agents/skills',
    agents: [
      'Codex',
      'Cursor',
      'Gemini CLI',
      'GitHub Copilot',
      'OpenCode',
      'Amp',
      'Cline',
      'Warp',
      'Zed',
      'Kimi CLI',
      'Factory Droid',
    ],
  },
  { folder: '.claude/skills', agents: ['Claude Code', 'GitHub Copilot'] },
  { folder: '.github/skills', agents: ['GitHub Copilot'] },
  { folder: '.codex/skills', agents: ['Codex'] },
  { folder: '.cursor/skills', agents: ['Cursor'] },
  { folder: '.gemini/skills', agents: ['Gemini CLI'] },
  { folder: '.opencode/skills', agents: ['OpenCode'] },
  { folder: '.goose/skills', agents: ['Goose'] },
  { folder: '.kiro/skills', agents: ['Kiro'] },
  { folder: '.junie/skills', agents: ['Junie'] },
  { folder: '.windsurf/skills', agents: ['Windsurf'] },
  { folder: '.roo/skills', agents: ['Roo Code'] },
  { folder: '.factory/skills', agents: ['Factory Droid'] },
  { folder: '.openhands/skills', agents: ['OpenHands'] },
];
