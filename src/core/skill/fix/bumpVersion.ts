import { entryOf } from '../document/manifest.ts';
import { rangeOf } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import type { TextEdit } from '../problem.ts';

export type VersionPart = 'patch' | 'minor' | 'major';

/** A version that can be raised: what it would be, and the edit of SKILL.md that makes it so. */
export interface VersionBump {
  readonly part: VersionPart;
  readonly to: string;
  readonly edit: TextEdit;
}

/**
 * The ways to raise `metadata.version`, smallest first; none where it is absent or no version of one to three numbers.
 * Everything else in the file stays as it is, the quotes included.
 */
export function versionBumps(document: SkillDocument): readonly VersionBump[] {
  const metadata = entryOf(document, 'metadata')?.value;
  const value =
    metadata?.kind === 'map' ? metadata.entries.find(({ key }) => key === 'version')?.value : undefined;
  if (value?.kind !== 'string' && value?.kind !== 'number') {
    return [];
  }
  const source = document.text.slice(value.span.start, value.span.end);
  const found = /^(["']?v?)(\d{1,9}(?:\.\d{1,9}){0,2})(["']?)$/.exec(source);
  if (!found) {
    return [];
  }
  const [, before = '', current = '', after = ''] = found;
  const range = rangeOf(document, value.span);
  return (['patch', 'minor', 'major'] as const).map(part => {
    const to = raised(current, part);
    // Two numbers without quotes would be read as a decimal fraction, and 1.10 as 1.1.
    const isFraction = before === '' && /^\d+\.\d+$/.test(to);
    return { part, to, edit: { range, text: isFraction ? `"${to}"` : `${before}${to}${after}` } };
  });
}

/** `1.2` and `minor` → `1.3`; a part that is not there yet is added. */
function raised(version: string, part: VersionPart): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const raisedTo = {
    patch: [major, minor, patch + 1],
    minor: [major, minor + 1, 0],
    major: [major + 1, 0, 0],
  }[part];
  const length = Math.max(version.split('.').length, part === 'patch' ? 3 : part === 'minor' ? 2 : 1);
  return raisedTo.slice(0, length).join('.');
}
