import type { Rule } from '../rule.ts';
import { bodyRules } from './body.ts';
import { bundleRules } from './bundle.ts';
import { descriptionRules } from './description.ts';
import { fieldRules } from './fields.ts';
import { frontMatterRules } from './frontMatter.ts';
import { ignoreRules } from './ignores.ts';
import { keyRules } from './keys.ts';
import { linkRules } from './links.ts';
import { nameRules } from './name.ts';
import { pathRules } from './paths.ts';
import { sizeRules } from './sizes.ts';
import { textRules } from './text.ts';
import { vscodeRules } from './vscode.ts';
import { yamlRules } from './yaml.ts';

/** A part of the table, as docs/rules.md divides it. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** The whole table. */
export const ruleGroups: readonly RuleGroup[] = [
  { title: 'Text', rules: textRules },
  { title: 'Front matter', rules: frontMatterRules },
  { title: 'YAML', rules: yamlRules },
  { title: 'Name', rules: nameRules },
  { title: 'Description', rules: descriptionRules },
  { title: 'License, compatibility, metadata, allowed-tools', rules: fieldRules },
  { title: 'Other keys', rules: [...keyRules, ...vscodeRules] },
  { title: 'Body', rules: bodyRules },
  { title: 'Links', rules: [...linkRules, ...pathRules] },
  { title: 'Bundle', rules: [...bundleRules, ...sizeRules] },
  { title: 'Comments', rules: ignoreRules },
];

export const rules: readonly Rule[] = ruleGroups.flatMap(group => group.rules);
