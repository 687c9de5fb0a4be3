import { failureSentences } from '../../core/failure/failureText.ts';
import { moveDefault } from '../../core/registry/moveDefault.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { failed, success } from '../../core/text/result.ts';
import type { Command } from '../command.ts';
import {
  heldToEvals,
  promotionHelp,
  promotionOptions,
  promotionUsage,
  wrongPromotion,
} from '../eval/promotionGate.ts';
import { remoteName, vendorsOwn } from '../registries/findRemote.ts';
import { untilEnded } from '../registries/untilEnded.ts';
import { withRegistry } from '../registries/withRegistry.ts';
import { findVersion } from './oneVersion.ts';
import { remoteHelp, skillHelp } from './shown.ts';

const usage = `default SKILL VERSION --registry R ${promotionUsage} [--json]`;

const words = { min: 2, max: 2, usage, wrong: wrongPromotion };

/** Makes a version the one that runs when a request names none. */
export const defaultCommand: Command = {
  name: 'default',
  usage: `SKILL VERSION --registry R ${promotionUsage} [--json]`,
  does: 'Makes a version the default.',
  help: remoteHelp({
    does: 'Makes a version the default: the one that runs when a request names none.',
    usage,
    words: `${skillHelp} VERSION is "latest", what people call it (v3), or its id.`,
    options: promotionHelp,
    json: '{"ok","registry","skillId","version","before","evals"}',
    exit: '0 it is the default, 1 refused or failed',
  }),
  run: args =>
    withRegistry(args, promotionOptions, words, async call => {
      const { registry, key } = call.target;
      if (registry.capabilities.active !== 'pointer') {
        return failed(
          `${registry.label} has no default: the latest version is what runs. To go back to an older one: skillwright rollback.`,
        );
      }
      const found = await findVersion(call, call.positionals[1]);
      if (!found.ok) {
        return found;
      }
      const { skill, version, versions } = found.value;
      const foreign = vendorsOwn(skill, registry.label);
      if (foreign !== null) {
        return failed(foreign);
      }
      const name = `${versionLabel(version)} of ${remoteName(skill)}`;
      const before = skill.defaultVersion;
      const json = { ok: true, registry: key, skillId: skill.id, version: version.key, before, evals: [] };
      if (before === version.key) {
        return success({ json, lines: [`${name} is the default already.`] });
      }
      const evals = await heldToEvals(call, {
        promotion: call.values.promotion,
        yes: call.values.yes,
        typed: call.positionals[0] ?? '',
        skill,
        version,
        present: versions.find(each => each.key === before) ?? null,
      });
      if (!evals.ok) {
        return evals;
      }
      const moved = await untilEnded(({ signal }) =>
        moveDefault(registry, skill.id, version.key, { signal }),
      );
      switch (moved.kind) {
        case 'moved':
          return success({
            json: { ...json, evals: evals.value },
            lines: [`${name} is the default now.`, ...evals.value],
          });
        case 'not-moved':
          return failed(`Nothing was changed. ${failureSentences(moved.failure)}`);
        case 'unsettled':
          return failed(
            `It is not known whether ${name} is the default now: look with “skillwright versions”. ${failureSentences(moved.failure)}`,
          );
      }
    }),
};
