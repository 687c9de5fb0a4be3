import { compareFiles, type FilesComparison } from '../bundle/compareFiles.ts';
import type { RemoteSkill, RemoteVersion } from '../registry/contract.ts';
import { plainText } from '../text/plainText.ts';
import type { VersionFacts } from './cachedVersion.ts';
import { changeWords } from './filePairs.ts';

/** Key of what runs now: the default version, or the latest where there is no such pointer; null for nothing. */
export function runningVersion(
  skill: Pick<RemoteSkill, 'defaultVersion' | 'latestVersion'>,
  versions: readonly RemoteVersion[],
): string | null {
  return skill.defaultVersion ?? skill.latestVersion ?? versions[0]?.key ?? null;
}

/** What is known of a version that one could go back to: `metadata.version 1.2.0 · +1 −0 ~2 against v4`. */
export function versionSummary(
  facts: VersionFacts | null,
  running: VersionFacts | null,
  runningLabel: string,
): string {
  if (facts === null) {
    return '';
  }
  const version =
    facts.metadataVersion === null ? '' : `metadata.version ${plainText(facts.metadataVersion, 40)}`;
  const changes =
    running === null ? '' : againstWords(compareFiles(running.files, facts.files), runningLabel);
  return [version, changes].filter(Boolean).join(' · ');
}

function againstWords(comparison: FilesComparison, runningLabel: string): string {
  const words = changeWords(comparison);
  return words === 'same files' ? `the same files as ${runningLabel}` : `${words} against ${runningLabel}`;
}
