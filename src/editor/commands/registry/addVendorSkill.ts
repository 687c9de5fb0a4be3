import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { Result } from '../../../core/text/result.ts';
import { addedTarget } from '../../services/addedTarget.ts';
import type { Services } from '../../services/services.ts';
import { withProgress } from '../../ui/progress.ts';
import { askLine } from '../../ui/shown.ts';

/** Adds a skill that the registry's vendor made, by its id: OpenAI's registry does not list them. */
export async function addVendorSkill(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const title = 'Add Vendor Skill by Id';
  const settings = await addedTarget(services, target, title, ({ kind }) => kind === 'openai');
  if (!settings) {
    return cancelled;
  }
  const id = await askLine({
    title,
    prompt: `The id of a skill that ${settings.label} makes for everybody; it can be read and used, not changed.`,
    placeHolder: 'openai-spreadsheets',
    ignoreFocusOut: true,
  });
  if (!id?.trim()) {
    return cancelled;
  }
  const browser = await services.connections.browser(settings.id);
  if (!browser.ok) {
    return browser;
  }
  const skill = await withProgress(title, (_report, signal) =>
    browser.value.registry.getSkill(id.trim(), { signal }),
  );
  if (!skill.ok) {
    return skill;
  }
  const curatedSkills = [...new Set([...(settings.curatedSkills ?? []), skill.value.id])];
  return services.connections.save({ ...settings, curatedSkills });
}
