import { commands } from 'vscode';
import { viewIds } from '../../contributions.ts';
import type { Services } from '../services/services.ts';

/** Brings the Registries view to front, where it is hidden: what a command does there is to be seen. */
export async function showRegistries({ registriesView }: Pick<Services, 'registriesView'>): Promise<void> {
  if (!registriesView.visible) {
    await commands.executeCommand(`${viewIds.registries}.focus`);
  }
}
