import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { failureSentences } from '../../core/failure/failureText.ts';
import { downloadSkill } from '../../core/published/download.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, success } from '../../core/text/result.ts';
import { countWords } from '../../core/text/words.ts';
import { unpackBundle } from '../../disk/files/unpackBundle.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import type { Command } from '../command.ts';
import { inWords, remoteName } from '../registries/findRemote.ts';
import { wrongRoot } from '../registries/linkedPlaces.ts';
import { withRegistry } from '../registries/withRegistry.ts';
import { complain } from '../terminal.ts';
import { findVersion, versionOption } from './oneVersion.ts';
import { remoteHelp, versionHelp } from './shown.ts';

const usage = 'download SKILL [--version V] --to DIR --registry R [--json]';

/** Brings a published version down as a folder, and links the folder to it. */
export const downloadCommand: Command = {
  name: 'download',
  usage: 'SKILL [--version V] --to DIR --registry R [--json]',
  does: 'Brings a published version down as a folder that is linked to it.',
  help: remoteHelp({
    does: 'Brings a published version down as a folder, whole or not at all, and links the folder to it.',
    usage,
    words: versionHelp,
    options: `  --to DIR            The folder that is made. Where DIR is there and has something else in it, a folder with the
                      skill's name is made in it. Nothing that is there already is overwritten.
  --anyway            Take it although the registry hands out other files than the link file says were published.`,
    json: '{"ok","registry","skillId","version","folder","digest","files","afterwards"}',
    exit: '0 downloaded and linked, 1 refused or failed',
  }),
  run: args =>
    withRegistry(
      args,
      { ...versionOption, to: { type: 'string' }, anyway: { type: 'boolean' } },
      {
        min: 1,
        max: 1,
        usage,
        wrong: ({ to }) => (to === undefined ? 'Say where the folder goes: --to DIR.' : null),
      },
      async call => {
        const { to = '', version: typed, anyway = false } = call.values;
        const misplaced = await wrongRoot(call.lookup.root, [to]);
        if (misplaced !== null) {
          return failed(misplaced);
        }
        const found = await findVersion(call, typed);
        if (!found.ok) {
          return found;
        }
        const { skill, version, request } = found.value;
        call.progress.tell(`Downloading ${versionLabel(version)} of ${remoteName(skill)}`);
        const facts = inWords(await call.versions.facts(request));
        if (!facts.ok) {
          return facts;
        }
        const folder = await placeFor(resolve(to), facts.value.folderName);
        const { dataDirectory, root } = call.lookup;
        const workspace = root === undefined ? await workspaceRoot(folder) : resolve(root);
        const places = linkPlaces({ root: workspace, dataDirectory });
        const done = inWords(
          await downloadSkill(
            {
              target: call.target,
              version,
              place: skill.isOwn ? places(folder, call.target.key) : null,
              isChangeAccepted: anyway,
            },
            { versions: call.versions, unpack: archive => unpackBundle(archive, folder) },
          ),
        );
        if (!done.ok) {
          return done;
        }
        const { content, afterwards } = done.value;
        const trouble = afterwards === null ? null : failureSentences(afterwards);
        if (trouble !== null) {
          complain(trouble);
        }
        const files = content.files.map(({ path }) => path);
        return success({
          json: {
            ok: trouble === null,
            registry: call.target.key,
            skillId: skill.id,
            version: version.key,
            folder,
            digest: content.digest,
            files,
            afterwards: trouble,
          },
          lines: [
            `${remoteName(skill)} ${versionLabel(version)} is in ${plainText(folder)}: ${countWords(files.length, 'file')}.`,
          ],
          code: trouble === null ? 0 : 1,
        });
      },
    ),
};

/** DIR itself where nothing is in it, or where it is the skill's already, which is then refused; else a folder in it. */
async function placeFor(directory: string, folderName: string): Promise<string> {
  const inside = await readdir(directory).catch(() => []);
  const isItself =
    inside.length === 0 ||
    basename(directory) === folderName ||
    inside.some(name => name.toLowerCase() === 'skill.md');
  return isItself ? directory : join(directory, folderName);
}
