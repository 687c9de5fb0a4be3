import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Editor } from './openEditor.ts';

/** The rows of the skills with these names, as `name  description`. */
async function rowsOf(editor: Editor, names: readonly string[]): Promise<readonly string[]> {
  const skills = await editor.services.skills.all();
  const meant = skills.filter(({ path }) => names.some(name => path.endsWith(`/${name}`)));
  return Promise.all(meant.map(skill => editor.rowOf(skill)));
}

/** Waits until those rows are these. */
export async function untilRows(
  editor: Editor,
  names: readonly string[],
  wanted: readonly string[],
): Promise<void> {
  const began = Date.now();
  const end = began + 8_000;
  let rows = await rowsOf(editor, names);
  while (rows.join() !== wanted.join() && Date.now() < end) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const listening = editor.services.workspaceTree.onDidChangeTreeData(() => resolve());
    await Promise.race([promise, delay(100)]);
    listening.dispose();
    rows = await rowsOf(editor, names);
  }
  assert.deepEqual(rows, wanted);
}
