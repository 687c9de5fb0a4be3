import type { DeletionEffect } from './deletion.ts';
import { versionLabel } from './versionLabel.ts';

/** What deleting a version would do, in a sentence for its tooltip and for the question before it is done. */
export function deletionWords(effect: DeletionEffect): string {
  switch (effect.kind) {
    case 'plain':
      return 'The other versions stay. Requests that name this version will fail.';
    case 'deletes-skill':
      return 'It is the only version: the skill goes with it, and requests that use the skill will fail.';
    case 'empties-skill':
      return 'It is the only version: the skill stays, with nothing in it.';
    case 'changes-active':
      return `It is the latest, which is what runs: from then on ${versionLabel(effect.next)} runs.`;
    case 'refused-default':
      return 'As the default it cannot be deleted. Another version has to become the default first.';
    case 'refused-last':
      return 'The only version cannot be deleted. Delete the skill instead.';
  }
}
