import { childrenOf } from '../../core/published/fileTree.ts';
import { trustSummary } from '../../core/trust/trustText.ts';
import type { PublishedVersions } from '../versions/publishedVersions.ts';
import { refOf } from './refOf.ts';
import type { DirectoryNode, RegistryNode, VersionNode } from './registryNode.ts';

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
