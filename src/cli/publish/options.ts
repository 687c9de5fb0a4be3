import { type PromotionRule, readPromotionRule } from '../eval/promotionRule.ts';
import { readOptions } from '../readOptions.ts';
import {
  type AskedRegistries,
  keyHelp,
  readRegistries,
  registryOptionHelp,
  registryOptionTable,
} from '../registries/registryOptions.ts';

/** What the person asked for on the command line. */
export interface PublishArguments {
  readonly folders: readonly string[];
  readonly asked: AskedRegistries;
  readonly root: string | undefined;
  readonly link: string | undefined;
  readonly label: string | undefined;
  readonly allowedSecrets: readonly string[];
  readonly asNew: boolean;
  readonly makeDefault: boolean;
  /** How a new default is held to the skill's evals. */
  readonly promotion: PromotionRule;
  /** As typed: the notes themselves, or `@FILE`. */
  readonly notes: string | undefined;
  /** Only skills that were published before and have changed since. */
  readonly isChangedOnly: boolean;
  /** New skills, too. */
  readonly isAll: boolean;
  readonly anyway: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

export const publishUsage = `FOLDER… --registry local|openai|anthropic|URL… [options]`;

export const publishHelp = `Publishes skills. A FOLDER without a SKILL.md stands for all skills below it.

  skillwright publish ${publishUsage}

${registryOptionHelp}
  --root DIR          Where .skillwright.json is; found from FOLDER upwards when not given.
  --changed           Only skills that are linked there and have changed since they were published.
  --all               All skills below FOLDER, new ones too; what is published without --changed as well.
  --notes TEXT|@FILE  What the new version changes; kept in the link file. Without it, what CHANGELOG.md beside
                      SKILL.md says of it, or the commits since the last version.
  --default           Make the new version the default, where the registry has one.
  --promotion RULE    With --default: "require" publishes only what was tried with the skill's evals and did not do
                      worse than the default; "ask" asks whoever is at the terminal (--yes says yes); else "off".
  --label TEXT        The display name of a new skill, where the registry has one.
  --link ID           Publish as a version of this skill; refused for a folder that is linked to another one.
  --new               Publish as a new skill, though the name exists or the linked skill is gone; refused for a
                      folder whose linked skill is there.
  --anyway            Publish although somebody else has published since.
  --allow-secret FILE Publish FILE of the skill in spite of what looks like a secret in it; remembered until it
                      changes. May be given more than once.
  --dry-run           Show the review, and change nothing.
  --yes               Do not ask, and accept warnings.
  --json              Print a report for programs.

${keyHelp}
Exit code: 0 published or nothing to do, 1 refused or failed, 2 could not run.`;

/** The arguments, or why they make no sense. */
export function readPublishArguments(args: readonly string[]): PublishArguments | string {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const table = {
    ...registryOptionTable,
    'allow-secret': { type: 'string', multiple: true, default: [] as string[] },
    root: text,
    link: text,
    label: text,
    notes: text,
    changed: flag,
    all: flag,
    new: flag,
    default: flag,
    promotion: { type: 'string', default: 'off' },
    anyway: flag,
    'dry-run': flag,
    yes: flag,
    json: flag,
  } as const;
  const typed = readOptions(args, table, ['notes', 'registry']);
  if (!typed.ok) {
    return typed.failure;
  }
  const { values, positionals } = typed.value;
  if (positionals.length === 0) {
    return 'Say which folder to publish.';
  }
  const asked = readRegistries(typed.value);
  if (!asked.ok) {
    return asked.failure;
  }
  if (asked.value.registries.length === 0) {
    return 'Say where to publish to: --registry local, openai, anthropic or URL.';
  }
  if (values.link !== undefined && values.new) {
    return '--link and --new exclude each other.';
  }
  if (values.changed && (values.all || values.new || values.link !== undefined)) {
    return '--changed is for what was published before: it goes with neither --all nor --new nor --link.';
  }
  const promotion = readPromotionRule(values.promotion);
  if (promotion === null) {
    return '--promotion is "ask", "require" or "off".';
  }
  if (promotion !== 'off' && !values.default) {
    return '--promotion says when --default may make it the default: it goes with --default.';
  }
  const { 'allow-secret': allowedSecrets, root, link, label, anyway, yes, json } = values;
  return {
    folders: positionals,
    asked: asked.value,
    allowedSecrets,
    root,
    link,
    label,
    anyway,
    yes,
    json,
    notes: values.notes,
    isChangedOnly: values.changed,
    isAll: values.all,
    asNew: values.new,
    makeDefault: values.default,
    promotion,
    dryRun: values['dry-run'],
  };
}
