import type * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { stateWords } from '../../core/link/skillState.ts';
import { inertText } from '../../core/text/plainText.ts';
import { bytesWords, countWords, sentenceStart } from '../../core/text/words.ts';
import type { Services } from '../services/services.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** What a lens tells, or does. */
export type LensKind = 'state' | 'size' | 'publish' | 'compare';

type Needed = Pick<Services, 'checks' | 'states' | 'connections'>;

/** What a lens says, or what a click on it does. */
export async function lensCommand(
  { checks, states: standings, connections }: Needed,
  { kind, skill }: { readonly kind: LensKind; readonly skill: WorkspaceSkill },
): Promise<vscode.Command> {
  switch (kind) {
    case 'state': {
      const states = await standings.of(skill);
      const [failure] = await standings.troubles(skill.workspaceFolder);
      return states.length === 0 && failure
        ? words('link file damaged')
        : words(stateWords(states, key => connections.whereOf(key)));
    }
    case 'size':
      return words(await sizeOf(checks, skill));
    case 'publish':
      return { title: 'Publish…', command: commandIds.publishSkill, arguments: [skill.uri] };
    case 'compare':
      return { title: 'Compare', command: commandIds.compareSkill, arguments: [skill.uri] };
  }
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
