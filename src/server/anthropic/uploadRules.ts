import { megabyte, type UploadRules } from '../upload/uploadRules.ts';

/** From Anthropic's guide: under 30 MB uncompressed; a zip and a folder come in parts of one name. */
export const anthropicUploads: UploadRules = {
  profile: 'anthropic',
  // The name may differ from the folder, and may have its hyphens anywhere.
  unenforced: ['name-folder', 'name-hyphens'],
  isRootAllowed: true,
  partKind: (field, fileName) => {
    if (field !== 'files[]') {
      return 'ignored';
    }
    return /^[^/\\]+\.zip$/i.test(fileName) ? 'zip' : 'file';
  },
  zipBytes: 32 * megabyte,
  totalBytes: 30 * megabyte,
  fileBytes: 30 * megabyte,
  files: 5_000,
};

/** The earlier protocol wanted the folder to be named as the skill. */
export const anthropicEarlierUploads: UploadRules = { ...anthropicUploads, unenforced: ['name-hyphens'] };
