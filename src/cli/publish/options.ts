import { parseArgs } from 'node:util';

/** What the person asked for on the command line. */
export interface PublishArguments {
  readonly folders: readonly string[];
  /** As typed: `local`, `openai`, `anthropic`, `KIND=URL` or a URL. */
  readonly registries: readonly string[];
  readonly data: string | undefined;
  readonly root: string | undefined;
  readonly organization: string | undefined;
  readonly project: string | undefined;
  readonly workspace: string | undefined;
  readonly link: string | undefined;
  readonly label: string | undefined;
  readonly allowedSecrets: readonly string[];
  readonly asNew: boolean;
  readonly makeDefault: boolean;
  readonly anyway: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

export const publishUsage = `FOLDER… --registry local|openai|anthropic|URL… [options]`;

export const publishHelp = `Publishes skills. A FOLDER without a SKILL.md stands for all skills below it.

  skillwright publish ${publishUsage}

  --registry R        local, openai, anthropic, or an address of a server that speaks OpenAI's protocol;
                      anthropic=URL for one that speaks Anthropic's. May be given more than once.
  --data DIR          Where the local registry keeps its skills.
  --root DIR          Where .skillwright.json is; found from FOLDER upwards when not given.
  --organization ID, --project ID, --workspace ID
                      The account to publish to, where a key may use several.
  --default           Make the new version the default, where the registry has one.
  --label TEXT        The display name of a new skill, where the registry has one.
  --link ID           Publish as a version of this skill, for a folder that has no link yet.
  --new               Publish as a new skill, though the name exists or the linked skill is gone.
  --anyway            Publish although somebody else has published since.
  --allow-secret FILE Publish FILE of the skill in spite of what looks like a secret in it; remembered until it
                      changes. May be given more than once.
  --dry-run           Show the review, and change nothing.
  --yes               Do not ask, and accept warnings.
  --json              Print a report for programs.

Keys are read from OPENAI_API_KEY and ANTHROPIC_API_KEY only.
Exit code: 0 published or nothing to do, 1 refused or failed, 2 could not run.`;

/** The arguments, or why they make no sense. */
export function readPublishArguments(args: readonly string[]): PublishArguments | string {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        registry: list,
        'allow-secret': list,
        data: text,
        root: text,
        organization: text,
        project: text,
        workspace: text,
        link: text,
        label: text,
        new: flag,
        default: flag,
        anyway: flag,
        'dry-run': flag,
        yes: flag,
        json: flag,
      },
    });
    const { registry = [], 'allow-secret': allowedSecrets = [], data, root } = values;
    if (positionals.length === 0) {
      return 'Say which folder to publish.';
    }
    if (registry.length === 0) {
      return 'Say where to publish to: --registry local, openai, anthropic or URL.';
    }
    if (values.link !== undefined && values.new) {
      return '--link and --new exclude each other.';
    }
    const { organization, project, workspace, link, label, anyway, yes, json } = values;
    return {
      folders: positionals,
      registries: registry,
      allowedSecrets,
      data,
      root,
      organization,
      project,
      workspace,
      link,
      label,
      anyway,
      yes,
      json,
      asNew: values.new,
      makeDefault: values.default,
      dryRun: values['dry-run'],
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
