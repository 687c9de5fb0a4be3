// Opens the first window of `npm start` on the skills; what the person has in front later stays there.
import * as vscode from 'vscode';

const shown = 'shown';

export async function activate(context) {
  if (context.globalState.get(shown) === undefined) {
    await context.globalState.update(shown, true);
    await vscode.commands.executeCommand('workbench.view.extension.skillwright');
  }
}
