import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/**
 * Runs inside the extension host: opens a SKILL.md, lets the window come to rest, and writes VS Code's own table of
 * activation times where the bench reads it.
 */
export async function run(): Promise<void> {
  const [skill] = await vscode.workspace.findFiles('**/SKILL.md', null, 1);
  if (skill) {
    await vscode.window.showTextDocument(skill);
  }
  await vscode.extensions.getExtension('skillwright.skillwright')?.activate();
  await pause(5000);
  await vscode.commands.executeCommand('perfview.show');
  const end = Date.now() + 30_000;
  while (!report().includes('Extension Activation Stats') && Date.now() < end) {
    await pause(200);
  }
  await writeFile(process.env.SKILLWRIGHT_REPORT ?? '', report());
}

function report(): string {
  return vscode.window.activeTextEditor?.document.getText() ?? '';
}
