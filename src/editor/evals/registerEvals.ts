import * as vscode from 'vscode';
import { runTold } from '../services/runCommand.ts';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { EvalTests } from './evalTests.ts';

/** Shows skills' evals in the Test Explorer. All that reads or runs them is loaded when it is first needed. */
export function registerEvals(services: Services): vscode.Disposable {
  const owned = new DisposableStore();
  const controller = owned.add(vscode.tests.createTestController('skillwright.evals', 'Skill Evals'));
  const written = new Set<string>();
  let loading: Promise<EvalTests> | undefined;
  const start = async () => {
    const [{ EvalTests }, { SuiteLanguage }] = await Promise.all([
      import('./evalTests.ts'),
      import('./suiteLanguage.ts'),
    ]);
    owned.add(new SuiteLanguage(services));
    return owned.add(new EvalTests(controller, services, written));
  };
  const load = () => {
    loading ??= start();
    return loading;
  };
  controller.resolveHandler = async item => (await load()).resolve(item);
  controller.refreshHandler = async () => (await load()).refresh();
  owned.add(
    services.trials.event(trial => {
      void runTold(services, 'Evals of two versions', async () => (await load()).tryVersions(trial));
    }),
  );
  services.registriesTree.noteVersions(async skill => {
    const { versionNotes } = await import('./triedSkill.ts');
    return versionNotes(services, skill);
  });
  const lookAt = async (document: vscode.TextDocument) => {
    if (isInEvals(document.uri)) {
      await (await load()).resolveAt(document.uri);
    }
  };
  const noteWritten = (uris: readonly vscode.Uri[]) => {
    for (const { path } of uris.filter(isInEvals)) {
      written.add(path);
    }
  };
  owned.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => noteWritten([uri])));
  owned.add(vscode.workspace.onDidCreateFiles(({ files }) => noteWritten(files)));
  for (const document of vscode.workspace.textDocuments) {
    void lookAt(document);
  }
  owned.add(vscode.workspace.onDidOpenTextDocument(document => void lookAt(document)));
  return owned;
}

function isInEvals({ scheme, path }: vscode.Uri): boolean {
  return scheme === 'file' && /\/evals\/(?:.+\/)?[^/]+\.(?:json|md|ya?ml)$/.test(path);
}
