import * as vscode from 'vscode';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { EvalTests } from './evalTests.ts';
import type { ProfileKind } from './run/chooseArms.ts';

const profiles: readonly { readonly kind: ProfileKind; readonly label: string }[] = [
  { kind: 'working-copy', label: 'Working Copy' },
  { kind: 'default', label: 'Default Version' },
  { kind: 'compare-default', label: 'Compare with Default' },
  { kind: 'compare', label: 'Compare…' },
  { kind: 'trigger', label: 'Trigger' },
];

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
    return new EvalTests(controller, services, written);
  };
  const load = () => {
    loading ??= start();
    return loading;
  };
  controller.resolveHandler = async item => (await load()).resolve(item);
  controller.refreshHandler = async () => (await load()).refresh();
  for (const [index, { kind, label }] of profiles.entries()) {
    const run = async (request: vscode.TestRunRequest) => (await load()).run(kind, request);
    // By the tag a row offers only what it can be run with.
    const tag = new vscode.TestTag(kind === 'trigger' ? 'triggers' : 'cases');
    controller.createRunProfile(label, vscode.TestRunProfileKind.Run, run, index === 0, tag);
  }
  owned.add(
    services.trials.event(trial => {
      void load().then(tests => tests.tryVersions(trial));
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
  owned.add(
    services.skills.onDidTouch(skill => {
      // What nobody has looked at is read when it is.
      void loading?.then(tests => tests.outdate(skill));
    }),
  );
  owned.add(
    services.skills.onDidChange(() => {
      void loading?.then(tests => tests.refresh());
    }),
  );
  return owned;
}

function isInEvals({ scheme, path }: vscode.Uri): boolean {
  return scheme === 'file' && /\/evals\/(?:.+\/)?[^/]+\.(?:json|md|ya?ml)$/.test(path);
}
