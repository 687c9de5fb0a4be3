import { setTimeout as delay } from 'node:timers/promises';
import { failureSentences } from '../../core/failure/failureText.ts';
import { carryOutRollBack, rollBackWay } from '../../core/publish/rollBack.ts';
import { downloadedContents } from '../../core/published/downloadedContents.ts';
import { runningVersion } from '../../core/published/rollBackChoices.ts';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { failed, success } from '../../core/text/result.ts';
import { ownTemp } from '../../disk/files/ownTemp.ts';
import { tempFiles } from '../../disk/files/tempFiles.ts';
import type { Command } from '../command.ts';
import { remoteName } from '../registries/findRemote.ts';
import { linkedPlaces } from '../registries/linkedPlaces.ts';
import { withRegistry } from '../registries/withRegistry.ts';
import { findVersion } from './oneVersion.ts';
import { remoteHelp, skillHelp } from './shown.ts';

const usage = 'rollback SKILL [VERSION] --registry R [--json]';

/** Makes an older version run again. */
export const rollBackCommand: Command = {
  name: 'rollback',
  usage: 'SKILL [VERSION] --registry R [--json]',
  does: 'Makes an older version run again.',
  help: remoteHelp({
    does: 'Makes an older version run again: moves the default, or publishes the older content once more.',
    usage,
    words: `${skillHelp} VERSION is what people call it (v3), or its id;
without it, the one before what runs now.`,
    json: '{"ok","registry","skillId","version","before","way"}',
    exit: '0 it runs, 1 refused or failed',
  }),
  run: args =>
    withRegistry(args, {}, { min: 1, max: 2, usage }, async call => {
      const running = await findVersion(call, undefined);
      if (!running.ok) {
        return running;
      }
      const { skill, versions } = running.value;
      const { registry, key } = call.target;
      const from = runningVersion(skill, versions);
      const typed = call.positionals[1] ?? before(versions, from)?.key;
      if (from === null || typed === undefined) {
        return failed(`“${remoteName(skill)}” has no version before the one that runs.`);
      }
      const chosen = await findVersion(call, typed);
      if (!chosen.ok) {
        return chosen;
      }
      const { version } = chosen.value;
      const files = tempFiles(ownTemp());
      const outcome = await carryOutRollBack(
        {
          target: call.target,
          skillId: skill.id,
          name: remoteName(skill),
          version: version.key,
          from,
          linked: await linkedPlaces(call.lookup, call.positionals[0] ?? '', key, skill.id),
        },
        {
          tempFiles: files,
          published: downloadedContents(files),
          versions: call.versions,
          wait: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
        },
      );
      const name = `${versionLabel(version)} of ${remoteName(skill)}`;
      const way = rollBackWay(registry);
      const json = { ok: true, registry: key, skillId: skill.id, version: version.key, before: from, way };
      switch (outcome.kind) {
        case 'nothing-to-do':
          return success({ json, lines: [`${name} is what runs already.`] });
        case 'done': {
          const again = way === 'move-default' ? 'runs again' : `runs again, published as ${outcome.is}`;
          const trouble = outcome.afterwards === null ? [] : [failureSentences(outcome.afterwards)];
          return success({
            json: { ...json, ok: trouble.length === 0, version: outcome.version },
            lines: [`${name} ${again}.`, ...trouble],
            code: trouble.length === 0 ? 0 : 1,
          });
        }
        case 'not-done':
          return failed(`Nothing was changed. ${failureSentences(outcome.failure)}`);
        case 'unsettled':
          return failed(
            `It is not known whether ${name} runs now: look with “skillwright versions”. ${failureSentences(outcome.failure)}`,
          );
      }
    }),
};

/** The version that was published before the one that runs. */
function before(versions: readonly RemoteVersion[], running: string | null): RemoteVersion | undefined {
  return versions[versions.findIndex(({ key }) => key === running) + 1];
}
