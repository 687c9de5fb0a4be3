import assert from 'node:assert/strict';
import { it } from 'node:test';
import OpenAI from 'openai';
import { tempFolderOf } from '../../support/process/tempFolder.ts';
import { startRegistryProcess } from '../../support/registry/registryProcess.ts';
import { asUnzipped, folderFiles, smallSkill, unzipped } from '../../support/skill/skillFiles.ts';

it('serves one folder from two processes, each seeing what the other does', async t => {
  const dataDirectory = await tempFolderOf(t);
  const processes = await Promise.all([1, 2].map(() => startRegistryProcess({ dataDirectory })));
  t.after(() => Promise.all(processes.map(each => each.kill())));
  const [one, two] = processes.map(
    ({ token, baseURL }) => new OpenAI({ apiKey: token, baseURL, maxRetries: 0 }),
  ) as [OpenAI, OpenAI];

  const { id } = await one.skills.create({ files: folderFiles('both', smallSkill('both')) });
  assert.deepEqual(
    (await two.skills.list()).data.map(skill => skill.id),
    [id],
  );

  const published = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const files = smallSkill('both', { 'content.txt': `content ${index}` });
      const client = index % 2 ? one : two;
      const { version } = await client.skills.versions.create(id, {
        files: folderFiles('both', files),
        default: index % 5 === 0,
      });
      return { version, files };
    }),
  );
  const numbers = published.map(({ version }) => Number(version));
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 30 }, (_, index) => index + 2),
  );
  for (const [index, { version, files }] of published.entries()) {
    const answer = await (index % 2 ? two : one).skills.versions.content.retrieve(version, { skill_id: id });
    assert.deepEqual(await unzipped(await answer.blob()), asUnzipped('both', files));
  }
  assert.deepEqual(await one.skills.retrieve(id), await two.skills.retrieve(id));

  await two.skills.delete(id);
  await assert.rejects(one.skills.retrieve(id), OpenAI.NotFoundError);
  assert.deepEqual((await one.skills.list()).data, []);
});
