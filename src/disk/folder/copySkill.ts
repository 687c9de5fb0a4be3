import { cp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { maxManifestBytes } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { writeFailure } from '../../core/failure/systemError.ts';
import { decodeUtf8 } from '../../core/skill/document/decodeManifest.ts';
import { entryOf } from '../../core/skill/document/manifest.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { isGitName } from '../../core/text/gitNames.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { readRegularFile } from '../files/readRegularFile.ts';

/** A skill's folder, and the one that becomes like it. Absolute paths. */
export interface SkillCopy {
  readonly from: string;
  readonly to: string;
  /** What its SKILL.md is called. */
  readonly manifest: string;
  /** Of the copy. */
  readonly name: string;
}

/**
 * Copies everything but a repository of Git's, and gives the copy its name. Links stay links, but for a SKILL.md that is
 * one: the copy has a SKILL.md of its own, so that the name is not put into somebody else's. Fails as a write does.
 */
export async function copySkill({ from, to, manifest, name }: SkillCopy): Promise<Result<null, Failure>> {
  try {
    const bytes = await readRegularFile(join(from, manifest), { maxBytes: maxManifestBytes });
    await cp(from, to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: source => !isGitName(basename(source)),
    });
    const file = join(to, manifest);
    await rm(file, { force: true });
    await writeFile(file, renamed(bytes, name));
    return success(null);
  } catch (error) {
    return failed(writeFailure(to, error));
  }
}

/** With the new name where there is one; what is not UTF-8 stays as it is, byte for byte. */
function renamed(bytes: Buffer, name: string): string | Buffer {
  const text = decodeUtf8(bytes);
  const entry = text === null ? null : entryOf(parseSkill(text), 'name');
  if (text === null || !entry || entry.value.kind === 'map' || entry.value.kind === 'list') {
    return bytes;
  }
  const { start, end } = entry.value.span;
  return `${text.slice(0, start)}${name}${text.slice(end)}`;
}
