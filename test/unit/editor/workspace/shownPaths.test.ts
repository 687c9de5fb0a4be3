import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Uri } from 'vscode';
import { placesOf, shownPath } from '../../../../src/editor/workspace/shownPaths.ts';

const uriOf = (path: string): Uri =>
  ({ path, fsPath: path, with: ({ path: other = '' }) => uriOf(other) }) as Partial<Uri> as Uri;
const root = (name: string, path = `/work/${name}`) => ({ name, uri: uriOf(path) });
const skillIn = (workspaceFolder: ReturnType<typeof root>, path: string) => ({
  path,
  folder: uriOf(path === '.' ? workspaceFolder.uri.path : `${workspaceFolder.uri.path}/${path}`),
  workspaceFolder,
});
const first = (shown: string, roots: readonly ReturnType<typeof root>[]) => placesOf(shown, roots)[0]?.path;

test('a skill is called by its path where one folder is open, and with the folder before it where several are', () => {
  const [app, site] = [root('app'), root('site')];
  assert.equal(shownPath(skillIn(app, 'skills/a'), [app]), 'skills/a');
  assert.equal(shownPath(skillIn(app, '.'), [app]), '.');
  assert.equal(shownPath(skillIn(app, 'skills/a'), [app, site]), 'app/skills/a');
  assert.equal(shownPath(skillIn(site, '.'), [app, site]), 'site');
});

test('no two skills of a window are called the same, whatever its folders are called', () => {
  const roots = [root('app'), root('app', '/other/app'), root('a'), root('a/b', '/x'), root('')];
  const skills = roots.flatMap(each => ['.', 'skills/a', 'b/c', 'c'].map(path => skillIn(each, path)));
  const shown = skills.map(skill => shownPath(skill, roots));
  assert.deepEqual(shown.toSorted(), [...new Set(shown)].sort());
});

test('a file is looked for in the folder that it is named with, before others that have such a path', () => {
  const roots = [root('app'), root('site')];
  assert.equal(first('site/skills/a/SKILL.md', roots), '/work/site/skills/a/SKILL.md');
  assert.equal(first('app/skills/a/SKILL.md', roots), '/work/app/skills/a/SKILL.md');
  assert.equal(first('site/skills/a/SKILL.md', [root('site')]), '/work/site/site/skills/a/SKILL.md');
  assert.equal(first('other/SKILL.md', roots), '/work/app/other/SKILL.md');
});
