import { anything, decode, literal, record } from '../text/decode.ts';
import { hostOf } from '../text/hostOf.ts';
import { plainText } from '../text/plainText.ts';
import type { RegistrySettings } from './settings.ts';
import { type Vendor, vendors } from './vendors.ts';

/** The optional texts of an entry, besides the label and the address. */
const optionalFields = ['organization', 'project', 'workspace'] as const;

/**
 * Reads the `registries` setting, which people also write by hand: an array of objects with `id` and `kind`. Whatever
 * is not of that form, or has an id that was there before, is passed over. An absent `baseURL` is the vendor's own. What
 * people are told names a registry by its label alone: a second one of the same label gets a number.
 */
export function readRegistryEntries(value: unknown): readonly RegistrySettings[] {
  const entries = new Map<string, RegistrySettings>();
  const labels = new Set(['Local']);
  for (const item of Array.isArray(value) ? value : []) {
    const entry = readEntry(item);
    if (entry && entry.id !== 'local' && !entries.has(entry.id)) {
      const label = numbered(entry.label, labels);
      labels.add(label);
      entries.set(entry.id, { ...entry, label });
    }
  }
  return [...entries.values()];
}

/** Fields that are left out, or are no text, count as not written. */
const writtenEntry = record({
  id: anything,
  kind: literal('openai', 'anthropic'),
  label: anything,
  baseURL: anything,
  organization: anything,
  project: anything,
  workspace: anything,
  curatedSkills: anything,
});

function readEntry(item: unknown): RegistrySettings | null {
  const read = decode(writtenEntry, item);
  const id = read.ok ? textOf(read.value.id) : null;
  if (!read.ok || id === null) {
    return null;
  }
  const { value: fields } = read;
  const { kind } = fields;
  const baseURL = textOf(fields.baseURL) ?? vendors[kind].baseURL;
  const optional = optionalFields.flatMap(field => {
    const text = textOf(fields[field]);
    return text === null ? [] : [[field, text] as const];
  });
  const curated = Array.isArray(fields.curatedSkills)
    ? fields.curatedSkills.map(textOf).filter(text => text !== null)
    : [];
  return {
    id,
    label: plainText(textOf(fields.label) ?? defaultLabel(kind, baseURL)),
    kind,
    baseURL,
    ...Object.fromEntries(optional),
    ...(curated.length > 0 ? { curatedSkills: curated } : {}),
  };
}

/** What a registry is called unless the person names it: the vendor's name, or the server's. */
export function defaultLabel(kind: Vendor, baseURL: string): string {
  if (baseURL !== vendors[kind].baseURL) {
    return hostOf(baseURL);
  }
  return vendors[kind].name;
}

/** Where a registry is, in a few words; empty where its label says it already. */
export function whereWords({ kind, label, baseURL }: RegistrySettings): string {
  if (kind === 'local') {
    return 'on this machine';
  }
  const host = hostOf(baseURL);
  return host === label ? '' : host;
}

function numbered(wanted: string, taken: ReadonlySet<string>): string {
  let label = wanted;
  for (let count = 2; taken.has(label); count++) {
    label = `${wanted} (${count})`;
  }
  return label;
}

/** An id that no entry has yet: the kind, and a number from the second one on. */
export function newRegistryId(kind: Vendor, entries: readonly Pick<RegistrySettings, 'id'>[]): string {
  const taken = new Set(entries.map(({ id }) => id));
  let id: string = kind;
  for (let count = 2; taken.has(id); count++) {
    id = `${kind}-${count}`;
  }
  return id;
}

/** The entry as it is written to the setting: without what is as usual. */
export function toSettingValue(entry: RegistrySettings): Readonly<Record<string, unknown>> {
  const { kind, baseURL, ...rest } = entry;
  const isHosted = kind !== 'local' && baseURL === vendors[kind].baseURL;
  return { ...rest, kind, ...(isHosted ? {} : { baseURL }) };
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}
