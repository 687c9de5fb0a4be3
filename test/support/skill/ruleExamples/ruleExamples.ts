import { bodyExamples } from './body.ts';
import { bundleExamples } from './bundle.ts';
import { descriptionExamples } from './description.ts';
import type { ExampleTable, RuleExamples } from './example.ts';
import { fieldExamples } from './fields.ts';
import { frontMatterExamples } from './frontMatter.ts';
import { ignoreExamples } from './ignores.ts';
import { keyExamples } from './keys.ts';
import { linkExamples } from './links.ts';
import { nameExamples } from './name.ts';
import { pathExamples } from './paths.ts';
import { sizeExamples } from './sizes.ts';
import { textExamples } from './text.ts';
import { vscodeExamples } from './vscode.ts';
import { yamlExamples } from './yaml.ts';

/** The examples of all rules; they stand here and not in the rules, so that they do not ship. */
export const exampleTables: readonly ExampleTable[] = [
  textExamples,
  frontMatterExamples,
  yamlExamples,
  nameExamples,
  descriptionExamples,
  fieldExamples,
  keyExamples,
  vscodeExamples,
  bodyExamples,
  linkExamples,
  pathExamples,
  bundleExamples,
  sizeExamples,
  ignoreExamples,
];

/** The examples of a rule. Throws when there are none, which the test of the rule table tells first. */
export function examplesOf({ code }: { readonly code: string }): RuleExamples {
  const examples = exampleTables.find(table => Object.hasOwn(table, code))?.[code];
  if (!examples) {
    throw new Error(`The rule ${code} has no examples in test/support/skill/ruleExamples/.`);
  }
  return examples;
}
