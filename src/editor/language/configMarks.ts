import * as vscode from 'vscode';
import { readProjectConfig } from '../../core/skill/config/projectConfig.ts';
import { readRegularText } from '../../disk/files/readRegularFile.ts';
import { maxConfigBytes } from '../../disk/folder/projectConfig.ts';
import { severities, toRange } from '../workspace/convert.ts';
import { diagnosticSource } from './diagnostics.ts';

/** Marks what is wrong with a project's `skillwright.config.json`, as it stands in the editor or else on the disk. */
export async function markConfig(marks: vscode.DiagnosticCollection, uri: vscode.Uri): Promise<void> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  const text = open?.getText() ?? (await readRegularText(uri.fsPath, { maxBytes: maxConfigBytes }));
  if (text === null) {
    marks.delete(uri);
    return;
  }
  // What is not JSON is marked by VS Code itself, where the file is open.
  const flaws = readProjectConfig(text).flaws.filter(({ words }) => !open || !/^it is not JSON/.test(words));
  marks.set(
    uri,
    flaws.map(({ words, range, severity }) => {
      const message = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
      const diagnostic = new vscode.Diagnostic(toRange(range), sentence(message), severities[severity]);
      diagnostic.source = diagnosticSource;
      return diagnostic;
    }),
  );
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
