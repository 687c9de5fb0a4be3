import { type CommandId, commandIds } from '../../contributions.ts';
import type { CommandBody } from '../services/runCommand.ts';
import type { Services } from '../services/services.ts';

/** Every command, by id. A body is loaded when it is first called. */
export const commandTable: Readonly<Record<CommandId, () => Promise<CommandBody<Services>>>> = {
  [commandIds.addEvalCase]: async () => (await import('./evals/addCase.ts')).addEvalCase,
  [commandIds.showEvalReport]: async () => (await import('./evals/showReport.ts')).showEvalReport,
  [commandIds.chooseEvalModel]: async () => (await import('./evals/chooseModel.ts')).chooseEvalModel,
  [commandIds.newSkill]: async () => (await import('./skill/newSkill.ts')).newSkill,
  [commandIds.publishSkill]: async () => (await import('./skill/publishSkill.ts')).publishSkill,
  [commandIds.openSkill]: async () => (await import('./skill/openSkill.ts')).openSkill,
  [commandIds.deleteSkill]: async () => (await import('./version/deleteSkill.ts')).deleteSkill,
  [commandIds.setDefaultVersion]: async () =>
    (await import('./version/setDefaultVersion.ts')).setDefaultVersion,
  [commandIds.deleteVersion]: async () => (await import('./version/deleteVersion.ts')).deleteVersion,
  [commandIds.deleteWithSkill]: async () => (await import('./version/deleteVersion.ts')).deleteVersion,
  [commandIds.deleteLatest]: async () => (await import('./version/deleteVersion.ts')).deleteVersion,
  [commandIds.deleteDefault]: async () => (await import('./version/deleteVersion.ts')).deleteVersion,
  [commandIds.deleteOnly]: async () => (await import('./version/deleteVersion.ts')).deleteVersion,
  [commandIds.restoreDeleted]: async () => (await import('./version/restoreDeleted.ts')).restoreDeleted,
  [commandIds.compareVersions]: async () => (await import('./version/compareVersions.ts')).compareVersions,
  [commandIds.compareWithPrevious]: async () =>
    (await import('./version/compareVersions.ts')).compareWithPrevious,
  [commandIds.compareWithDefault]: async () =>
    (await import('./version/compareVersions.ts')).compareWithDefault,
  [commandIds.compareWithWorkspace]: async () =>
    (await import('./version/compareWithWorkspace.ts')).compareWithWorkspace,
  [commandIds.compareSkill]: async () => (await import('./version/compareWithWorkspace.ts')).compareSkill,
  [commandIds.showTrust]: async () => (await import('./version/showTrust.ts')).showTrust,
  [commandIds.searchVersion]: async () => (await import('./version/searchVersion.ts')).searchVersion,
  [commandIds.filterSkills]: async () => (await import('./view/filterSkills.ts')).filterSkills,
  [commandIds.clearFilter]: async () => (await import('./view/filterSkills.ts')).clearFilter,
  [commandIds.stopSearching]: async () => (await import('./view/filterSkills.ts')).stopSearching,
  [commandIds.sortByName]: async () => (await import('./view/sortSkills.ts')).sortByName,
  [commandIds.sortByDate]: async () => (await import('./view/sortSkills.ts')).sortByDate,
  [commandIds.revealPublished]: async () => (await import('./view/revealTwin.ts')).revealPublished,
  [commandIds.revealInWorkspace]: async () => (await import('./view/revealTwin.ts')).revealInWorkspace,
  [commandIds.downloadVersion]: async () => (await import('./version/downloadVersion.ts')).downloadVersion,
  [commandIds.rollBack]: async () => (await import('./version/rollBack.ts')).rollBack,
  [commandIds.clearVersions]: async () => (await import('./version/clearVersions.ts')).clearVersions,
  [commandIds.copyLink]: async () => (await import('./copy/copyLink.ts')).copyLink,
  [commandIds.copyId]: async () => (await import('./copy/copyId.ts')).copyId,
  [commandIds.copyCode]: async () => (await import('./copy/copyCode.ts')).copyCode,
  [commandIds.refreshRegistries]: async () => (await import('./view/refresh.ts')).refreshRegistries,
  [commandIds.refreshRow]: async () => (await import('./view/refresh.ts')).refreshRegistries,
  [commandIds.refreshWorkspace]: async () => (await import('./view/refresh.ts')).refreshWorkspace,
  [commandIds.explainRule]: async () => (await import('./rule/explainRule.ts')).explainRule,
  [commandIds.setRule]: async () => (await import('./rule/setRule.ts')).setRule,
  [commandIds.removeMark]: async () => (await import('./rule/removeMark.ts')).removeMark,
  [commandIds.addRegistry]: async () => (await import('./registry/addRegistry.ts')).addRegistry,
  [commandIds.editRegistry]: async () => (await import('./registry/editRegistry.ts')).editRegistry,
  [commandIds.removeRegistry]: async () => (await import('./registry/registryKeys.ts')).removeRegistry,
  [commandIds.updateKey]: async () => (await import('./registry/registryKeys.ts')).updateKey,
  [commandIds.removeKey]: async () => (await import('./registry/registryKeys.ts')).removeKey,
  [commandIds.addVendorSkill]: async () => (await import('./registry/addVendorSkill.ts')).addVendorSkill,
  [commandIds.publishChanged]: async () => (await import('./skill/publishSkill.ts')).publishChanged,
  [commandIds.loadMore]: async () => (await import('./view/refresh.ts')).loadMore,
};
