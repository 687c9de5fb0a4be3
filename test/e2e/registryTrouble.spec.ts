import { type RunningRegistry, startRegistry } from '../../src/server/startRegistry.ts';
import { tempFolder } from '../support/process/tempFolder.ts';
import { addServer } from '../support/registry/addServer.ts';
import { connectTo } from '../support/registry/connectTo.ts';
import { startTestRegistry } from '../support/registry/startTestRegistry.ts';
import { assertOk } from '../support/result.ts';
import { spec } from '../support/window/spec.ts';
import { untilTrue } from '../support/window/until.ts';
import { skillUpload } from '../support/zip/skillUpload.ts';

async function start(
  dataDirectory: string,
  token: string,
  port = 0,
): Promise<RunningRegistry & AsyncDisposable> {
  const started = await startRegistry({ dataDirectory, token, port });
  assertOk(started);
  return { ...started.value, [Symbol.asyncDispose]: () => started.value.close() };
}

spec(
  'A registry that is away, and one that has another key now, say so in their rows and come back',
  { files: {}, theme: 'light' },
  async window => {
    await using data = await tempFolder();
    await using first = await start(data.path, 'the-first-key');
    const { host, port } = new URL(first.baseURL);
    const made = await connectTo(first.baseURL, first.token).createSkill(await skillUpload('there'));
    assertOk(made);
    await window.showView('Skills', 'Workspace');
    const registries = window.view('Registries');
    await addServer(window, /OpenAI’s protocol/, first.baseURL);
    await window.quickInput.answer('the-first-key');
    await registries.showsRow(/^\s*there\s+default v1/);

    await first.close();
    await registries.row(host).inline('Refresh');
    await registries.showsRow(/Cannot be reached\s+Try again/);
    await window.screenshot('registry-away');
    await using _second = await start(data.path, 'the-second-key', Number(port));
    await registries.row('Cannot be reached').click();
    await registries.showsRow(/Key not accepted\s+Update key…/);
    await window.screenshot('registry-key-refused');
    await registries.row('Key not accepted').click();
    await window.quickInput.titled(/Update Key/);
    await window.quickInput.answer('still-wrong');
    await untilTrue(
      () => window.quickInput.message(),
      text => /did not accept the key/.test(text),
    );
    await window.quickInput.answer('the-second-key');
    await registries.showsRow(/^\s*there\s+default v1/);
    await window.screenshot('registry-back');
  },
);

spec(
  'In Restricted Mode the local registry waits for trust, and others can be added and looked at',
  { files: {}, isTrusted: false, theme: 'light' },
  async window => {
    await using team = await startTestRegistry();
    const made = await connectTo(team.baseURL, team.token).createSkill(await skillUpload('shared'));
    assertOk(made);
    await window.showView('Skills', 'Workspace');
    const registries = window.view('Registries');
    await registries.row('Local').expand();
    await registries.showsRow('Waits until the workspace is trusted');
    await addServer(window, /OpenAI’s protocol/, team.baseURL);
    await window.quickInput.answer(team.token);
    await registries.row('shared').expand();
    await registries.showsRow(/v1\s+default/);
    await window.screenshot('registries-restricted');
  },
);
