import { cancelled, type Failure } from '../../core/failure/failure.ts';
import type { Registry, RemoteSkill } from '../../core/registry/contract.ts';
import { moveDefault } from '../../core/registry/moveDefault.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { skillLabel } from '../services/remoteTarget.ts';
import type { Services } from '../services/services.ts';
import { notify } from '../ui/shown.ts';

/** A version that became the default, and the one that was it before. */
interface DefaultMove {
  readonly registry: Registry;
  /** As it is now. */
  readonly skill: RemoteSkill;
  readonly to: string;
  /** Null where there was none. */
  readonly from: string | null;
  /** What was measured of it, in short sentences without a full stop. */
  readonly evidence: readonly string[];
}

/** Shows that another version is the default now, and offers to make the one from before it again. */
export async function tellDefault(
  services: Services,
  { registry, skill, to, from, evidence }: DefaultMove,
): Promise<Result<unknown, Failure>> {
  services.connections.browserIfConnected(registry.id)?.skills.put(skill);
  services.registriesTree.redrawSkill(registry.id, skill);
  const undo = 'Undo';
  const text = `${nameOf(to)} of “${skillLabel(skill)}” on ${registry.label} is the default now.${evidence.length === 0 ? '' : ` ${evidence.join('; ')}.`}`;
  const answer = await notify(text, ...(from === null ? [] : [undo]));
  if (answer !== undo || from === null) {
    return answer === undefined ? cancelled : success(null);
  }
  const back = await moveDefault(registry, skill.id, from);
  if (back.kind !== 'moved') {
    return failed(back.failure);
  }
  services.connections.browserIfConnected(registry.id)?.skills.put(back.skill);
  services.registriesTree.redrawSkill(registry.id, back.skill);
  void notify(`${nameOf(from)} of “${skillLabel(skill)}” on ${registry.label} is the default again.`);
  return success(null);
}

/** Registries that have a default count their versions. */
function nameOf(key: string): string {
  return versionLabel({ key, createdAt: 0 });
}
