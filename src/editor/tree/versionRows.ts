import { compareFiles } from '../../core/bundle/compareFiles.ts';
import { changeWords } from '../../core/published/filePairs.ts';
import { childrenOf } from '../../core/published/fileTree.ts';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import { trustSummary } from '../../core/trust/trustText.ts';
import type { PublishedVersions } from '../versions/publishedVersions.ts';
import type { ComparisonNode, DirectoryNode, RegistryNode, SkillNode, VersionNode } from './registryNode.ts';
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
  const root = versions.defaultRoot(of.registryId, of.version, facts.value);
  return childrenOf(facts.value.files, path).map((entry): RegistryNode => {
    if (entry.kind === 'directory') {
      return { kind: 'directory', of, path: entry.path };
    }
    const { size, isExecutable } = entry.file;
    return { kind: 'file', of, path: entry.path, root, size, isExecutable };
  });
}

/** The row that compares a skill's two newest versions. It sums up what is here already; nothing is downloaded. */
export async function comparisonRow(
  versions: PublishedVersions,
  { registryId, skill }: SkillNode,
  newer: RemoteVersion,
  older: RemoteVersion,
): Promise<ComparisonNode> {
  const [before, after] = await Promise.all(
    [older, newer].map(version => versions.factsIfCached(refOf({ registryId, skill, version }))),
  );
  const summary = before && after ? changeWords(compareFiles(before.files, after.files)) : null;
  return { kind: 'comparison', registryId, skill, newer, older, summary };
}
