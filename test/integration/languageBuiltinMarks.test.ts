import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { builtinMarkOf } from '../../src/core/skill/builtinMarks.ts';
import type { Rule } from '../../src/core/skill/rule.ts';
import { rules } from '../../src/core/skill/rules/rules.ts';
import {
  actionAt,
  cleanUp,
  configure,
  isOurs,
  marksOn,
  severityOf,
  show,
  type TestSkill,
  untilMarks,
  writeSkill,
} from '../support/editor/skillEditor.ts';
import { examplesOf } from '../support/skill/ruleExamples/ruleExamples.ts';

const body = '\n# Title\n\nDo it.\n';
const described = 'description: Does a thing. Use when the thing is to be done.';

/** The rules that VS Code has a mark for, and those about YAML, which it reads in a way of its own. */
const examples = rules.filter(({ code }) => builtinMarkOf(code) !== null || code.startsWith('yaml-'));

/** Writes a rule's bad example. */
async function writeExample(rule: Rule): Promise<TestSkill> {
  const { bad } = examplesOf(rule);
  const files = Object.entries(bad.files ?? {}).map(([path, size]) => [path, 'x'.repeat(size)] as const);
  return writeSkill(`${rule.code}/${bad.folderName ?? 'pdf-forms'}`, bad.text, Object.fromEntries(files));
}

/** What is wrong with how one problem is marked, given all marks on its file now; null when it is marked once. */
function faultOf(problem: vscode.Diagnostic, marks: readonly vscode.Diagnostic[]): string | null {
  const code = (problem.code as { readonly value: string }).value;
  const mark = builtinMarkOf(code);
  const isMarkedByUs = marks.some(
    other => isOurs(other) && (other.code as { readonly value: string }).value === code,
  );
  const isMarkedByCore = marks.some(
    other =>
      !isOurs(other) &&
      mark !== null &&
      severityOf(other) === mark.severity &&
      other.range.intersection(problem.range) !== undefined,
  );
  if (!isMarkedByUs && !isMarkedByCore) {
    return `${code} is not marked at all`;
  }
  if (mark?.isSure && !isMarkedByCore) {
    return `${code} is not marked by VS Code`;
  }
  const ranks = ['error', 'warning', 'information', 'hint'];
  const isHiddenByCore = mark !== null && ranks.indexOf(mark.severity) <= ranks.indexOf(severityOf(problem));
  return isMarkedByUs && isMarkedByCore && isHiddenByCore ? `${code} is marked twice` : null;
}

suite('One mark a problem, with what VS Code marks itself', () => {
  suiteSetup(() => configure('profiles', ['spec', 'advice', 'openai', 'anthropic', 'vscode']));
  teardown(cleanUp);
  suiteTeardown(() => configure('profiles', undefined));

  test('a file that is not open has all of our marks, and none of VS Code’s', async () => {
    const { uri } = await writeSkill('closed', `---\nname: Closed It\n${described}\n---\n${body}`);
    const marks = await untilMarks(uri, all => all.includes('name-format'));
    assert.deepEqual(marks, ['name-folder', 'name-format']);
  });

  test('in an open file ours makes room for VS Code’s, and comes back when it is closed', async () => {
    const { uri } = await writeSkill('open', `---\nname: Open It\n${described}\n---\n${body}`);
    await untilMarks(uri, all => all.includes('name-format'));
    await show(uri);
    const marks = await untilMarks(
      uri,
      all => all.length === 3 && all.filter(mark => mark.startsWith('core')).length === 2,
    );
    assert.match(marks.join(), /Skill name may only contain/);
    assert.match(marks.join(), /should match the folder name/);
    // VS Code only warns of it, and it is an error of the specification.
    assert.ok(marks.includes('name-folder'), marks.join());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await untilMarks(uri, all => all.join() === 'name-folder,name-format');
  });

  test('a file in another editor than the visible one has ours again', async () => {
    const one = await writeSkill('front', `---\nname: Front It\n${described}\n---\n${body}`);
    const other = await writeSkill('back', `---\nname: back\n${described}\n---\n${body}`);
    await show(one.uri);
    await untilMarks(one.uri, all => all.filter(mark => mark.startsWith('core')).length === 2);
    await show(other.uri);
    await untilMarks(one.uri, all => all.join() === 'name-folder,name-format');
  });

  test('a problem that VS Code would not call one stays ours, on the same place', async () => {
    const { uri } = await writeSkill('both', `---\nname: Both--It\n${described}\n---\n${body}`);
    await untilMarks(uri, all => all.includes('name-hyphens'));
    await show(uri);
    const marks = await untilMarks(
      uri,
      all => all.filter(mark => mark.startsWith('core')).length === 2 && all.length === 4,
    );
    assert.ok(marks.includes('name-hyphens'), marks.join());
  });

  test('the fix is offered on VS Code’s mark, and takes it away', async () => {
    const { uri } = await writeSkill('fixed', `---\nname: Fixed It\n${described}\n---\n${body}`);
    const editor = await show(uri);
    await untilMarks(uri, all => all.length === 3);
    const [mark] = vscode.languages.getDiagnostics(uri);
    assert.ok(mark);
    const fix = await actionAt(uri, mark.range.start.line, 'Change the name to "fixed"');
    assert.ok(fix.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(editor.document.getText(), /^name: fixed$/m);
    await untilMarks(uri, all => all.length === 0);
  });

  // So few at once that a busy machine draws their editors in time.
  const batches = Array.from({ length: Math.ceil(examples.length / 4) }, (_, i) =>
    examples.slice(i * 4, i * 4 + 4),
  );
  for (const batch of batches) {
    test(`each problem of the bad examples of ${batch.map(({ code }) => code).join(', ')} is marked once`, async () => {
      const skills = await Promise.all(batch.map(writeExample));
      const problems = await Promise.all(
        skills.map(async ({ uri }, i) => {
          await untilMarks(uri, all => all.includes(batch[i]?.code ?? ''));
          return vscode.languages.getDiagnostics(uri).filter(isOurs);
        }),
      );
      for (const [i, { uri }] of skills.entries()) {
        await vscode.window.showTextDocument(uri, { viewColumn: i + 1, preview: false });
      }
      // VS Code checks a file some time after it is shown; once it has marked the last one, it has looked at all.
      const last = await writeSkill('last', '---\nname: Last It\n---\n');
      await vscode.window.showTextDocument(last.uri, { viewColumn: 9, preview: false });
      await untilMarks(last.uri, all => all.filter(mark => mark.startsWith('core')).length === 3);
      for (const [i, { uri }] of skills.entries()) {
        const faults = () =>
          (problems[i] ?? []).flatMap(
            problem => faultOf(problem, vscode.languages.getDiagnostics(uri)) ?? [],
          );
        await untilMarks(uri, () => faults().length === 0).catch(() => {
          assert.deepEqual(faults(), [], marksOn(uri).join(' | '));
        });
      }
    });
  }
});
