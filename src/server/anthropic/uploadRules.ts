import { anthropicLimits } from '../../core/skill/limits.ts';
import type { UploadRules } from '../upload/uploadRules.ts';

/** A zip and a folder come in parts of one name. */
export const anthropicUploads: UploadRules = {
  profile: 'anthropic',
  // The name may differ from the folder, and may have its hyphens anywhere.
  unenforced: ['name-folder', 'name-hyphens'],
  // "the first upload's SKILL.md frontmatter `name` (or its enclosing directory)"
  isNamedByFolder: true,
  isRootAllowed: true,
  partKind: (field, fileName) => {
    if (field !== 'files[]') {
      return 'ignored';
    }
    return /^[^/\\]+\.zip$/i.test(fileName) ? 'zip' : 'file';
  },
  zipBytes: anthropicLimits.request.generous,
  totalBytes: anthropicLimits.total.generous,
  fileBytes: anthropicLimits.total.generous,
  files: 5_000,
};

/** The earlier protocol wanted the folder to be named as the skill. */
export const anthropicEarlierUploads: UploadRules = { ...anthropicUploads, unenforced: ['name-hyphens'] };
