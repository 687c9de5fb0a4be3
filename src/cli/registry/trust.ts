import { inspectVersion } from '../../core/published/inspectVersion.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { success } from '../../core/text/result.ts';
import { trustSummary, trustText } from '../../core/trust/trustText.ts';
import type { Command } from '../command.ts';
import { inWords, remoteName } from '../registries/findRemote.ts';
import { withRegistry } from '../registries/withRegistry.ts';
import { findVersion, versionOption } from './oneVersion.ts';
import { remoteHelp, shownSkill, shownVersion, versionHelp } from './shown.ts';

const usage = 'trust SKILL [--version V] --registry R [--json]';

/** Says what a published version can run, reach and hide. */
export const trustCommand: Command = {
  name: 'trust',
  usage: 'SKILL [--version V] --registry R [--json]',
  does: 'Says what a published version can run, reach and hide.',
  help: remoteHelp({
    does: 'Says what a published version can run, reach and hide, before anybody follows it.',
    usage,
    words: versionHelp,
    json: '{"ok","registry","skill","version","summary","report"}',
    exit: '0 told, 1 there is none or the registry refused',
  }),
  run: args =>
    withRegistry(args, versionOption, { min: 1, max: 1, usage }, async call => {
      const found = await findVersion(call, call.values.version);
      if (!found.ok) {
        return found;
      }
      const { skill, version, versions, request } = found.value;
      call.progress.tell(`Downloading ${versionLabel(version)} of ${remoteName(skill)}`);
      const report = inWords(await call.versions.use(request, inspectVersion));
      if (!report.ok) {
        return report;
      }
      const json = {
        ok: true,
        registry: call.target.key,
        skill: shownSkill(skill),
        version: shownVersion(version, skill, versions[0]?.key ?? null),
        summary: trustSummary(report.value),
        report: report.value,
      };
      const title = `${remoteName(skill)} ${versionLabel(version)}`;
      return success({ json, lines: trustText(title, report.value).trimEnd().split('\n') });
    }),
};
