import { compareFiles } from '../../core/bundle/compareFiles.ts';
import { changeWords } from '../../core/published/filePairs.ts';
import { childrenOf } from '../../core/published/fileTree.ts';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import { trustSummary } from '../../core/trust/trustText.ts';
import type { PublishedVersions } from '../versions/publishedVersions.ts';
import type {
  ComparisonNode,
  DirectoryNode,
  RegistryNode,
  SkillNode,
  VersionNode,
  VersionNotes,
} from './registryNode.ts';
import { refOf } from './registryNode.ts';

/** What hangs below a version: what is to be known before trusting it, and its files. Downloads it if need be. */
export async function versionRows(versions: PublishedVersions, parent: VersionNode): Promise<RegistryNode[]> {
  const report = await versions.report(refOf(parent));
  if (!report.ok) {
    return [{ kind: 'failure', parent, failure: report.failure }];
  }
  const trust: RegistryNode = { kind: 'trust', of: parent, summary: trustSummary(report.value) };
  return [trust, ...(await fileRows(versions, parent, ''))];
}

/** What hangs below a folder of a version. */
export async function directoryRows(
  versions: PublishedVersions,
  parent: DirectoryNode,
): Promise<RegistryNode[]> {
  return fileRows(versions, parent.of, parent.path);
}

async function fileRows(versions: PublishedVersions, of: VersionNode, path: string): Promise<RegistryNode[]> {
  const facts = await versions.facts(refOf(of));
  if (!facts.ok) {
    return [{ kind: 'failure', parent: of, failure: facts.failure }];
  }
  const root = await versions.defaultRoot(of.registryId, of.version, facts.value);
  return childrenOf(facts.value.files, path).map((entry): RegistryNode => {
    if (entry.kind === 'directory') {
      return { kind: 'directory', of, path: entry.path };
    }
    const { size, isExecutable } = entry.file;
    return { kind: 'file', of, path: entry.path, root, size, isExecutable };
  });
}

/** The rows that compare a skill's two newest versions, and that offer to try one against the other. */
export async function pairRows(
  versions: PublishedVersions,
  { registryId, skill }: SkillNode,
  [newer, older]: readonly RemoteVersion[],
  { canDownload, canTry }: { readonly canDownload: boolean; readonly canTry: boolean },
): Promise<readonly RegistryNode[]> {
  if (!newer || !older) {
    return [];
  }
  const pair = { registryId, skill, newer, older };
  const comparison = canDownload ? [await comparisonRow(versions, pair)] : [];
  return canTry ? [...comparison, { kind: 'trial', ...pair }] : comparison;
}

/** Sums up what is here already; nothing is downloaded. */
async function comparisonRow(
  versions: PublishedVersions,
  pair: Omit<ComparisonNode, 'kind' | 'summary'>,
): Promise<ComparisonNode> {
  const { registryId, skill, newer, older } = pair;
  const [before, after] = await Promise.all(
    [older, newer].map(version => versions.factsIfCached(refOf({ registryId, skill, version }))),
  );
  const summary = before && after ? changeWords(compareFiles(before.files, after.files)) : null;
  return { kind: 'comparison', ...pair, summary };
}

/** The rows of versions with what trying each came to. */
export function withNotes(
  rows: readonly RegistryNode[],
  notes: VersionNotes | null,
): Promise<readonly RegistryNode[]> {
  return Promise.all(
    rows.map(async row =>
      notes && row.kind === 'version' ? { ...row, note: await notes.noteOf(row.version) } : row,
    ),
  );
}
