/**
 * Every id that package.json and the code share, typed once. `test/integration/contributions.test.ts` holds the
 * two together.
 */

export const viewIds = {
  workspace: 'skillwright.workspace',
  registries: 'skillwright.registries',
} as const;

export const commandIds = {
  newSkill: 'skillwright.skill.new',
  openSkill: 'skillwright.skill.open',
  removeMark: 'skillwright.skill.removeByteOrderMark',
  publishSkill: 'skillwright.skill.publish',
  /** The same, in other words, where it stands among the commands of others. */
  publishFolder: 'skillwright.folder.publish',
  publishChanged: 'skillwright.skills.publishChanged',
  publishCompared: 'skillwright.comparison.publish',
  publishAll: 'skillwright.skills.publishAll',
  renameSkill: 'skillwright.skill.rename',
  duplicateSkill: 'skillwright.skill.duplicate',
  copyPath: 'skillwright.skill.copyPath',
  trashSkill: 'skillwright.skill.trash',
  revealInExplorer: 'skillwright.skill.revealInExplorer',
  compareSkill: 'skillwright.skill.compare',
  compareWithWorkspace: 'skillwright.version.compareWithWorkspace',
  compareWithPrevious: 'skillwright.version.compareWithPrevious',
  compareVersions: 'skillwright.version.compare',
  compareWithDefault: 'skillwright.version.compareWithDefault',
  openCommit: 'skillwright.version.openCommit',
  showCommits: 'skillwright.version.showCommits',
  showTrust: 'skillwright.version.showTrust',
  searchVersion: 'skillwright.version.search',
  downloadVersion: 'skillwright.version.download',
  setDefaultVersion: 'skillwright.version.setDefault',
  rollBack: 'skillwright.skill.rollBack',
  deleteVersion: 'skillwright.version.delete',
  deleteWithSkill: 'skillwright.version.deleteWithSkill',
  deleteLatest: 'skillwright.version.deleteLatest',
  deleteDefault: 'skillwright.version.deleteDefault',
  deleteOnly: 'skillwright.version.deleteOnly',
  deleteSkill: 'skillwright.skill.delete',
  restoreDeleted: 'skillwright.skill.restore',
  copyCode: 'skillwright.code.copy',
  copyLink: 'skillwright.link.copy',
  copyId: 'skillwright.id.copy',
  revealPublished: 'skillwright.skill.revealPublished',
  revealInWorkspace: 'skillwright.skill.revealInWorkspace',
  addRegistry: 'skillwright.registry.add',
  editRegistry: 'skillwright.registry.edit',
  removeRegistry: 'skillwright.registry.remove',
  checkRegistry: 'skillwright.registry.check',
  updateKey: 'skillwright.key.update',
  removeKey: 'skillwright.key.remove',
  addVendorSkill: 'skillwright.vendorSkill.add',
  filterSkills: 'skillwright.skills.filter',
  clearFilter: 'skillwright.skills.clearFilter',
  stopSearching: 'skillwright.skills.stopSearching',
  sortByName: 'skillwright.skills.sortByName',
  sortByDate: 'skillwright.skills.sortByDate',
  loadMore: 'skillwright.registries.loadMore',
  refreshRegistries: 'skillwright.registries.refresh',
  refreshRow: 'skillwright.row.refresh',
  refreshWorkspace: 'skillwright.workspace.refresh',
  showPassedOver: 'skillwright.workspace.showPassedOver',
  filterWorkspace: 'skillwright.workspace.filter',
  showProblemsOnly: 'skillwright.workspace.showProblemsOnly',
  showAllSkills: 'skillwright.workspace.showAll',
  sortWorkspace: 'skillwright.workspace.sort',
  groupWorkspace: 'skillwright.workspace.group',
  listWorkspace: 'skillwright.workspace.list',
  clearVersions: 'skillwright.versions.clear',
  explainRule: 'skillwright.rule.explain',
  setRule: 'skillwright.rule.set',
  addEvalCase: 'skillwright.evals.addCase',
  showEvalReport: 'skillwright.evals.showReport',
  saveEvalReport: 'skillwright.evals.saveReport',
  tryVersion: 'skillwright.evals.tryVersion',
  makeEvalCase: 'skillwright.evals.makeCase',
  chooseEvalModel: 'skillwright.evals.chooseModel',
} as const;

export const settingIds = {
  profiles: 'skillwright.profiles',
  rules: 'skillwright.rules',
  ignore: 'skillwright.ignore',
  registries: 'skillwright.registries',
  evalModel: 'skillwright.evals.model',
  evalVotes: 'skillwright.evals.votes',
  evalPairs: 'skillwright.evals.compareAnswers',
  evalMaxTokens: 'skillwright.evals.maxTokens',
  promotion: 'skillwright.promotion',
} as const;

export const contextKeys = {
  /** The workspace was searched for skills, so that an empty view means that there are none. */
  isSearched: 'skillwright.isSearched',
  /** The Workspace view does not show all skills. */
  isWorkspaceFiltered: 'skillwright.isWorkspaceFiltered',
  /** The Workspace view shows the skills below the folders that they lie in. */
  isGrouped: 'skillwright.isGrouped',
  /** Paths of the folders that are skills. */
  skillFolders: 'skillwright.skillFolders',
  /** A comparison of a skill of the workspace with what is published is in front. */
  isSkillCompared: 'skillwright.isSkillCompared',
  /** The Registries view shows the skills that match a text. */
  isFiltered: 'skillwright.isFiltered',
  /** The pages that are not loaded yet are being searched. */
  isSearching: 'skillwright.isSearching',
  /** `newest` or `name`. */
  skillOrder: 'skillwright.skillOrder',
} as const;

/** VS Code's own: opens the editor in which a workspace is trusted. */
export const manageTrustCommand = 'workbench.trust.manage';

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** Facets of a tree row, which `when` clauses in package.json test; a row's context value is its sorted facets joined by `;`. */
export type ContextFacet =
  | 'registry'
  | 'skill'
  | 'version'
  | 'comparison'
  | 'workspaceSkill'
  /** A folder that skills of the workspace lie in. */
  | 'skillPlace'
  /** A file or a folder of a workspace skill. */
  | 'workspaceFile'
  /** The workspace's skill is linked to one in a registry. */
  | 'isPublished'
  | 'failure'
  | 'addedRegistry'
  | 'canAddVendorSkill'
  | 'canCopyId'
  | 'canCopyCode'
  | 'canDelete'
  /** What deleting the version would do, where it is more than to delete it. */
  | 'deletesSkill'
  | 'changesActive'
  | 'refusedDefault'
  | 'refusedLast'
  | 'canSetDefault'
  /** There are cases to try the version with, and another one runs. */
  | 'canTry'
  | 'canDownload'
  | 'canRollBack'
  /** The link file says which commit the version is. */
  | 'hasCommit';

/** A tree row's `contextValue`. */
export function contextValue(facets: readonly ContextFacet[]): string {
  return [...facets].sort().join(';');
}
