import { describeFailure } from '../../core/failure/failureText.ts';
import { checkAddress, enteredAddress } from '../../core/registry/http/address.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { type Choice, pickOne } from '../ui/quickPick.ts';
import { askLine } from '../ui/shown.ts';

type Field = 'label' | 'baseURL' | 'organization' | 'project' | 'workspace';

interface FieldWords {
  readonly name: string;
  readonly icon: string;
  readonly prompt: string;
}

const words: Readonly<Record<Field, FieldWords>> = {
  label: { name: 'Label', icon: 'tag', prompt: 'What it is called in Skillwright' },
  baseURL: { name: 'Address', icon: 'globe', prompt: 'Where it answers, up to and without /skills' },
  organization: {
    name: 'Organization',
    icon: 'organization',
    prompt: 'An organization’s id, for a key that belongs to several; empty for the key’s own',
  },
  project: {
    name: 'Project',
    icon: 'project',
    prompt: 'A project’s id, if the key may use several: it has the skills; empty for the key’s own',
  },
  workspace: {
    name: 'Workspace',
    icon: 'organization',
    prompt: 'A workspace’s id, if the key may use several: it has the skills; empty for the key’s own',
  },
};

/** Shows a registry's settings, each to be changed, until the person goes on; undefined when they turned away. */
export async function editEntry(
  entry: RegistrySettings,
  title: string,
  goOn: string,
): Promise<RegistrySettings | undefined> {
  let edited = entry;
  for (;;) {
    const choice = await pickOne<Field | 'done'>(
      title,
      'Enter goes on; choose a line to change it',
      rows(edited, goOn),
      { staysOpen: true },
    );
    if (choice === undefined) {
      return undefined;
    }
    if (choice === 'done') {
      return edited;
    }
    edited = await changeField(edited, choice, title);
  }
}

/** Asks for an address that keys may be sent to; undefined when the person turned away. */
export function askAddress(title: string, value: string): Thenable<string | undefined> {
  return askLine({
    title,
    prompt: words.baseURL.prompt,
    placeHolder: 'https://gateway.example.com/v1',
    value,
    ignoreFocusOut: true,
    validateInput: text => addressComplaint(text.trim()),
  });
}

function rows(entry: RegistrySettings, goOn: string): readonly Choice<Field | 'done'>[] {
  const fields: readonly Field[] =
    entry.kind === 'anthropic'
      ? ['label', 'baseURL', 'workspace']
      : ['label', 'baseURL', 'organization', 'project'];
  const toRow = (field: Field): Choice<Field> => ({
    icon: words[field].icon,
    label: words[field].name,
    description: entry[field] ?? 'the key’s own',
    ...(field === 'label' || field === 'baseURL' ? {} : { detail: words[field].prompt }),
    value: field,
  });
  return [{ icon: 'check', label: `${goOn}`, value: 'done' }, ...fields.map(toRow)];
}

async function changeField(entry: RegistrySettings, field: Field, title: string): Promise<RegistrySettings> {
  if (field === 'baseURL') {
    const baseURL = await askAddress(title, entry.baseURL);
    return baseURL === undefined ? entry : { ...entry, baseURL: enteredAddress(baseURL) };
  }
  const text = await askLine({
    title,
    prompt: words[field].prompt,
    value: entry[field] ?? '',
    ignoreFocusOut: true,
    validateInput: value => (field === 'label' && value.trim() === '' ? 'It needs a label.' : null),
  });
  if (text === undefined) {
    return entry;
  }
  const { [field]: _, ...rest } = entry;
  return (text.trim() === '' ? rest : { ...rest, [field]: text.trim() }) as RegistrySettings;
}

function addressComplaint(baseURL: string): string | null {
  const address = checkAddress({ id: '', label: baseURL, kind: 'openai', baseURL });
  if (address.ok) {
    return null;
  }
  if (address.failure.kind === 'unreachable') {
    return 'An address begins with https:// and a host.';
  }
  const { message, next } = describeFailure(address.failure);
  return next ? `${message} ${next}` : message;
}
