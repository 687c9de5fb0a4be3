import { compareFiles } from '../../core/bundle/compareFiles.ts';
import { changeWords } from '../../core/published/filePairs.ts';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import type { PublishedVersions } from '../versions/publishedVersions.ts';
import { refOf } from './refOf.ts';
import type { ComparisonNode, SkillNode } from './registryNode.ts';

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
