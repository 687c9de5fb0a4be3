import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { breachesOf, sourceFile } from '../../../scripts/checkHouse.ts';

/** Long enough that no reader needs to be counted. */
const filler = '// …\n'.repeat(30);

/** What is wrong with a tree of these files, each with the lines that matter. */
function breaches(tree: Readonly<Record<string, string>>): readonly string[] {
  return breachesOf(Object.entries(tree).map(([path, text]) => sourceFile(path, `${text}\n${filler}`)));
}

describe('the order of rooms', () => {
  it('allows an import from a lower room, from the own room and from outside', () => {
    assert.deepEqual(
      breaches({
        'src/core/skill/a.ts':
          "import { b } from '../text/b.ts';\nimport { c } from './c.ts';\nimport 'node:path';",
        'src/core/skill/c.ts': '',
        'src/core/text/b.ts': '',
        'src/editor/tree/d.ts': "import { a } from '../../core/publish/a.ts';",
        'src/core/publish/a.ts': '',
      }),
      [],
    );
  });

  it('refuses an import from a higher room, be it of a type only or while running', () => {
    for (const line of [
      "import { b } from '../publish/b.ts';",
      "import type { B } from '../publish/b.ts';",
      "import {\n  a,\n  b,\n} from '../publish/b.ts';",
      "export const load = () => import('../publish/b.ts');",
      "import '../publish/b.ts';",
    ]) {
      assert.deepEqual(breaches({ 'src/core/skill/a.ts': line, 'src/core/publish/b.ts': '' }), [
        'src/core/skill/a.ts imports src/core/publish/b.ts: publish stands above skill; what both need lies below both',
      ]);
    }
  });

  it('refuses imports that lead both ways between two rooms of the editor', () => {
    assert.deepEqual(
      breaches({
        'src/editor/tree/a.ts': "import { b } from '../services/b.ts';",
        'src/editor/services/b.ts': "import { c } from '../tree/c.ts';",
        'src/editor/tree/c.ts': '',
      }),
      [
        'src/editor/tree/a.ts imports src/editor/services/b.ts: services stands above tree; what both need lies below both',
      ],
    );
  });

  it('refuses a room that nobody gave a place', () => {
    assert.deepEqual(breaches({ 'src/core/attic/a.ts': '' }), [
      'src/core/attic/a.ts: the room "attic" has no place in the order (scripts/checkHouse.ts)',
    ]);
  });
});

describe('folders', () => {
  it('may have eighteen files and not one more', () => {
    const full = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/server/f${index}.ts`, '']));
    assert.deepEqual(breaches(full(18)), []);
    assert.deepEqual(breaches(full(19)), ['src/server has 19 files: more than 18 hide one another']);
  });

  it('have their files in rooms, but for two at the root', () => {
    const doors = { 'src/core/a.ts': '', 'src/core/b.ts': '' };
    assert.deepEqual(breaches(doors), []);
    assert.deepEqual(breaches({ ...doors, 'src/core/c.ts': '' }), [
      'src/core has 3 loose files: only its door stands at a root',
    ]);
  });
});

describe('exported names', () => {
  it('stand for one thing in the whole tree', () => {
    assert.deepEqual(
      breaches({
        'src/core/text/a.ts': 'export function open(): void {}\nexport type Other = string;',
        'src/server/b.ts': 'export async function open(): Promise<void> {}\nfunction other() {}',
      }),
      ['"open" is exported twice, by src/core/text/a.ts and src/server/b.ts: a search finds two things'],
    );
  });

  it('may be those of one function with several signatures', () => {
    const overloaded =
      'export function read(a: string): string;\nexport function read(a: number): number;\nexport function read(a: unknown) {}';
    assert.deepEqual(breaches({ 'src/core/text/a.ts': overloaded }), []);
  });

  it('are found however they are declared', () => {
    const declared = sourceFile(
      'src/core/text/a.ts',
      'export const a = 1;\nexport abstract class B {}\nexport interface C {}\nexport type D = string;\nexport function* e() {}\nconst f = 1;',
    );
    assert.deepEqual(declared.exports, ['a', 'B', 'C', 'D', 'e']);
  });
});

describe('a file of under thirty lines', () => {
  const reader = sourceFile('src/core/text/reader.ts', `import { a } from './a.ts';\n${filler}`);
  const short = sourceFile('src/core/text/a.ts', 'export const a = 1;');

  it('belongs into its only reader', () => {
    assert.deepEqual(breachesOf([reader, short]), [
      'src/core/text/a.ts has 1 lines and one reader, src/core/text/reader.ts: it belongs in there',
    ]);
  });

  it('stands by itself with a second reader, with none, or with thirty lines', () => {
    const second = { ...reader, path: 'src/core/text/second.ts' };
    assert.deepEqual(breachesOf([reader, second, short]), []);
    assert.deepEqual(breachesOf([short]), []);
    assert.deepEqual(breachesOf([reader, { ...short, lines: 30 }]), []);
  });

  it('stands by itself where a command, a rule or a route is looked for by name', () => {
    const folder = 'src/editor/commands/skill';
    const command = sourceFile(`${folder}/openSkill.ts`, 'export const openSkill = 1;');
    const table = sourceFile('src/editor/commands/table.ts', `import './skill/openSkill.ts';\n${filler}`);
    assert.deepEqual(breachesOf([table, command]), []);
  });
});

describe('the door to the terminal', () => {
  it('is the only way to write there', () => {
    const line = "process.stdout.write('x');";
    assert.deepEqual(
      breaches({ 'src/cli/terminal.ts': line, 'src/core/text/a.ts': 'process.exitCode = 1;' }),
      [],
    );
    assert.match(breaches({ 'src/cli/publish.ts': line })[0] ?? '', /goes around src\/cli\/terminal\.ts/);
    assert.equal(breaches({ 'src/cli/publish.ts': 'createInterface({ output: process.stderr })' }).length, 1);
  });
});

describe('the door to files of a workspace', () => {
  it("is not gone around by the editor's own way to read a file", () => {
    const line = 'const bytes = await vscode.workspace.fs.readFile(uri);';
    const [breach = ''] = breaches({ 'src/editor/language/configMarks.ts': line });
    assert.match(breach, /goes around src\/disk\/files\/readRegularFile\.ts/);
  });
});

describe('the door to what the editor shows', () => {
  it('is the only way to a message, a list, a box and the status bar', () => {
    const ways = [
      "vscode.window.showInformationMessage('x');",
      "vscode.window\n  .showErrorMessage('x');",
      "vscode.window.setStatusBarMessage('x');",
      'vscode.window.createQuickPick();',
      'window.showInputBox({});',
    ];
    for (const line of ways) {
      assert.deepEqual(breaches({ 'src/editor/ui/shown.ts': line }), []);
      assert.match(
        breaches({ 'src/editor/commands/skill/newSkill.ts': line })[0] ?? '',
        /goes around src\/editor\/ui\/shown\.ts/,
        line,
      );
    }
    const progress = '{ location: vscode.ProgressLocation.Notification }';
    assert.match(breaches({ 'src/editor/commands/skill/newSkill.ts': progress })[0] ?? '', /progress\.ts/);
  });
});
