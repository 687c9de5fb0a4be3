import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { root } from '../../../scripts/paths.ts';
import { type EditorWindow, openWindow, type WindowOptions } from './window.ts';
import { WindowHost } from './windowHost.ts';

export interface SpecOptions extends Omit<WindowOptions, 'folder' | 'workspaceFile'> {
  /** A folder of the project, copied for the spec; none begins empty. */
  readonly workspace?: string;
  /** Files to add to the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Folders in the workspace that are opened side by side, instead of the one that holds them. */
  readonly roots?: readonly string[];
  /** The subject of the first commit, which has all files: the workspace is a Git repository. */
  readonly firstCommit?: string;
  /** What the workspace's folder is called. */
  readonly folderName?: string;
}

/** Of all specs in this process, which run one after another. */
const host = new WindowHost();
after(() => host[Symbol.asyncDispose]());

/** A test in a window of its own; see window.ts. */
export function spec(
  title: string,
  options: SpecOptions,
  body: (window: EditorWindow) => Promise<void>,
): void {
  test(title, { timeout: 240_000 }, async () => {
    const parent = await mkdtemp(join(tmpdir(), 'skillwright-e2e-'));
    const folder = await makeWorkspace(parent, options);
    const file = options.roots && { workspaceFile: await writeWorkspaceFile(parent, folder, options.roots) };
    await using window = await openWindow({ ...options, ...file, folder }, host);
    try {
      await body(window);
      assert.deepEqual(window.errors, [], 'The console shows errors');
    } catch (error) {
      await window.keepTrace(title, error);
      throw error;
    }
    // The window is still open, and may write meanwhile.
    await rm(parent, { recursive: true, force: true, maxRetries: 5 });
  });
}

/** Copies and writes a workspace below `parent`; resolves to its path. */
async function makeWorkspace(parent: string, options: SpecOptions): Promise<string> {
  const folder = join(parent, options.folderName ?? basename(options.workspace ?? 'workspace'));
  await mkdir(folder, { recursive: true });
  if (options.workspace !== undefined) {
    await cp(join(root, options.workspace), folder, { recursive: true });
  }
  for (const [path, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  if (options.firstCommit !== undefined) {
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
    execFileSync('git', ['config', 'user.name', 'Ada'], { cwd: folder });
    execFileSync('git', ['config', 'user.email', 'ada@example.com'], { cwd: folder });
    commitAll(folder, options.firstCommit);
  }
  return folder;
}

/** Commits what is there; resolves to the commit's short hash. */
export function commitAll(folder: string, subject: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  git('add', '.');
  git('commit', '-qm', subject);
  return git('rev-parse', '--short=7', 'HEAD');
}

async function writeWorkspaceFile(parent: string, folder: string, roots: readonly string[]): Promise<string> {
  const file = join(parent, 'all.code-workspace');
  await writeFile(file, JSON.stringify({ folders: roots.map(root => ({ path: join(folder, root) })) }));
  return file;
}
