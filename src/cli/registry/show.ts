import { provenanceLines } from '../../core/provenance/provenance.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { plainText } from '../../core/text/plainText.ts';
import { success } from '../../core/text/result.ts';
import { bytesWords, countWords } from '../../core/text/words.ts';
import type { Command } from '../command.ts';
import { inWords, remoteName } from '../registries/findRemote.ts';
import { historyIn } from '../registries/linkedPlaces.ts';
import { withRegistry } from '../registries/withRegistry.ts';
import { findVersion, versionOption } from './oneVersion.ts';
import { remoteHelp, shownSkill, shownVersion, skillLine, versionHelp, versionLine } from './shown.ts';

const usage = 'show SKILL [--version V] --registry R [--json]';

/** Shows what a published version holds: its files and its SKILL.md. */
export const showCommand: Command = {
  name: 'show',
  usage: 'SKILL [--version V] --registry R [--json]',
  does: 'Shows a published version: its files, and its SKILL.md.',
  help: remoteHelp({
    does: 'Shows a published version: where it comes from, its files, and its SKILL.md. Nothing is written.',
    usage,
    words: versionHelp,
    json: '{"ok","registry","skill","version","provenance","digest","files":[…],"manifest"}',
    exit: '0 shown, 1 there is none or the registry refused',
  }),
  run: args =>
    withRegistry(args, versionOption, { min: 1, max: 1, usage }, async call => {
      const found = await findVersion(call, call.values.version);
      if (!found.ok) {
        return found;
      }
      const { skill, version, versions, request } = found.value;
      call.progress.tell(`Downloading ${versionLabel(version)} of ${remoteName(skill)}`);
      const opened = await call.versions.use(request, async ({ facts, read }) => {
        const path = facts.files.find(file => file.path.toLowerCase() === 'skill.md')?.path ?? 'SKILL.md';
        const manifest = await read(path);
        return manifest.ok
          ? success({ facts, manifest: new TextDecoder().decode(manifest.value) })
          : manifest;
      });
      if (!opened.ok) {
        return inWords(opened);
      }
      const { facts, manifest } = opened.value;
      const files = facts.files.map(({ path, size, isExecutable, digest }) => ({
        path,
        size,
        isExecutable,
        digest,
      }));
      const shown = shownVersion(version, skill, versions[0]?.key ?? null);
      const of = shownSkill(skill);
      const { digest } = facts;
      const { entries } = await historyIn(call.lookup, call.positionals[0] ?? '', call.target.key, skill.id);
      const provenance = entries.find(entry => entry.version === version.key) ?? null;
      const total = files.reduce((sum, { size }) => sum + size, 0);
      return success({
        json: {
          ok: true,
          registry: call.target.key,
          skill: of,
          version: shown,
          provenance,
          digest,
          files,
          manifest,
        },
        lines: [
          skillLine(of),
          `  ${versionLine(shown)}`,
          ...(provenance === null ? [] : provenanceLines(provenance)).map(line => `  ${line}`.trimEnd()),
          `  ${countWords(files.length, 'file')}, ${bytesWords(total)}, ${digest}`,
          ...files.map(
            file =>
              `  ${bytesWords(file.size).padStart(7)} ${file.isExecutable ? 'x' : ' '} ${plainText(file.path)}`,
          ),
          '',
          manifest.trimEnd(),
        ],
      });
    }),
};
