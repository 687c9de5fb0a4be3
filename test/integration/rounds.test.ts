import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { linkFromElsewhere } from '../support/editor/linkFromElsewhere.ts';
import { type Editor, openEditor, uniqueName, workspaceRoot } from '../support/editor/openEditor.ts';
import { cleanUp, untilMarks, writeSkill } from '../support/editor/skillEditor.ts';
import { untilRows } from '../support/editor/workspaceRows.ts';

/** Folders that are made again at the same time, and how often; so 100 in all. */
const folders = 25;
const times = 4;

const described = 'description: Does a thing. Use when the thing is to be done.';
const manifest = (name: string, isSound: boolean) =>
  `---\nname: ${name}\n${described}\n${isSound ? 'license' : 'licence'}: MIT\n---\n\nDo it.\n`;

/** What a branch switch does to a folder with skills. */
async function makeAgain(parent: string, texts: Readonly<Record<string, string>>, pause: number) {
  await rm(parent, { recursive: true, force: true });
  await delay(pause);
  for (const [name, text] of Object.entries(texts)) {
    await mkdir(`${parent}/${name}/references/deep`, { recursive: true });
    await writeFile(`${parent}/${name}/SKILL.md`, text);
    await writeFile(`${parent}/${name}/references/deep/a.md`, '# A\n');
  }
}

/** Builds the extension over watchers that never tell anything. */
async function openDeafEditor(): Promise<Editor> {
  const { workspace } = vscode as unknown as { workspace: Record<string, unknown> };
  const original = workspace.createFileSystemWatcher;
  const event = new vscode.EventEmitter<vscode.Uri>().event;
  const deaf = { onDidCreate: event, onDidChange: event, onDidDelete: event, dispose: () => undefined };
  workspace.createFileSystemWatcher = () => deaf;
  try {
    return await openEditor();
  } finally {
    workspace.createFileSystemWatcher = original;
  }
}

suite('What the watchers do not tell', () => {
  teardown(cleanUp);

  test('a folder that is deleted and made again has its marks and its row, 100 times', async () => {
    await using editor = await openEditor();
    const parents = Array.from({ length: folders }, (_, at) => {
      const name = uniqueName(`again-${at + 10}`);
      return { path: `${workspaceRoot().uri.fsPath}/tests/${name}`, skills: [`${name}-a`, `${name}-b`] };
    });
    const names = parents.flatMap(({ skills }) => skills);
    const makeAllAgain = (isSound: boolean, time: number) =>
      parents.map(({ path, skills }, at) => {
        const texts = Object.fromEntries(skills.map(name => [name, manifest(name, isSound)]));
        return makeAgain(path, texts, time * folders + at);
      });
    await Promise.all(makeAllAgain(true, 0));
    await untilRows(
      editor,
      names,
      names.map(name => `${name}  never published`),
    );
    for (let time = 0; time < times; time++) {
      const isSound = time % 2 === 1;
      await Promise.all(makeAllAgain(isSound, time));
      const wanted = isSound ? '' : 'field-misspelt';
      const uris = parents.flatMap(({ path, skills }) =>
        skills.map(name => vscode.Uri.file(`${path}/${name}/SKILL.md`)),
      );
      await Promise.all(uris.map(uri => untilMarks(uri, marks => marks.join() === wanted)));
      const state = isSound ? 'never published' : '1 warning · never published';
      await untilRows(
        editor,
        names,
        names.map(name => `${name}  ${state}`),
      );
    }
  });

  test('what Git tracks is in the bundle as soon as it does, though no file changed', async () => {
    const name = uniqueName('by-force');
    const { uri, folder } = await writeSkill(name, manifest(name, true), {
      '.gitignore': '*.pdf\n',
      'form.pdf': '%PDF',
    });
    const git = (...args: readonly string[]) => execFileSync('git', [...args], { cwd: folder.fsPath });
    git('init', '-q');
    git('add', '-A');
    await using editor = await openEditor();
    const { skills, checks } = editor.services;
    const filesNow = async () => {
      const skill = await skills.of(uri);
      const check = skill && (await checks.check(skill));
      return check?.ok && check.value.context.files?.map(({ path }) => path).join();
    };
    assert.equal(await filesNow(), 'SKILL.md');
    await skills.lookAgain();
    git('add', '-f', 'form.pdf');
    const end = Date.now() + 8_000;
    while ((await filesNow()) !== 'SKILL.md,form.pdf' && Date.now() < end) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const listening = checks.onDidOutdateAll(resolve);
      await Promise.race([promise, delay(200)]);
      listening.dispose();
    }
    assert.equal(await filesNow(), 'SKILL.md,form.pdf');
  });

  test('what came, changed or went unheard is there when somebody turns to the view', async () => {
    await using editor = await openDeafEditor();
    const [here, gone, late] = ['here', 'gone', 'late'].map(uniqueName);
    assert.ok(here && gone && late);
    await writeSkill(here, manifest(here, true), { 'references/deep/a.md': '# A\n' });
    const { folder } = await writeSkill(gone, manifest(gone, true));
    editor.services.skills.refresh();
    const names = [here, gone, late];
    await untilRows(editor, names, [`${gone}  never published`, `${here}  never published`]);

    await writeSkill(here, manifest(here, false));
    await writeSkill(late, manifest(late, true));
    await rm(folder.fsPath, { recursive: true });
    editor.turnToViews();
    await untilRows(editor, names, [`${here}  1 warning · never published`, `${late}  never published`]);
  });

  test('what another window or a terminal publishes is in the row at once', async () => {
    await using editor = await openEditor();
    const name = uniqueName('elsewhere');
    const { uri } = await writeSkill(name, manifest(name, true));
    editor.services.skills.refresh();
    await untilRows(editor, [name], [`${name}  never published`]);
    await linkFromElsewhere(editor, uri, 'local', '7');
    await untilRows(editor, [name], [`${name}  changed since v7 on Local`]);
    await linkFromElsewhere(editor, uri, 'openai', '3');
    const both = `${name}  changed since v3 on OpenAI (not set up here) · changed since v7 on Local`;
    await untilRows(editor, [name], [both]);
  });

  test('links that came unheard, by Git or from another window, are in the row when somebody turns to the view', async () => {
    await using editor = await openDeafEditor();
    const name = uniqueName('unheard');
    const { uri } = await writeSkill(name, manifest(name, true));
    editor.services.skills.refresh();
    await untilRows(editor, [name], [`${name}  never published`]);
    await linkFromElsewhere(editor, uri, 'local', '7');
    editor.turnToViews();
    await untilRows(editor, [name], [`${name}  changed since v7 on Local`]);
    await linkFromElsewhere(editor, uri, 'openai', '3');
    editor.turnToViews();
    const both = `${name}  changed since v3 on OpenAI (not set up here) · changed since v7 on Local`;
    await untilRows(editor, [name], [both]);
  });
});
