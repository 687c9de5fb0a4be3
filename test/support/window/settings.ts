import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Theme = 'dark' | 'light' | 'high contrast' | 'high contrast light';

const themes: Record<Theme, string> = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high contrast': 'Default High Contrast',
  'high contrast light': 'Default High Contrast Light',
};

/** What the workbench's element has as a class in each. */
export const themeClasses: Record<Theme, string> = {
  dark: 'vs-dark',
  light: 'vs',
  'high contrast': 'hc-black',
  'high contrast light': 'hc-light',
};

/**
 * A window that shows nothing but the work at hand: no tips, no chat, no telemetry, no look-ups on the network. Values as
 * VS Code 1.139 has them: it rewrites older ones in the settings, while the window is already in use.
 */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'remote.autoForwardPorts': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'window.dialogStyle': 'custom',
  'window.menuBarVisibility': 'compact',
  'files.simpleDialog.enable': true,
  'files.hotExit': 'off',
} as const;

/** Writes a profile's settings, where the server and the window look for them. */
export async function writeSettings(
  profileFolder: string,
  settings: Readonly<Record<string, unknown>>,
  { theme = 'dark', isTrusted = true }: { theme?: Theme | undefined; isTrusted?: boolean | undefined } = {},
): Promise<void> {
  const all = {
    ...quietSettings,
    'workbench.colorTheme': themes[theme],
    ...(isTrusted ? { 'security.workspace.trust.enabled': false } : {}),
    ...settings,
  };
  for (const place of ['User', 'Machine']) {
    const folder = join(profileFolder, 'data', place);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify(all, null, 2));
  }
}

/** Changes nothing but the colours: others of a profile's settings may have been made in its window. */
export async function changeTheme(profileFolder: string, theme: Theme): Promise<void> {
  for (const place of ['User', 'Machine']) {
    const file = join(profileFolder, 'data', place, 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...settings, 'workbench.colorTheme': themes[theme] }, null, 2));
  }
}
