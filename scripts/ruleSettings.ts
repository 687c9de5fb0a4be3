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
