import { type RemoteTarget, skillLabel } from '../../services/remoteTarget.ts';
import { askLine } from '../../ui/shown.ts';

/** Has the name of a skill typed that is about to be deleted with all its versions. */
export async function typeName({ registry, skill }: RemoteTarget): Promise<boolean> {
  const name = skillLabel(skill);
  const prompt = `Type ${name} in full to delete it with all its versions.`;
  const typed = await askLine({
    title: `Delete “${name}” from ${registry.label}`,
    prompt,
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: value => (value === '' || value === name ? undefined : prompt),
  });
  return typed === name;
}
