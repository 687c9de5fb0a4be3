import type { SkillFolder } from '../../bundle/select/skillFolder.ts';
import type { TempFiles } from '../../bundle/tempFiles.ts';
import type { LinkPlace } from '../../link/linkStore.ts';
import type { PublishTarget } from '../../link/registryKey.ts';
import type { Provenance } from '../../provenance/provenance.ts';
import type { PublishedContents } from '../../published/versionStore.ts';
import type { SecretScanner } from '../../secrets/scanner.ts';
import type { CheckOptions } from '../../skill/checkSkill.ts';

/** A skill's folder, and what the person calls it. */
export interface SkillToPublish {
  readonly folder: SkillFolder;
  /** Unique in a request, and what the person recognises: mostly the path in the workspace, with `/`. */
  readonly path: string;
}

/** What a person decided about a folder without a link whose name exists in the registry. */
export type LinkDecision = { readonly kind: 'existing'; readonly skillId: string } | { readonly kind: 'new' };

export interface PublishRequest {
  readonly skills: readonly SkillToPublish[];
  readonly targets: readonly PublishTarget[];
  /** Whether a skill is to be published to a target; every one to each, unless said. */
  readonly isMeant?: (skill: SkillToPublish, target: PublishTarget) => boolean;
  /** Nothing is going to be sent: bundles are measured and not made. */
  readonly isRehearsal?: boolean;
  /** Answers to an earlier plan's `ask-link`, by the target plan's `id`. */
  readonly linkDecisions?: ReadonlyMap<string, LinkDecision>;
}

/** What publishing needs from the world; the editor, the command line and tests each hand in theirs. */
export interface PublishDeps {
  /** Where the link of a skill to a registry is kept; with `target` null, where its allowed secrets are. */
  linkPlace(skill: SkillToPublish, target: PublishTarget | null): LinkPlace;
  readonly tempFiles: TempFiles;
  readonly published: PublishedContents;
  /** Loads the scanner when it is first needed. */
  secretScanner(): Promise<SecretScanner>;
  /** What the person's settings and the project's file make of the rules. */
  severitiesOf?(skill: SkillToPublish): NonNullable<CheckOptions['severities']>;
  /** Where a skill comes from, as far as Git and CI know; without it, versions are published without a history. */
  provenance?(skill: SkillToPublish, target: PublishTarget): Promise<Provenance>;
  /** Resolves after `ms`, or as soon as the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The targets that a skill is to be published to. */
export function targetsOf(
  { targets, isMeant = () => true }: PublishRequest,
  skill: SkillToPublish,
): readonly PublishTarget[] {
  return targets.filter(target => isMeant(skill, target));
}
