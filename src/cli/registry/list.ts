import type { UnreadableItem } from '../../core/registry/unreadableItem.ts';
import { success } from '../../core/text/result.ts';
import type { Command } from '../command.ts';
import { everyItem, inWords } from '../registries/findRemote.ts';
import { withRegistry } from '../registries/withRegistry.ts';
import { remoteHelp, shownSkill, skillLine, unreadableLine } from './shown.ts';

const usage = 'list --registry R [--json]';

/** Lists the skills of a registry, newest first. */
export const listCommand: Command = {
  name: 'list',
  usage: '--registry R [--json]',
  does: "Lists a registry's skills.",
  help: remoteHelp({
    does: "Lists a registry's skills, newest first.",
    usage,
    words: '',
    json: '{"ok","registry","skills":[…],"unreadable":[…]}',
    exit: '0 listed, 1 the registry refused',
  }),
  run: args =>
    withRegistry(args, {}, { min: 0, max: 0, usage }, async ({ target }) => {
      const { registry, key } = target;
      const unreadable: UnreadableItem[] = [];
      const skills = inWords(
        await everyItem(
          options => registry.listSkills(options),
          item => unreadable.push(item),
        ),
      );
      if (!skills.ok) {
        return skills;
      }
      const shown = skills.value.map(shownSkill);
      const rows = [...shown.map(skillLine), ...unreadable.map(unreadableLine)];
      const lines = rows.length === 0 ? [`${registry.label} has no skills yet.`] : rows;
      return success({ json: { ok: true, registry: key, skills: shown, unreadable }, lines });
    }),
};
