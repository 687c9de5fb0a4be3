import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { publishedUri } from '../../src/editor/versions/addresses.ts';
import { uniqueName } from '../support/editor/openEditor.ts';
import { tempFolder } from '../support/process/tempFolder.ts';
import { skillText } from '../support/zip/skillUpload.ts';

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a terminal of this window, as somebody would who types it, and hears what it says. */
async function runInTerminal(args: readonly string[], folder: string): Promise<Said> {
  const { SKILLWRIGHT_NODE: node = '', SKILLWRIGHT_PROJECT: project = '' } = process.env;
  const file = join(folder, 'said.json');
  // A terminal's output is a picture; what is said goes into a file.
  const script = `
    const { status: code, stdout, stderr } = require('node:child_process').spawnSync(
      process.execPath, ${JSON.stringify([join(project, 'src', 'cli', 'main.ts'), ...args])}, { encoding: 'utf8' });
    require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify({ code, stdout, stderr }));`;
  const ended = new Promise<void>(resolve => {
    const listening = vscode.window.onDidCloseTerminal(closed => {
      if (closed === terminal) {
        listening.dispose();
        resolve();
      }
    });
  });
  const terminal = vscode.window.createTerminal({ cwd: folder, shellPath: node, shellArgs: ['-e', script] });
  await ended;
  return JSON.parse(await readFile(file, 'utf8')) as Said;
}

suite('Local', () => {
  test('is one for the editor and for the command line in its terminal', async () => {
    await using folder = await tempFolder();
    const name = uniqueName('typed');
    const text = skillText(name, 'Was published in a terminal. Use when it must be done.');
    await mkdir(join(folder.path, name));
    await writeFile(join(folder.path, name, 'SKILL.md'), text);

    const published = await runInTerminal(['publish', name, '--registry', 'local', '--json'], folder.path);
    assert.equal(published.code, 0, published.stdout + published.stderr);
    const { skillId, version } = JSON.parse(published.stdout).skills[0].targets[0].outcome;

    const address = publishedUri({ registryId: 'local', skillId, version }, `/Local/v1/${name}`, 'SKILL.md');
    assert.equal((await vscode.workspace.openTextDocument(address)).getText(), text);

    const listed = await runInTerminal(['list', '--registry', 'local', '--json'], folder.path);
    const names = (JSON.parse(listed.stdout).skills as { readonly name: string }[]).map(skill => skill.name);
    assert.ok(names.includes(name), listed.stdout);
  }).timeout(120_000);
});
