import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanBody } from '../../../../../src/core/skill/document/body.ts';
import { findMentions } from '../../../../../src/core/skill/document/mentions.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';

/** The paths that are mentioned, after a look at where they are said to stand. */
function mentionsIn(body: string): readonly string[] {
  const document = parseSkill(`---\nname: x\n---\n${body}`);
  return findMentions(scanBody(document)).map(({ path, directory, span }) => {
    assert.equal(document.text.slice(span.start, span.end), path);
    assert.ok(path.startsWith(`${directory}/`));
    return path;
  });
}

describe('mentions', () => {
  for (const [body, ...paths] of [
    ['`scripts/a.py`', 'scripts/a.py'],
    ['`./scripts/a.py`', 'scripts/a.py'],
    ['`$' + '{CLAUDE_SKILL_DIR}/scripts/a.py`', 'scripts/a.py'],
    ['`{baseDir}/scripts/a.py`', 'scripts/a.py'],
    ['`python scripts/a.py --to=assets/b.png x`', 'scripts/a.py', 'assets/b.png'],
    ['`"scripts/a.py"`', 'scripts/a.py'],
    ['`references/a/b/c.md`', 'references/a/b/c.md'],
    ['`scripts/a.test.mjs`', 'scripts/a.test.mjs'],
    ['`see references/a.md.`', 'references/a.md'],
    ['`scripts/a@2.py`', 'scripts/a@2.py'],
    ['``a ` scripts/a.py``', 'scripts/a.py'],
    ['`scripts/收集.py`', 'scripts/收集.py'],
    ['`assets/résumé/été.tex`', 'assets/résumé/été.tex'],
    ['~~~\n运行scripts/收集.py，然后看references/a.md后写。\n', 'scripts/收集.py', 'references/a.md'],
    ['```sh\nscripts/a.py\nsource scripts/b.sh\n```', 'scripts/a.py', 'scripts/b.sh'],
    ['- `scripts/a.py`\n- `scripts/a.py`', 'scripts/a.py', 'scripts/a.py'],
    ['~~~\nscripts/a.py', 'scripts/a.py'],
  ] as const) {
    it(`are found in ${JSON.stringify(body)}`, () => assert.deepEqual(mentionsIn(`${body}\n`), paths));
  }

  for (const body of [
    'scripts/a.py',
    '[a](scripts/a.py)',
    '`scripts/`',
    '`scripts/a`',
    '`scripts`',
    '`lib/a.py`',
    '`my-scripts/a.py`',
    '`other/scripts/a.py`',
    '`~/scripts/a.py`',
    '`/scripts/a.py`',
    '`../scripts/a.py`',
    '`$HOME/scripts/a.py`',
    '`$' + '{ROOT}/scripts/a.py`',
    '`scripts/*.py`',
    '`scripts/a.py*`',
    '`scripts/<name>.py`',
    '`scripts/$' + '{name}.py`',
    '`scripts/{a,b}.py`',
    '`https://example.com/scripts/a.py`',
    '<!-- `scripts/a.py` -->',
  ]) {
    it(`are not found in ${body}`, () => assert.deepEqual(mentionsIn(`${body}\n`), []));
  }
});
