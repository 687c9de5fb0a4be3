import type { EditorWindow } from '../window/window.ts';

/** Goes through “Add Registry…” up to the question for the key. */
export async function addServer(window: EditorWindow, protocol: RegExp, address: string): Promise<void> {
  await window.view('Registries').pressTitle('Add Registry…');
  await window.quickInput.titled('Add Registry');
  await window.quickInput.pick(protocol);
  await window.quickInput.answer(address);
  await window.quickInput.pick(/Enter the key/);
}
