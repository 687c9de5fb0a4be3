/** A directory beside a folder in which that folder's successor is made: `.NAME.skillwright-PID-RANDOM`. */
export interface WorkDirectoryName {
  /** The name of the folder that is made or replaced. */
  readonly folder: string;
  /** The process that makes it. */
  readonly pid: number;
}

const pattern = /^\.(.+)\.skillwright-(\d{1,10})-[0-9a-f]{8}$/;

/** `random` are eight hexadecimal digits. */
export function workDirectoryName({ folder, pid }: WorkDirectoryName, random: string): string {
  return `.${folder}.skillwright-${pid}-${random}`;
}

/** Null for any other name. */
export function parseWorkDirectoryName(name: string): WorkDirectoryName | null {
  const [, folder, pid] = pattern.exec(name) ?? [];
  return folder === undefined ? null : { folder, pid: Number(pid) };
}

/**
 * The folder that is made or replaced where a path with `/` leads into a work directory: `/w/skills/demo` for
 * `/w/skills/.demo.skillwright-7-0123abcd/new/SKILL.md`. Null for any other path.
 */
export function folderInWork(path: string): string | null {
  if (!path.includes('.skillwright-')) {
    return null;
  }
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const name = parseWorkDirectoryName(part);
    if (name) {
      return [...parts.slice(0, index), name.folder].join('/');
    }
  }
  return null;
}
