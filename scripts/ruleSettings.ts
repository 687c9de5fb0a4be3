import { ruleSeverities } from '../src/core/skill/config/checkChoice.ts';
import { rules } from '../src/core/skill/rules/rules.ts';

/** package.json with every rule in the schema of `skillwright.rules`, so that the settings editor completes them. */
export function withRuleSettings(packageJson: string): string {
  const manifest = JSON.parse(packageJson);
  const setting = manifest.contributes.configuration.properties['skillwright.rules'];
  setting.propertyNames = {
    enum: rules.map(({ code }) => code),
    markdownEnumDescriptions: rules.map(
      ({ summary, profile, severity }) => `${summary} *${profile}, ${severity}*`,
    ),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** A place to type at in a snippet. */
const stop = (place: number, text: string) => `$\{${place}:${text}}`;

/**
 * The schema of `skillwright.config.json`, which proposes and explains. It judges nothing: Skillwright marks mistakes
 * by itself, and two marks for one mistake would be noise.
 */
export function configSchema(packageJson: string): string {
  const { properties } = JSON.parse(packageJson).contributes.configuration;
  const { enum: profiles, markdownEnumDescriptions } = properties['skillwright.profiles'].items;
  const rule = ({ code, summary, profile, severity }: (typeof rules)[number]) => [
    code,
    { description: `${summary} (${profile}, ${severity})`, examples: ruleSeverities },
  ];
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Skillwright in a project',
    description: "How the project's skills are checked, in the editor and on the command line.",
    defaultSnippets: [
      {
        label: 'checks',
        description: 'Profiles, a rule, and what is left alone',
        body: {
          profiles: [stop(1, 'auto')],
          rules: { [stop(2, 'description-when')]: stop(3, 'off') },
          ignore: [stop(4, 'drafts/')],
        },
      },
    ],
    properties: {
      profiles: {
        description: 'Whose rules each SKILL.md is checked against.',
        items: {
          defaultSnippets: profiles.map((profile: string, index: number) => ({
            label: profile,
            description: markdownEnumDescriptions[index].replaceAll('`', ''),
            body: profile,
          })),
        },
      },
      rules: {
        description: 'The severity of single rules, by their code; "off" turns a rule off.',
        properties: Object.fromEntries(rules.map(rule)),
      },
      ignore: {
        description: 'Skills that are not checked: patterns as in a .gitignore, relative to this file.',
        defaultSnippets: [{ label: 'patterns', body: [stop(1, 'drafts/')] }],
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
