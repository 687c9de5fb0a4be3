import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { RemoteSkill } from '../../../core/registry/contract.ts';
import type { PublishedUse, SkillUse } from '../../../core/registry/snippet/use.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { inlineUse, localUse } from '../../../disk/files/usedFolder.ts';
import { linkedRegistries } from '../../links/twins.ts';
import type { Services } from '../../services/services.ts';
import type { Choice } from '../../ui/quickPick.ts';
import { saveOpenFiles } from '../../workspace/files.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

/** A way to use a skill; made when it is chosen, since that may ask or read. */
export type UseChoice = Choice<() => Promise<Result<SkillUse, Failure>>>;

/** How a published skill can be used; `version` is offered first. None where the registry runs nothing. */
export function publishedUses(
  services: Services,
  registryId: string,
  { id: skillId, isOwn, name }: Pick<RemoteSkill, 'id' | 'isOwn' | 'name'>,
  version: string | null,
): readonly UseChoice[] {
  const settings = services.connections.settingsOf(registryId);
  if (!settings || settings.kind === 'local') {
    return [];
  }
  const { kind, baseURL, label } = settings;
  const pins: readonly (string | null)[] = [
    ...(version === null ? [] : [version]),
    ...(kind === 'openai' ? [null] : []),
    'latest',
  ];
  const choice = (way: PublishedUse['way'], words: string, pin: string | null): UseChoice => ({
    label: `${words}, ${pinWords(pin)}`,
    description: label,
    ...(name === null ? {} : { detail: name }),
    value: async () => success({ way, baseURL, skillId, version: pin, isOwn }),
  });
  return kind === 'openai'
    ? [
        ...pins.map(pin => choice('hosted', 'Hosted shell', pin)),
        ...pins.map(pin => choice('container', 'A container of your own', pin)),
      ]
    : pins.map(pin => choice('messages', 'Messages with code execution', pin));
}

function pinWords(pin: string | null): string {
  return pin === null
    ? 'default version'
    : pin === 'latest'
      ? 'latest version'
      : versionLabel({ key: pin, createdAt: 0 });
}

/** How a skill of the workspace can be used: from its folder, zipped, and as it is published. */
export async function folderUses(services: Services, skill: WorkspaceSkill): Promise<readonly UseChoice[]> {
  const linked = await linkedRegistries(services, skill);
  const published = linked.flatMap(({ registryId, link }) =>
    publishedUses(services, registryId, { id: link.skillId, isOwn: true, name: null }, link.version),
  );
  return [
    ...published,
    {
      label: 'Local shell, from its folder',
      description: 'OpenAI',
      detail: 'The model asks for commands, which you run on this machine.',
      value: () => fromFolder(skill),
    },
    {
      label: 'Inline, zipped into the request',
      description: 'OpenAI',
      detail: 'Nothing has to be published; a zip that is long is kept in a file.',
      value: () => zipped(skill),
    },
  ];
}

async function fromFolder(skill: WorkspaceSkill): Promise<Result<SkillUse, Failure>> {
  const saved = await saveOpenFiles([skill.folder]);
  return saved.ok ? localUse(skill.folder.fsPath) : saved;
}

async function zipped(skill: WorkspaceSkill): Promise<Result<SkillUse, Failure>> {
  const saved = await saveOpenFiles([skill.folder]);
  if (!saved.ok) {
    return saved;
  }
  const use = await inlineUse(skill.folder.fsPath, async name => {
    const chosen = await vscode.window.showSaveDialog({
      title: 'Where to keep the zip that the code reads',
      defaultUri: vscode.Uri.joinPath(skill.workspaceFolder.uri, name),
    });
    return chosen?.fsPath ?? null;
  });
  if (!use.ok) {
    return use;
  }
  return use.value === null ? cancelled : success(use.value);
}
