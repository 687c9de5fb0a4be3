import * as vscode from 'vscode';
import { settingIds } from '../../../contributions.ts';
import type { Executor } from '../../../core/evals/run/executor.ts';
import type { RegistrySettings } from '../../../core/registry/settings.ts';
import type { Services } from '../../services/services.ts';
import { showFailure } from '../../services/showFailure.ts';
import { pickOne } from '../../ui/quickPick.ts';
import { askLine, notifyWarning } from '../../ui/shown.ts';
import { writeSetting } from '../../ui/writeSetting.ts';

/** A place where prompts can run, as it is kept in the setting: `editor:ID`, or a registry's id and a model. */
type Choice =
  | { readonly kind: 'editor'; readonly model: string }
  | { readonly kind: 'registry'; readonly settings: RegistrySettings; readonly model: string };

/** The model that this person tries skills with: the one that was chosen before, else the one that they choose now. */
export async function chooseExecutor(services: Services): Promise<Executor | undefined> {
  const kept = vscode.workspace.getConfiguration().inspect(settingIds.evalModel)?.globalValue;
  const known = await open(services, typeof kept === 'string' ? kept : '');
  return known ?? chooseAgain(services);
}

/** Asks which model to try skills with, and remembers it for this person. */
export async function chooseAgain(services: Services): Promise<Executor | undefined> {
  const models = await vscode.lm.selectChatModels({});
  const registries = services.connections.all().filter(({ kind }) => kind !== 'local');
  const choices = [
    ...models.map(model => ({
      label: model.name,
      description: model.vendor,
      detail: 'A model of the editor: reads the skill, and runs nothing.',
      value: async () => `editor:${model.id}`,
    })),
    ...registries.map(settings => ({
      label: `${settings.label}…`,
      description: settings.kind === 'openai' ? 'OpenAI Responses' : 'Anthropic Messages',
      detail: 'Runs the skill where it is published, with the key of this registry.',
      value: () => askModel(settings),
    })),
  ];
  if (choices.length === 0) {
    void notifyWarning(
      'There is no model to try skills with. Set one up in the editor’s chat, or add a registry of OpenAI or Anthropic.',
    );
    return undefined;
  }
  const picked = await pickOne(
    'Try Skills With',
    'Which model answers? Asked once; “Choose Model for Evals…” changes it.',
    choices,
  );
  const value = await picked?.();
  if (value === undefined) {
    return undefined;
  }
  const written = await writeSetting(settingIds.evalModel, value);
  if (!written.ok) {
    await showFailure(services, written.failure);
    return undefined;
  }
  return open(services, value);
}

async function askModel(settings: RegistrySettings): Promise<string | undefined> {
  const model = await askLine({
    title: `Model of ${settings.label}`,
    prompt: 'The model’s name as its vendor writes it. Its answers are paid for with this registry’s key.',
    ignoreFocusOut: true,
    validateInput: value => (/^[\w.:/-]*$/.test(value) ? undefined : 'A model’s name has no spaces.'),
  });
  return model ? `${settings.id} ${model}` : undefined;
}

async function open(services: Services, kept: string): Promise<Executor | undefined> {
  const choice = readChoice(services, kept);
  if (!choice) {
    return undefined;
  }
  if (choice.kind === 'editor') {
    const [chat] = await vscode.lm.selectChatModels({ id: choice.model });
    const { EditorExecutor } = await import('./editorExecutor.ts');
    return chat && new EditorExecutor(chat);
  }
  const { settings, model } = choice;
  const connection = { settings, credentials: services.credentials, fetch: globalThis.fetch };
  const now = () => Date.now();
  if (settings.kind === 'anthropic') {
    const { AnthropicExecutor } = await import('../../../core/evals/executors/anthropicExecutor.ts');
    return new AnthropicExecutor(connection, model, now);
  }
  const { OpenaiExecutor } = await import('../../../core/evals/executors/openaiExecutor.ts');
  return new OpenaiExecutor(connection, model, now);
}

function readChoice(services: Services, kept: string): Choice | undefined {
  if (kept.startsWith('editor:')) {
    return { kind: 'editor', model: kept.slice('editor:'.length) };
  }
  const [id, model] = kept.split(' ');
  const settings = services.connections.all().find(entry => entry.id === id && entry.kind !== 'local');
  return settings && model ? { kind: 'registry', settings, model } : undefined;
}
