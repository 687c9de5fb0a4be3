import type * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { stateWords } from '../../core/link/skillState.ts';
import { inertText } from '../../core/text/plainText.ts';
import { bytesWords, countWords, sentenceStart } from '../../core/text/words.ts';
import type { Services } from '../services/services.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

type Needed = Pick<Services, 'checks' | 'states' | 'connections'>;

/** What the lenses above a skill say, from left to right, and what a click on each does. */
export async function lensCommands(
  { checks, states: standings, connections }: Needed,
  skill: WorkspaceSkill,
): Promise<readonly vscode.Command[]> {
  const [states, [failure], size] = await Promise.all([
    standings.of(skill),
    standings.troubles(skill.workspaceFolder),
    sizeOf(checks, skill),
  ]);
  const state =
    states.length === 0 && failure
      ? 'link file damaged'
      : stateWords(states, key => connections.whereOf(key));
  const publish = { title: 'Publish…', command: commandIds.publishSkill, arguments: [skill.uri] };
  const compare = { title: 'Compare', command: commandIds.compareSkill, arguments: [skill.uri] };
  return [words(state), words(size), publish, ...(states.length > 0 ? [compare] : [])];
}

/** `3 files · 12 KB · ≈ 1,240 tokens`: of the bundle, and of SKILL.md as it is in the editor. */
async function sizeOf(checks: SkillChecks, skill: WorkspaceSkill): Promise<string> {
  const check = await checks.check(skill);
  const files = check.ok ? check.value.context.files : null;
  if (!check.ok || !files) {
    return 'cannot be read';
  }
  const { estimateTokens } = await import('../../core/skill/document/tokens.ts');
  const { text, seenEnd } = check.value.document;
  const tokens = estimateTokens(text.slice(0, seenEnd));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return [countWords(files.length, 'file'), bytesWords(bytes), `≈ ${countWords(tokens, 'token')}`].join(
    ' · ',
  );
}

/** Words that are not a button. */
function words(title: string): vscode.Command {
  return { title: inertText(sentenceStart(title)), command: '' };
}
