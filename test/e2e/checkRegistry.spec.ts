import assert from 'node:assert/strict';
import { addServer } from '../support/registry/addServer.ts';
import { changeJson, startQuirkServer } from '../support/registry/quirks/quirkServer.ts';
import { isList } from '../support/registry/quirks/readingQuirks.ts';
import { spec } from '../support/window/spec.ts';

spec(
  'A registry is checked from its row: an odd one is told what differs, and an item that cannot be read is a row',
  { files: {}, theme: 'light' },
  async window => {
    await using odd = await startQuirkServer('OpenAI');
    odd.behave({
      change: (answer, request) => {
        if (isList(request) && answer.status === 200) {
          changeJson(answer, body => {
            Object.assign((body.data as object[])[1] ?? {}, { created_at: 'yesterday' });
          });
        }
      },
    });
    await window.showView('Skills', 'Workspace');
    const registries = window.view('Registries');
    await registries.row('Local').menu('Check Registry…');
    await window.quickInput.titled('Check Local');
    await window.screenshot('check-registry-modes');
    await window.quickInput.pick('Read and Write');
    assert.match(await window.notifications.dialog(), /skillwright-doctor-… are created there/);
    await window.notifications.answerDialog('Write');
    await window.notifications.toast(/Local: \d+ held, 0 differed, 0 not tried/);
    assert.equal(await window.editor.title(), 'Check of Local.txt');
    await window.screenshot('check-registry-held');
    await window.notifications.dismissAll();

    await addServer(window, /OpenAI’s protocol/, `${odd.server.origin}/v1`);
    await window.quickInput.answer(odd.registry.token);
    await registries.showsRow(/skill-2\s+could not be read/);
    await registries.row(new URL(odd.server.origin).host).menu('Check Registry…');
    await window.quickInput.pick('Only Read');
    await window.notifications.toast(/held, [1-9]\d* differed/);
    await window.screenshot('check-registry-differed');
  },
);
