import { setTimeout as delay } from 'node:timers/promises';
import { failureSentences } from '../../core/failure/failureText.ts';
import { carryOutRollBack, type RollBackOutcome, rollBackWay } from '../../core/publish/rollBack.ts';
import { downloadedContents } from '../../core/published/downloadedContents.ts';
import { runningVersion } from '../../core/published/rollBackChoices.ts';
import type { Registry, RemoteVersion } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { ownTemp } from '../../disk/files/ownTemp.ts';
import { tempFiles } from '../../disk/files/tempFiles.ts';
import type { Command } from '../command.ts';
import {
  heldToEvals,
  promotionHelp,
  promotionOptions,
  promotionUsage,
  wrongPromotion,
} from '../eval/promotionGate.ts';
import { remoteName, vendorsOwn } from '../registries/findRemote.ts';
import { linkedPlaces } from '../registries/linkedPlaces.ts';
import { untilEnded } from '../registries/untilEnded.ts';
import { type RemoteCall, type Said, withRegistry } from '../registries/withRegistry.ts';
import { type FoundVersion, findVersion } from './oneVersion.ts';
import { remoteHelp, skillHelp } from './shown.ts';

const usage = `rollback SKILL [VERSION] --registry R ${promotionUsage} [--json]`;

/** Makes an older version run again. */
export const rollBackCommand: Command = {
  name: 'rollback',
  usage: `SKILL [VERSION] --registry R ${promotionUsage} [--json]`,
  does: 'Makes an older version run again.',
  help: remoteHelp({
    does: 'Makes an older version run again: moves the default, or publishes the older content once more.',
    usage,
    words: `${skillHelp} VERSION is what people call it (v3), or its id;
without it, the one before what runs now.`,
    options: promotionHelp,
    json: '{"ok","registry","skillId","version","before","way","evals"}',
    exit: '0 it runs, 1 refused or failed',
  }),
  run: args =>
    withRegistry(args, promotionOptions, { min: 1, max: 2, usage, wrong: wrongPromotion }, async call => {
      const found = await findOlder(call);
      if (!found.ok) {
        return found;
      }
      const { skill, version, versions, from } = found.value;
      const { registry, key } = call.target;
      const held = await heldToEvals(call, {
        promotion: version.key === from ? 'off' : call.values.promotion,
        yes: call.values.yes,
        typed: call.positionals[0] ?? '',
        skill,
        version,
        present: versions.find(each => each.key === from) ?? null,
      });
      if (!held.ok) {
        return held;
      }
      const evals = held.value;
      const files = tempFiles(ownTemp());
      const linked = await linkedPlaces(call.lookup, call.positionals[0] ?? '', key, skill.id);
      const outcome = await untilEnded(({ signal }) =>
        carryOutRollBack(
          {
            target: call.target,
            skillId: skill.id,
            name: remoteName(skill),
            version: version.key,
            from,
            linked,
          },
          {
            tempFiles: files,
            published: downloadedContents(files),
            versions: call.versions,
            wait: (ms, waiting) =>
              delay(ms, undefined, waiting ? { signal: waiting } : {}).catch(() => undefined),
          },
          { signal },
        ),
      ).finally(files.removeRest);
      return said(outcome, {
        registry,
        json: { registry: key, skillId: skill.id, version: version.key, before: from, evals },
        name: `${versionLabel(version)} of ${remoteName(skill)}`,
        evals,
      });
    }),
};

/** What is gone back to, and the key of what runs. */
interface Older extends Omit<FoundVersion, 'request'> {
  readonly from: string;
}

async function findOlder(call: RemoteCall): Promise<Result<Older, string>> {
  const running = await findVersion(call, undefined);
  if (!running.ok) {
    return running;
  }
  const { skill, versions } = running.value;
  const foreign = vendorsOwn(skill, call.target.registry.label);
  if (foreign !== null) {
    return failed(foreign);
  }
  const from = runningVersion(skill, versions);
  const typed = call.positionals[1] ?? before(versions, from)?.key;
  if (from === null || typed === undefined) {
    return failed(`“${remoteName(skill)}” has no version before the one that runs.`);
  }
  const chosen = await findVersion(call, typed);
  return chosen.ok ? success({ skill, versions, version: chosen.value.version, from }) : chosen;
}

/** How it ended, for people and programs. */
function said(outcome: RollBackOutcome, { registry, json, name, evals }: RolledBack): Result<Said, string> {
  const way = rollBackWay(registry);
  switch (outcome.kind) {
    case 'nothing-to-do':
      return success({ json: { ok: true, ...json, way }, lines: [`${name} is what runs already.`] });
    case 'done': {
      const again = way === 'move-default' ? 'runs again' : `runs again, published as ${outcome.is}`;
      const trouble = outcome.afterwards === null ? [] : [failureSentences(outcome.afterwards)];
      return success({
        json: { ok: trouble.length === 0, ...json, version: outcome.version, way },
        lines: [`${name} ${again}.`, ...evals, ...trouble],
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
}

/** What is told of a roll back besides how it ended. */
interface RolledBack {
  readonly registry: Registry;
  readonly json: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly evals: readonly string[];
}

/** The version that was published before the one that runs. */
function before(versions: readonly RemoteVersion[], running: string | null): RemoteVersion | undefined {
  return versions[versions.findIndex(({ key }) => key === running) + 1];
}
