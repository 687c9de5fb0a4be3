import { openaiLimits } from '../../core/skill/limits.ts';
import type { UploadRules } from '../upload/uploadRules.ts';

/** Everything in one folder. */
export const openaiUploads: UploadRules = {
  profile: 'openai',
  unenforced: [],
  isNamedByFolder: false,
  isRootAllowed: false,
  partKind: field => (field === 'files' ? 'zip' : field === 'files[]' ? 'file' : 'ignored'),
  zipBytes: openaiLimits.zip.generous,
  totalBytes: openaiLimits.files * openaiLimits.file.generous,
  fileBytes: openaiLimits.file.generous,
  files: openaiLimits.files,
};
