import { commandSentences } from './commandSentences.ts';

/** What package.json tells about commands and settings, as far as README shows it. */
export interface Contributes {
  readonly commands: readonly {
    readonly command: string;
    readonly title: string;
    readonly category?: string;
  }[];
  readonly menus: Readonly<
    Record<string, readonly { readonly command?: string; readonly when?: string }[] | undefined>
  >;
  readonly configuration?: Configuration | readonly Configuration[];
}

interface Configuration {
  readonly properties: Readonly<Record<string, Setting>>;
}

interface Setting {
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

const places = [
  ['view/title', 'title of a view'],
  ['view/item/context', 'side bar'],
  ['explorer/context', 'explorer'],
  ['editor/title', 'editor'],
  ['editor/context', 'editor'],
] as const;

/** README with its tables written anew, each between `<!-- NAME -->` and `<!-- /NAME -->`. */
export function withTables(
  readme: string,
  contributes: Contributes,
  sentences: Readonly<Record<string, string>> = commandSentences,
): string {
  const tables = { commands: commandTable(contributes, sentences), settings: settingTable(contributes) };
  return Object.entries(tables).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[^]*?<!-- /${name} -->`),
        () => `<!-- ${name} -->\n\n${table}\n\n<!-- /${name} -->`,
      ),
    readme,
  );
}

/** The commands that the palette offers, whatever the moment. */
export function paletteCommands({ commands, menus }: Contributes): Contributes['commands'] {
  const isHidden = (id: string) =>
    menus.commandPalette?.some(({ command, when }) => command === id && when === 'false');
  return commands.filter(({ command }) => !isHidden(command));
}

/** What the palette offers. The rest are a menu's other words for one of these, or a link's. */
function commandTable(contributes: Contributes, sentences: Readonly<Record<string, string>>): string {
  const { menus } = contributes;
  const rows = paletteCommands(contributes).map(({ command, title, category }) => {
    const found = places.filter(([menu]) => menus[menu]?.some(item => item.command === command));
    const name = category ? `${category}: ${title}` : title;
    return [name, sentences[command] ?? '', [...new Set(found.map(([, place]) => place))].join(', ')];
  });
  return table(['In the palette', 'What it does', 'Also in'], rows);
}

function settingTable({ configuration = [] }: Contributes): string {
  const groups = 'properties' in configuration ? [configuration] : configuration;
  const rows = groups
    .flatMap(({ properties }) => Object.entries(properties))
    .map(([name, setting]) => [
      `\`${name}\``,
      setting.markdownDescription ?? setting.description ?? '',
      setting.default === undefined ? '' : `\`${JSON.stringify(setting.default)}\``,
    ]);
  return rows.length === 0 ? 'None yet.' : table(['Setting', 'What it does', 'Default'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(cell => cell.replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
