import type { Failure } from '../../core/failure/failure.ts';
import { skillHistory } from '../../core/link/history.ts';
import { type Link, linksOf } from '../../core/link/linkFile.ts';
import type { RegistryState } from '../../core/link/skillState.ts';
import type { HistoryEntry } from '../../core/provenance/provenance.ts';
import { linkPlaces, linkStamp } from '../../disk/link/linkPlaces.ts';
import type { WorkspaceSkill } from './workspaceSkills.ts';

/** The links of a workspace folder's skills, by registry key. */
type LinksOf = (skill: WorkspaceSkill) => ReadonlyMap<string, Link>;

/** A workspace folder's links, and why some of them cannot be read. */
export interface Links {
  readonly of: LinksOf;
  /** What is known of a remote skill's versions, newest first. */
  history(registryKey: string, skillId: string): readonly HistoryEntry[];
  readonly failures: readonly Failure[];
  /** Whether the files may say something else by now. */
  haveChanged(): Promise<boolean>;
}

/** The skill's state in each registry that it is linked to. */
export async function compareWith(
  links: ReadonlyMap<string, Link>,
  skill: WorkspaceSkill,
): Promise<readonly RegistryState[]> {
  const [{ selectFiles }, { digestFolder }, { diskFolder }, { registryStates }] = await Promise.all([
    import('../../core/bundle/select/selectFiles.ts'),
    import('../../core/bundle/digestFolder.ts'),
    import('../../disk/folder/diskFolder.ts'),
    import('../../core/link/skillState.ts'),
  ]);
  const folder = diskFolder(skill.folder.fsPath);
  const selection = await selectFiles(folder);
  const content = selection.ok ? await digestFolder(folder, selection.value) : selection;
  return registryStates(links, content.ok ? content.value.digest : null);
}

/** Reads the links of a workspace folder's skills; `dataDirectory` is the embedded registry's. */
export async function readLinks(root: string, dataDirectory: string): Promise<Links> {
  const placeOf = linkPlaces({ root, dataDirectory });
  // Before they are read: what is written meanwhile is read once more.
  const stamp = await linkStamp(root, dataDirectory);
  const registryKeys = [null, 'local'] as const;
  const files = await Promise.all(registryKeys.map(key => placeOf(root, key).store.read()));
  const linksTo: LinksOf = ({ folder }) =>
    new Map(
      registryKeys.flatMap((key, index) => {
        const file = files[index];
        return file?.ok ? [...linksOf(file.value, placeOf(folder.fsPath, key).folder)] : [];
      }),
    );
  const read = files.flatMap(file => (file.ok ? [file.value] : []));
  const history: Links['history'] = (registryKey, skillId) =>
    read.flatMap(file => skillHistory(file, registryKey, skillId));
  return {
    of: linksTo,
    history,
    failures: files.flatMap(file => (file.ok ? [] : [file.failure])),
    haveChanged: async () => (await linkStamp(root, dataDirectory)) !== stamp,
  };
}
