import { randomUUID } from 'node:crypto';
import { readlink, realpath, rename, symlink, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { Failure } from '../../../core/failure/failure.ts';
import { unlessRefused, writeFailure } from '../../../core/failure/systemError.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

/** A symbolic link that leads to a skill's own folder. */
export interface LeadingLink {
  readonly path: string;
  readonly isAbsolute: boolean;
}

/** The links that lead to the skill's folder itself, not to one above it; they break when it goes elsewhere. */
export async function leadingLinks(skill: WorkspaceSkill): Promise<readonly LeadingLink[]> {
  const found = await Promise.all(skill.places.map(({ fsPath }) => linkAt(fsPath)));
  return found.filter(link => link !== null);
}

/** Lets the links lead to where the folder is now; one that was called as the folder is called as it is now. */
export async function retargetLinks(
  links: readonly LeadingLink[],
  from: string,
  to: string,
): Promise<Result<null, Failure>> {
  for (const link of links) {
    const path = basename(link.path) === basename(from) ? join(dirname(link.path), basename(to)) : link.path;
    try {
      // Links are resolved from where they really are, which another link may lead to.
      const here = await realpath(dirname(link.path));
      await replaceLink(link.path, path, link.isAbsolute ? to : relative(here, await realpath(to)));
    } catch (error) {
      return failed(writeFailure(path, error));
    }
  }
  return success(null);
}

/** The old link goes when the new one is there; what is in the new one's place already stays. */
async function replaceLink(from: string, path: string, target: string): Promise<void> {
  const made = path === from ? `${path}.skillwright-${randomUUID()}` : path;
  await symlink(target, made, 'dir');
  await (made === path ? unlink(from) : rename(made, path));
}

/** Takes away the links to a folder that is no more. */
export async function removeLinks(links: readonly LeadingLink[]): Promise<Result<null, Failure>> {
  for (const { path } of links) {
    try {
      await unlink(path);
    } catch (error) {
      return failed(writeFailure(path, error));
    }
  }
  return success(null);
}

async function linkAt(path: string): Promise<LeadingLink | null> {
  const target = await unlessRefused(readlink(path));
  return target === null ? null : { path, isAbsolute: isAbsolute(target) };
}
