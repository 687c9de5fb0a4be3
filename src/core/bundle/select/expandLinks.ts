import type { RefusedPath } from '../../failure/refusedPath.ts';
import type { GitOpinion, UnreadIgnore } from '../git/gitView.ts';
import type { IgnoreRules } from './ignoreRules.ts';

import type { LeftOut, LeftOutReason, SelectedFile } from './selection.ts';
import type { LinkTarget } from './skillFolder.ts';

/** What a walk through the real directories found; links are not followed yet. */
export interface Walk {
  readonly files: SelectedFile[];
  readonly leftOut: LeftOut[];
  readonly refused: RefusedPath[];
  readonly links: FoundLink[];
  readonly emptyDirectories: string[];
  /** Ignore files in the skill that were not read. */
  readonly unreadIgnores: UnreadIgnore[];
  /** What each repository that was met says. */
  readonly opinions: GitOpinion[];
  manifestRule: LeftOutReason | null;
  /** Files, directories and links seen. */
  seen: number;
}

export interface FoundLink {
  readonly path: string;
  readonly target: LinkTarget;
  /** The rules of the directory that the link is in. */
  readonly rules: IgnoreRules;
}

/** Where links are followed from: the directories whose content is being taken in, and what was found in the walk. */
interface Expansion {
  readonly walk: Walk;
  /** What the walk found before any link was followed. */
  readonly files: Walk['files'];
  readonly links: readonly FoundLink[];
  readonly leftOut: ReadonlySet<string>;
  readonly cap: number;
  /** Links that were refused already; each is named once however many ways lead to it. */
  readonly refused: Set<string>;
}

/**
 * Turns the links of a walk into the content that they lead to, under the links' names. Works on what the walk found
 * and reads nothing. False when that makes more than `cap` files.
 */
export function expandLinks(walk: Walk, cap: number): boolean {
  const { files, links } = walk;
  const leftOut = new Set(walk.leftOut.map(({ path }) => path));
  const expansion = { walk, files: [...files], links, leftOut, cap, refused: new Set<string>() };
  return links.every(link => followLink(expansion, link, link.path, link.rules, [parentOf(link.path)]));
}

function followLink(
  expansion: Expansion,
  link: FoundLink,
  name: string,
  rules: IgnoreRules,
  open: readonly string[],
): boolean {
  const { walk, leftOut, refused } = expansion;
  const { target } = link;
  const refuse = (why: Exclude<RefusedPath['why'], 'bad-name'>) => {
    if (!refused.has(link.path)) {
      walk.refused.push({ path: link.path, why });
    }
    refused.add(link.path);
    return true;
  };
  if (target.kind === 'leaves-folder') {
    return refuse('link-leaves-folder');
  }
  if (target.kind === 'leads-nowhere') {
    return refuse('link-leads-nowhere');
  }
  if (target.kind === 'other') {
    return refuse('not-a-file');
  }
  if (isLeftOut(leftOut, target.path)) {
    const reason = { kind: 'leads-to-left-out', target: target.path } as const;
    walk.leftOut.push({ path: name, isDirectory: target.kind === 'directory', reason });
    return true;
  }
  if (target.kind === 'file') {
    return addFiles(expansion, target.path, name, rules);
  }
  if (open.some(directory => isWithin(directory, target.path))) {
    return refuse('link-contains-itself');
  }
  if (!addFiles(expansion, target.path, name, rules)) {
    return false;
  }
  return expansion.links
    .filter(inner => isWithin(inner.path, target.path))
    .every(inner => {
      const innerName = rename(inner.path, target.path, name);
      if (reasonBelow(rules, name, innerName)) {
        return true;
      }
      return followLink(expansion, inner, innerName, rules, [...open, parentOf(inner.path)]);
    });
}

/** Adds the file, or the files of the directory, at `target` under a new name. */
function addFiles(
  { walk, files, cap }: Expansion,
  target: string,
  name: string,
  rules: IgnoreRules,
): boolean {
  for (const file of files) {
    if (!isWithin(file.path, target)) {
      continue;
    }
    const path = rename(file.path, target, name);
    const reason = reasonBelow(rules, name, path);
    if (reason) {
      walk.leftOut.push({ path, isDirectory: false, reason });
    } else {
      walk.files.push({ ...file, path });
    }
    if (walk.files.length + walk.leftOut.length > cap) {
      return false;
    }
  }
  return true;
}

/** Why something below a link is left out under its new name, or because a directory between them is. */
function reasonBelow(rules: IgnoreRules, link: string, path: string): LeftOutReason | null {
  for (let end = path.indexOf('/', link.length + 1); end !== -1; end = path.indexOf('/', end + 1)) {
    const reason = rules.judge(path.slice(0, end), true)?.reason;
    if (reason) {
      return reason;
    }
  }
  return path === link ? null : (rules.judge(path, false)?.reason ?? null);
}

function isLeftOut(leftOut: ReadonlySet<string>, path: string): boolean {
  for (let at = path; at !== ''; at = parentOf(at)) {
    if (leftOut.has(at)) {
      return true;
    }
  }
  return false;
}

/** True for the directory itself and all below it; '' is the folder. */
function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

function rename(path: string, from: string, to: string): string {
  return to + path.slice(from.length);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
