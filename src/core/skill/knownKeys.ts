import { editDistance } from '../text/spelling.ts';

/** The keys of the specification. */
export const specKeys: readonly string[] = [
  'name',
  'description',
  'license',
  'compatibility',
  'metadata',
  'allowed-tools',
];

/** What goes under `metadata`, since the specification has no such key at the top level. */
export const metadataKeys: readonly string[] = [
  'version',
  'author',
  'authors',
  'tags',
  'keywords',
  'category',
  'categories',
  'repository',
  'created',
  'updated',
];

export interface ProductKey {
  readonly key: string;
  /** Who understands it besides the specification. */
  readonly products: readonly string[];
  readonly does: string;
  /** What may stand there, where it is a choice. */
  readonly values?: readonly string[];
}

const claude = 'Claude Code';
const copilot = 'VS Code';
const cursor = 'Cursor';
const openClaw = 'OpenClaw';
const kimi = 'Kimi Code';
const hermes = 'Hermes Agent';

/** Keys that products document for SKILL.md, as of November 2026. */
export const productKeys: readonly ProductKey[] = [
  {
    key: 'argument-hint',
    products: [claude, copilot],
    does: 'Shown after the slash command, as a hint at its arguments.',
  },
  {
    key: 'user-invocable',
    products: [claude, copilot, openClaw],
    does: 'Whether the skill is offered as a slash command.',
    values: ['true', 'false'],
  },
  {
    key: 'disable-model-invocation',
    products: [claude, copilot, cursor, openClaw],
    does: 'Whether only a person can call the skill, not the model.',
    values: ['true', 'false'],
  },
  {
    key: 'context',
    products: [claude, copilot],
    does: '`fork` runs the skill in a subagent with a context of its own.',
    values: ['fork'],
  },
  {
    key: 'agent',
    products: [claude],
    does: 'The kind of subagent that runs the skill when `context` is `fork`.',
  },
  {
    key: 'model',
    products: [claude],
    does: 'The model that runs while the skill is active.',
    values: ['inherit', 'haiku', 'sonnet', 'opus'],
  },
  {
    key: 'effort',
    products: [claude],
    does: 'How much the model thinks while the skill is active.',
    values: ['low', 'medium', 'high', 'max'],
  },
  {
    key: 'when_to_use',
    products: [claude],
    does: 'More about when to use the skill, added to the description.',
  },
  { key: 'arguments', products: [claude], does: "Names of the slash command's positional arguments." },
  {
    key: 'disallowed-tools',
    products: [claude],
    does: 'Tools that are taken away while the skill is active.',
  },
  { key: 'hooks', products: [claude], does: "Hooks that apply during the skill's life." },
  {
    key: 'paths',
    products: [claude, cursor],
    does: 'Patterns of the files that the skill is for; it is loaded only when one of them is worked on.',
  },
  {
    key: 'shell',
    products: [claude],
    does: 'The shell that runs commands in the text.',
    values: ['bash', 'powershell'],
  },
  {
    key: 'platforms',
    products: [hermes],
    does: 'The systems that the skill works on; elsewhere it is not loaded.',
    values: ['macos', 'linux', 'windows'],
  },
  {
    key: 'required_environment_variables',
    products: [hermes],
    does: 'Variables that are asked for before the skill is first used.',
  },
  {
    key: 'required_credential_files',
    products: [hermes],
    does: 'Files with credentials that the skill needs in its sandbox.',
  },
  { key: 'prerequisites', products: [hermes], does: 'Variables and commands that the skill needs.' },
  { key: 'setup', products: [hermes], does: 'What is to be set up before the skill is used.' },
  { key: 'whenToUse', products: [kimi], does: 'When to use the skill.' },
  { key: 'type', products: [kimi], does: 'The kind of skill.', values: ['prompt', 'flow'] },
  { key: 'homepage', products: [openClaw], does: 'Where the skill lives on the web.' },
  {
    key: 'command-dispatch',
    products: [openClaw],
    does: '`tool` calls a tool without asking the model.',
    values: ['tool'],
  },
  { key: 'command-tool', products: [openClaw], does: 'The tool that `command-dispatch` calls.' },
  { key: 'command-arg-mode', products: [openClaw], does: 'How arguments reach that tool.', values: ['raw'] },
];

/** Keys under `metadata` that a product reads as a map, and which product: OpenClaw under its earlier names, too. */
export const metadataMaps: ReadonlyMap<string, string> = new Map([
  ['openclaw', openClaw],
  ['clawdbot', openClaw],
  ['clawdis', openClaw],
  ['moltbot', openClaw],
  ['hermes', hermes],
]);

/** Spellings that are near no key by letters, but mean one. */
const synonyms: Readonly<Record<string, string>> = {
  tools: 'allowed-tools',
  allowedtools: 'allowed-tools',
  title: 'name',
  desc: 'description',
  summary: 'description',
  licence: 'license',
  requirements: 'compatibility',
  requires: 'compatibility',
  meta: 'metadata',
  userinvokable: 'user-invocable',
};

/** Keys of an author's own, or of other kinds of files, that are near one by letters and mean something else. */
const ownWords: ReadonlySet<string> = new Set(['mode', 'content', 'agents', 'models', 'style']);

const allKeys: readonly string[] = [...specKeys, ...productKeys.map(({ key }) => key)];

function withoutJoints(key: string): string {
  return key.toLowerCase().replaceAll(/[_\s-]/g, '');
}

/** By what is left of a key without capitals, hyphens, underscores and spaces; the first of those that are alike. */
const bySpelling: ReadonlyMap<string, string> = new Map([
  ...allKeys.toReversed().map(key => [withoutJoints(key), key] as const),
  ...Object.entries(synonyms),
]);

/** Whether two spellings differ in nothing but capitals, hyphens, underscores and spaces. */
export function isSameKey(key: string, other: string): boolean {
  return withoutJoints(key) === withoutJoints(other);
}

/** The key that was probably meant, or null: another spelling, or at most two letters away. */
export function keyMeant(key: string): string | null {
  const plain = withoutJoints(key);
  const same = bySpelling.get(plain);
  if (same) {
    return same;
  }
  const most = plain.length >= 8 ? 2 : plain.length >= 4 ? 1 : 0;
  if (most === 0 || ownWords.has(plain)) {
    return null;
  }
  const lower = key.toLowerCase();
  return allKeys.find(known => known !== key && editDistance(lower, known, most) <= most) ?? null;
}
