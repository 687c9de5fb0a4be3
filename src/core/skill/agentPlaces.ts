/** A folder in which an agent looks for skills. */
export interface AgentPlace {
  /** From the workspace's root, with `/`. */
  readonly folder: string;
  /** Who reads it, as their makers call them. */
  readonly agents: readonly string[];
}

/** When the folders below were looked up. */
export const agentPlacesDate = '2026-11-27';

/**
 * Where agents look for a project's skills, the most common first. Sources: the npm package `skills`
 * 1.7.4 and the documentation of VS Code, GitHub's `gh skill` and each agent. Folders come and go monthly.
 * package.json names each as a reason to start: VS Code searches for SKILL.md elsewhere for seven seconds at most.
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

/** A folder of a person's own in which an agent looks for skills, whatever the project. */
export interface PersonalPlace extends AgentPlace {
  /** The variable that says where `base` is instead; null where none does. */
  readonly variable: string | null;
  /** What the variable stands for, at the start of `folder`. */
  readonly base: string;
}

/** Where agents look for a person's own skills, from the home folder; the same sources and date. */
export const personalPlaces: readonly PersonalPlace[] = [
  {
    folder: '.agents/skills',
    agents: ['Codex', 'GitHub Copilot'],
    variable: null,
    base: '.agents',
  },
  {
    folder: '.claude/skills',
    agents: ['Claude Code', 'GitHub Copilot'],
    variable: 'CLAUDE_CONFIG_DIR',
    base: '.claude',
  },
  { folder: '.copilot/skills', agents: ['GitHub Copilot'], variable: null, base: '.copilot' },
  { folder: '.cursor/skills', agents: ['Cursor'], variable: null, base: '.cursor' },
  { folder: '.gemini/skills', agents: ['Gemini CLI'], variable: null, base: '.gemini' },
  {
    folder: '.config/opencode/skills',
    agents: ['OpenCode'],
    variable: 'XDG_CONFIG_HOME',
    base: '.config',
  },
  { folder: '.config/goose/skills', agents: ['Goose'], variable: null, base: '.config/goose' },
  { folder: '.kiro/skills', agents: ['Kiro'], variable: null, base: '.kiro' },
  { folder: '.junie/skills', agents: ['Junie'], variable: null, base: '.junie' },
  { folder: '.codeium/windsurf/skills', agents: ['Windsurf'], variable: null, base: '.codeium' },
  { folder: '.roo/skills', agents: ['Roo Code'], variable: null, base: '.roo' },
  { folder: '.factory/skills', agents: ['Factory Droid'], variable: null, base: '.factory' },
  { folder: '.openhands/skills', agents: ['OpenHands'], variable: null, base: '.openhands' },
];

/** Who reads the skills that lie in a folder of the project; nobody reads those of any other folder. */
export function agentsOf(folder: string): readonly string[] {
  return agentPlaces.find(place => place.folder === folder)?.agents ?? [];
}

/** `Codex, Cursor, Gemini CLI and 8 more`; '' for nobody. */
export function agentWords(agents: readonly string[], most = 3): string {
  if (agents.length <= most + 1) {
    return [agents.slice(0, -1).join(', '), agents.at(-1)].filter(Boolean).join(' and ');
  }
  return `${agents.slice(0, most).join(', ')} and ${agents.length - most} more`;
}
