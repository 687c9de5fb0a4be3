import { failureSentences } from '../../core/failure/failureText.ts';
import type { Registry, RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import { deletionEffect, deletionWords } from '../../core/registry/deletion.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { countWords } from '../../core/text/words.ts';
import type { Command } from '../command.ts';
import { everyVersion, findRemoteSkill, remoteName, vendorsOwn } from '../registries/findRemote.ts';
import { untilEnded } from '../registries/untilEnded.ts';
import { type RemoteCall, type Said, withRegistry } from '../registries/withRegistry.ts';
import { findVersion, versionOption } from './oneVersion.ts';
import { remoteHelp, skillHelp } from './shown.ts';

const usage = 'delete SKILL [--version V] --yes --registry R [--json]';

/** Deletes a skill with all its versions, or one version. */
export const deleteCommand: Command = {
  name: 'delete',
  usage: 'SKILL [--version V] --yes --registry R [--json]',
  does: 'Deletes a published skill with all its versions, or one version of it.',
  help: remoteHelp({
    does: 'Deletes a published skill, or one version of it. Without --yes it only says what would go.',
    usage,
    words: `${skillHelp} V is what people call the version (v3), or its id.
Folders on this machine stay as they are.`,
    options: '  --yes               Do it.',
    json: '{"ok","registry","skillId","version","deleted"}',
    exit: '0 deleted, 1 not deleted, without --yes, or refused',
  }),
  run: args =>
    withRegistry(
      args,
      { ...versionOption, yes: { type: 'boolean', default: false } },
      { min: 1, max: 1, usage },
      call =>
        call.values.version === undefined ? deleteWhole(call, call.values.yes) : deleteOne(call, call.values),
    ),
};

async function deleteWhole(call: RemoteCall, isSure: boolean): Promise<Result<Said, string>> {
  const { registry, key } = call.target;
  const skill = await findRemoteSkill(call.target, call.positionals[0] ?? '', call.lookup);
  if (!skill.ok) {
    return skill;
  }
  const foreign = vendorsOwn(skill.value, registry.label);
  if (foreign !== null) {
    return failed(foreign);
  }
  const versions = await everyVersion(registry, skill.value.id);
  if (!versions.ok) {
    return versions;
  }
  const count = countWords(versions.value.length, 'version');
  const what = `“${remoteName(skill.value)}” (${skill.value.id}) with its ${count}`;
  if (!isSure) {
    return failed(
      `This would delete ${what} from ${registry.label}; requests that use it would fail. Repeat it with --yes.`,
    );
  }
  const deleted = await untilEnded(({ signal }) => registry.deleteSkill(skill.value.id, { signal }));
  return answer(deleted, await isGone(registry, skill.value.id), {
    json: { ok: true, registry: key, skillId: skill.value.id, version: null, deleted: true },
    lines: [`Deleted ${what} from ${registry.label}.`],
  });
}

async function deleteOne(
  call: RemoteCall,
  { version: typed, yes }: { readonly version?: string | undefined; readonly yes: boolean },
): Promise<Result<Said, string>> {
  const { registry, key } = call.target;
  const found = await findVersion(call, typed);
  if (!found.ok) {
    return found;
  }
  const { skill, version, versions } = found.value;
  const foreign = vendorsOwn(skill, registry.label);
  if (foreign !== null) {
    return failed(foreign);
  }
  const name = `${versionLabel(version)} of “${remoteName(skill)}”`;
  const effect = deletionEffect(registry.capabilities, skill, versions, version);
  const words = deletionWords(effect);
  if (effect.kind === 'refused-last' || effect.kind === 'refused-default') {
    return failed(`${name} stays on ${registry.label}. ${words}`);
  }
  if (!yes) {
    return failed(`This would delete ${name} from ${registry.label}. ${words} Repeat it with --yes.`);
  }
  const deleted = await untilEnded(({ signal }) => registry.deleteVersion(skill.id, version.key, { signal }));
  return answer(deleted, await isVersionGone(registry, skill, version), {
    json: { ok: true, registry: key, skillId: skill.id, version: version.key, deleted: true },
    lines: [`Deleted ${name} from ${registry.label}.`],
  });
}

/** What the registry holds afterwards decides, since an answer may be lost. */
function answer(
  deleted: Result<unknown, Parameters<typeof failureSentences>[0]>,
  isGoneNow: boolean | null,
  said: Said,
): Result<Said, string> {
  if (isGoneNow === true || (deleted.ok && isGoneNow === null)) {
    return success(said);
  }
  if (deleted.ok) {
    return failed(
      'The registry said that it was deleted, and still has it. Ask it again with “skillwright versions”.',
    );
  }
  const why = failureSentences(deleted.failure);
  return failed(
    isGoneNow === null
      ? `${why} It is not known whether it is deleted: look with “skillwright versions”.`
      : `Nothing was deleted. ${why}`,
  );
}

/** Null where the registry does not say. */
async function isGone(registry: Registry, skillId: string): Promise<boolean | null> {
  const asked = await registry.getSkill(skillId);
  return asked.ok ? false : asked.failure.kind === 'not-found' ? true : null;
}

async function isVersionGone(
  registry: Registry,
  { id }: RemoteSkill,
  { key }: RemoteVersion,
): Promise<boolean | null> {
  const asked = await registry.getVersion(id, key);
  return asked.ok ? false : asked.failure.kind === 'not-found' ? true : null;
}
