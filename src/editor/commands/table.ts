import { type CommandId, commandIds } from '../../contributions.ts';
import type { CommandBody } from '../run.ts';
import type { Services } from '../services.ts';

/** Every command, by id. A body is loaded when it is first called. */
export const commandTable: Readonly<Record<CommandId, () => Promise<CommandBody<Services>>>> = {
  [commandIds.newSkill]: async () => (await import('./newSkill.ts')).newSkill,
  [commandIds.publishSkill]: async () => (await import('./publishSkill.ts')).publishSkill,
  [commandIds.openSkill]: async () => (await import('./openSkill.ts')).openSkill,
  [commandIds.deleteSkill]: async () => (await import('./deleteSkill.ts')).deleteSkill,
  [commandIds.setDefaultVersion]: async () => (await import('./setDefaultVersion.ts')).setDefaultVersion,
  [commandIds.deleteVersion]: async () => (await import('./deleteVersion.ts')).deleteVersion,
  [commandIds.compareVersions]: async () => (await import('./compareVersions.ts')).compareVersions,
  [commandIds.compareWithPrevious]: async () => (await import('./compareVersions.ts')).compareWithPrevious,
  [commandIds.compareWithDefault]: async () => (await import('./compareVersions.ts')).compareWithDefault,
  [commandIds.compareWithWorkspace]: async () =>
    (await import('./compareWithWorkspace.ts')).compareWithWorkspace,
  [commandIds.compareSkill]: async () => (await import('./compareWithWorkspace.ts')).compareSkill,
  [commandIds.showTrust]: async () => (await import('./showTrust.ts')).showTrust,
  [commandIds.searchVersion]: async () => (await import('./searchVersion.ts')).searchVersion,
  [commandIds.filterSkills]: async () => (await import('./filterSkills.ts')).filterSkills,
  [commandIds.clearFilter]: async () => (await import('./filterSkills.ts')).clearFilter,
  [commandIds.stopSearching]: async () => (await import('./filterSkills.ts')).stopSearching,
  [commandIds.sortByName]: async () => (await import('./sortSkills.ts')).sortByName,
  [commandIds.sortByDate]: async () => (await import('./sortSkills.ts')).sortByDate,
  [commandIds.revealPublished]: async () => (await import('./revealTwin.ts')).revealPublished,
  [commandIds.revealInWorkspace]: async () => (await import('./revealTwin.ts')).revealInWorkspace,
  [commandIds.clearVersions]: async () => (await import('./clearVersions.ts')).clearVersions,
  [commandIds.copyId]: async () => (await import('./copyId.ts')).copyId,
  [commandIds.refreshRegistries]: async () => (await import('./refresh.ts')).refreshRegistries,
  [commandIds.refreshWorkspace]: async () => (await import('./refresh.ts')).refreshWorkspace,
  [commandIds.explainRule]: async () => (await import('./explainRule.ts')).explainRule,
  [commandIds.setRule]: async () => (await import('./setRule.ts')).setRule,
  [commandIds.addRegistry]: async () => (await import('./addRegistry.ts')).addRegistry,
  [commandIds.editRegistry]: async () => (await import('./editRegistry.ts')).editRegistry,
  [commandIds.removeRegistry]: async () => (await import('./registryKeys.ts')).removeRegistry,
  [commandIds.updateKey]: async () => (await import('./registryKeys.ts')).updateKey,
  [commandIds.removeKey]: async () => (await import('./registryKeys.ts')).removeKey,
  [commandIds.addVendorSkill]: async () => (await import('./addVendorSkill.ts')).addVendorSkill,
  [commandIds.publishChanged]: async () => (await import('./publishSkill.ts')).publishChanged,
  [commandIds.loadMore]: async () => (await import('./refresh.ts')).loadMore,
};
