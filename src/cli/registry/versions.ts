import { type HistoryEntry, provenanceWords } from '../../core/provenance/provenance.ts';
import type { UnreadableItem } from '../../core/registry/unreadableItem.ts';
import { plainText } from '../../core/text/plainText.ts';
import { success } from '../../core/text/result.ts';
import type { Command } from '../command.ts';
import { everyVersion, findRemoteSkill } from '../registries/findRemote.ts';
import { historyIn } from '../registries/linkedPlaces.ts';
import { withRegistry } from '../registries/withRegistry.ts';
import {
  remoteHelp,
  shownSkill,
  shownVersion,
  skillHelp,
  skillLine,
  unreadableLine,
  versionLine,
} from './shown.ts';

const usage = 'versions SKILL --registry R [--json]';

/** Lines of release notes under a version. */
const maxNoteLines = 5;

/** Lists a skill's versions, newest first. */
export const versionsCommand: Command = {
  name: 'versions',
  usage: 'SKILL --registry R [--json]',
  does: "Lists a skill's versions, with the default and the latest marked.",
  help: remoteHelp({
    does: "Lists a skill's versions, newest first, with the default and the latest marked.",
    usage,
    words: skillHelp,
    json: '{"ok","registry","skill","versions":[…],"unreadable":[…]}, with "provenance" where it is known',
    exit: '0 listed, 1 there is no such skill or the registry refused',
  }),
  run: args =>
    withRegistry(args, {}, { min: 1, max: 1, usage }, async ({ target, lookup, positionals }) => {
      const skill = await findRemoteSkill(target, positionals[0] ?? '', lookup);
      if (!skill.ok) {
        return skill;
      }
      const unreadable: UnreadableItem[] = [];
      const versions = await everyVersion(target.registry, skill.value.id, {
        onUnreadable: item => unreadable.push(item),
      });
      if (!versions.ok) {
        return versions;
      }
      const latest = versions.value[0]?.key ?? null;
      const { entries } = await historyIn(lookup, positionals[0] ?? '', target.key, skill.value.id);
      const shown = versions.value.map(version => ({
        ...shownVersion(version, skill.value, latest),
        provenance: entries.find(entry => entry.version === version.key) ?? null,
      }));
      const of = shownSkill(skill.value);
      const json = { ok: true, registry: target.key, skill: of, versions: shown, unreadable };
      const lines = shown.flatMap(line => [
        `  ${versionLine(line)}`,
        ...(line.provenance === null ? [] : provenanceLines(line.provenance)),
      ]);
      const rest = unreadable.map(item => `  ${unreadableLine(item)}`);
      return success({ json, lines: [skillLine(of), ...lines, ...rest] });
    }),
};

/** Where a version comes from, and the first lines of its notes. */
function provenanceLines(entry: HistoryEntry): readonly string[] {
  const words = provenanceWords(entry);
  const notes = (entry.notes ?? '').split('\n').filter(line => line.trim() !== '');
  const said = notes.slice(0, maxNoteLines).map(line => plainText(line, 200));
  return [...(words === '' ? [] : [words]), ...said].map(line => `      ${line}`);
}
