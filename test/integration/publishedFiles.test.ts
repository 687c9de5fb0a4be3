import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Failure } from '../../src/core/failure/failure.ts';
import { inspectBundle } from '../../src/core/published/inspectBundle.ts';
import { formatAddress } from '../../src/core/published/versionAddress.ts';
import type { OpenVersion } from '../../src/core/published/versionStore.ts';
import { openVersion } from '../../src/core/published/versionStore.ts';
import { failed, type Result, success } from '../../src/core/text/result.ts';
import { PublishedFiles } from '../../src/editor/versions/publishedFiles.ts';
import { assertOk } from '../support/result.ts';
import { packUpload } from '../support/zip/skillUpload.ts';

const scheme = 'skillwright-test';
const ref = { registryId: 'local', skillId: 'skill_1', version: '3' };
const manifest = [
  '---',
  'name: pdf-forms',
  'description: Fills forms. Use for PDFs.',
  '---',
  '',
  'See [the notes](references/notes.md) and [what is missing](references/missing.md).',
  '',
].join('\n');

const uriOf = (path: string, root = '/Local/v3/pdf-forms') =>
  vscode.Uri.from({ scheme, ...formatAddress(ref, root, path) });

suite('Published files in the editor', () => {
  let failure: Failure | null = null;
  let files: PublishedFiles;
  let registration: vscode.Disposable;

  suiteSetup(async () => {
    const upload = await packUpload('pdf-forms', {
      'SKILL.md': manifest,
      'references/notes.md': '# Notes\n',
      'scripts/fill.py': 'print("ß")\n',
    });
    const facts = await inspectBundle(
      { registryKey: 'local', skillId: 'skill_1', version: '3' },
      upload.blob,
    );
    assertOk(facts);
    const version = await openVersion(facts.value, upload.blob);
    assertOk(version);
    const use = async <T>(_ref: unknown, work: (open: OpenVersion) => Promise<Result<T, Failure>>) =>
      failure ? failed(failure) : work(version.value);
    files = new PublishedFiles({ use, facts: () => use(ref, async open => success(open.facts)) });
    registration = vscode.workspace.registerFileSystemProvider(scheme, files, {
      isCaseSensitive: true,
      isReadonly: true,
    });
  });
  setup(() => {
    failure = null;
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    registration.dispose();
    files.dispose();
  });

  test('folders are listed, also those above the skill', async () => {
    const list = async (path: string) => {
      const uri = uriOf('').with({ path });
      return (await vscode.workspace.fs.readDirectory(uri)).map(
        ([name, type]) => `${name} ${vscode.FileType[type]}`,
      );
    };
    assert.deepEqual(await list('/Local/v3/pdf-forms'), [
      'references Directory',
      'scripts Directory',
      'SKILL.md File',
    ]);
    assert.deepEqual(await list('/Local/v3/pdf-forms/scripts'), ['fill.py File']);
    assert.deepEqual(await list('/Local'), ['v3 Directory']);
  });

  test('a file opens in its language, with its text, and cannot be changed', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf('scripts/fill.py'));
    assert.equal(document.languageId, 'python');
    assert.equal(document.getText(), 'print("ß")\n');
    const { size, permissions } = await vscode.workspace.fs.stat(document.uri);
    assert.equal(size, 12);
    assert.equal(permissions, vscode.FilePermission.Readonly);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(document.uri, new Uint8Array()));
    await assert.rejects(async () => vscode.workspace.fs.delete(document.uri));
    await assert.rejects(async () => vscode.workspace.fs.rename(document.uri, uriOf('scripts/other.py')));
    await assert.rejects(async () => vscode.workspace.fs.createDirectory(uriOf('more')));
  });

  test('VS Code checks a published SKILL.md as it would on disk: folder, links and all', async () => {
    const marksOn = async (uri: vscode.Uri, done: (marks: readonly string[]) => boolean) => {
      await vscode.window.showTextDocument(uri);
      const read = () => vscode.languages.getDiagnostics(uri).map(({ message }) => message);
      for (let tries = 0; tries < 100 && !done(read()); tries++) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      return read();
    };
    const right = await marksOn(uriOf('SKILL.md'), marks => marks.length > 0);
    assert.equal(right.length, 1, right.join('\n'));
    assert.match(right[0] ?? '', /missing\.md/);
    const elsewhere = await marksOn(uriOf('SKILL.md', '/Local/v3/other'), marks => marks.length > 1);
    assert.ok(
      elsewhere.some(message => /should match the folder name/.test(message)),
      elsewhere.join('\n'),
    );
  });

  test('what does not exist is not found, and what cannot be fetched says why', async () => {
    const codeOf = async (uri: vscode.Uri) => {
      try {
        await vscode.workspace.fs.readFile(uri);
        return 'read';
      } catch (error) {
        return error instanceof vscode.FileSystemError ? `${error.code}: ${error.message}` : String(error);
      }
    };
    assert.match(await codeOf(uriOf('missing.md')), /^FileNotFound/);
    assert.match(await codeOf(vscode.Uri.from({ scheme, path: '/x' })), /^FileNotFound/);
    failure = { kind: 'forbidden', registry: 'Team', reason: 'downloads are not allowed' };
    assert.match(await codeOf(uriOf('SKILL.md')), /^Unavailable: .*Team/);
  });
});
