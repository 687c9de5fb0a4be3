import * as vscode from 'vscode';
import type { Completion } from '../../core/skill/language/completions.ts';
import { rulePage } from '../../core/skill/rulePage.ts';
import { readRegularFile } from '../../disk/files/readRegularFile.ts';
import { toRange } from '../workspace/convert.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';

/** Values, the keys that VS Code does not know, and the skill's files in code; see `core/skill/language/completions.ts`. */
export async function completionItems(
  checks: SkillChecks,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const check = await checks.checkOf(document.uri);
  if (!check) {
    return [];
  }
  const { completions, readersOf } = await import('../../core/skill/language/completions.ts');
  const readers = readersOf(check.skill.folder.path);
  return completions(check.document, position, check.context, readers).map(toItem);
}

const kinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  file: vscode.CompletionItemKind.File,
};

/** A proposal for VS Code's list; `index` keeps the order. */
export function toItem(
  { label, kind, detail, edit, goesOn, isLast }: Completion,
  index: number,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label, description: detail }, kinds[kind]);
  item.insertText = edit.text;
  item.range = toRange(edit.range);
  item.filterText = label;
  // VS Code's own have none, and are sorted by their labels.
  item.sortText = `${isLast ? '~' : ''}${String(index).padStart(3, '0')}`;
  if (goesOn) {
    item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
  }
  return item;
}

/** The rule for a key and how much of it is used, beside what VS Code says of the key; how large a mentioned file is. */
export async function hoverAt(
  checks: SkillChecks,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const check = await checks.checkOf(document.uri);
  if (!check) {
    return undefined;
  }
  const { hover } = await import('../../core/skill/language/hover.ts');
  const found = hover(check.document, position, check.context);
  return found
    ? new vscode.Hover(new vscode.MarkdownString(found.markdown), toRange(found.range))
    : undefined;
}

/** Lets a click follow the paths in code and in the license; Markdown's own links are VS Code's. */
export async function pathLinks(
  checks: SkillChecks,
  document: vscode.TextDocument,
): Promise<vscode.DocumentLink[]> {
  const check = await checks.checkOf(document.uri);
  if (!check) {
    return [];
  }
  const { links } = await import('../../core/skill/language/references.ts');
  const { folder } = check.skill;
  return links(check.document, check.context).map(
    ({ range, path }) => new vscode.DocumentLink(toRange(range), vscode.Uri.joinPath(folder, path)),
  );
}

/** Of the page that explains the rules, which is ours, in bytes. */
const maxPageBytes = 2 ** 20;

/** What explains the rule `CODE` at the path `/CODE.md`. */
export async function rulePageAt(extension: vscode.Uri, path: string): Promise<string> {
  const file = vscode.Uri.joinPath(extension, 'docs', 'rules.md').fsPath;
  const page = await readRegularFile(file, { maxBytes: maxPageBytes });
  return rulePage(page.toString(), path.slice(1, -'.md'.length));
}
