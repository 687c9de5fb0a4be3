import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type * as vscode from 'vscode';
import { withLink } from '../../../src/core/link/linkFile.ts';
import { linkPlaces } from '../../../src/disk/link/linkPlaces.ts';
import { type Editor, workspaceRoot } from './openEditor.ts';

/** Links a skill to a registry as another window or process does that publishes it. */
export async function linkFromElsewhere(
  { services }: Editor,
  manifestUri: vscode.Uri,
  registryKey: string,
  version: string,
  skillId = 'skill_1',
): Promise<void> {
  const dataDirectory = join(services.context.globalStorageUri.fsPath, 'registry');
  await mkdir(dataDirectory, { recursive: true });
  const placeOf = linkPlaces({ root: workspaceRoot().uri.fsPath, dataDirectory });
  const { store, folder } = placeOf(dirname(manifestUri.fsPath), registryKey);
  const publishedAt = '2026-11-21T10:00:00.000Z';
  const link = { skillId, name: 'other', version, digest: 'sha256:0', publishedAt };
  assert.ok((await store.update(file => withLink(file, folder, registryKey, link))).ok);
}
