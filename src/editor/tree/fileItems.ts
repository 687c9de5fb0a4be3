import * as vscode from 'vscode';
import { commandIds, contextValue } from '../../contributions.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { baseName } from '../../core/text/paths.ts';
import { plainText } from '../../core/text/plainText.ts';
import { bytesWords } from '../../core/text/words.ts';
import { publishedUri, rowScheme } from '../versions/addresses.ts';
import {
  type ComparisonNode,
  type DirectoryNode,
  type FileNode,
  refOf,
  type TrialNode,
  type TrustNode,
} from './registryNode.ts';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** How the rows below a version look, and the one that compares two versions. */
export function fileItem(
  node: FileNode | DirectoryNode | ComparisonNode | TrialNode | TrustNode,
): vscode.TreeItem {
  switch (node.kind) {
    case 'directory':
      return fromPath(node.path, Collapsed, vscode.ThemeIcon.Folder);
    case 'file': {
      const item = fromPath(node.path, None, vscode.ThemeIcon.File);
      item.description = node.isExecutable ? 'executable' : false;
      item.tooltip = [plainText(node.path), bytesWords(node.size)].join('\n');
      const uri = publishedUri(refOf(node.of), node.root, node.path);
      item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
      return item;
    }
    case 'comparison':
      return comparisonItem(node);
    case 'trial':
      return trialItem(node);
    case 'trust': {
      const item = new vscode.TreeItem('What it can do', None);
      item.description = node.summary;
      item.iconPath = new vscode.ThemeIcon('shield');
      item.command = { command: commandIds.showTrust, title: 'Show the Report', arguments: [node.of] };
      return item;
    }
  }
}

function comparisonItem(node: ComparisonNode): vscode.TreeItem {
  const { newer, older, summary } = node;
  const [after, before] = [versionLabel(newer), versionLabel(older)];
  const item = new vscode.TreeItem(
    summary === null ? `Compare ${after} with ${before}` : `${after} against ${before}`,
  );
  item.description = summary ?? '';
  item.iconPath = new vscode.ThemeIcon('diff-multiple');
  item.contextValue = contextValue(['comparison']);
  item.command = { command: commandIds.compareWithPrevious, title: 'Compare', arguments: [node] };
  return item;
}

function trialItem(node: TrialNode): vscode.TreeItem {
  const item = new vscode.TreeItem(`Try ${versionLabel(node.newer)} against ${versionLabel(node.older)}`);
  item.description = 'runs the evals';
  item.iconPath = new vscode.ThemeIcon('beaker');
  item.command = { command: commandIds.tryVersion, title: 'Try', arguments: [node] };
  return item;
}

/** With an address of its own, by whose name VS Code chooses the icon. */
function fromPath(
  path: string,
  state: vscode.TreeItemCollapsibleState,
  icon: vscode.ThemeIcon,
): vscode.TreeItem {
  const name = plainText(baseName(path));
  const item = new vscode.TreeItem(name, state);
  item.resourceUri = vscode.Uri.from({ scheme: rowScheme, path: `/${path}` });
  item.iconPath = icon;
  return item;
}
