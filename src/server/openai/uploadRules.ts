import { megabyte, type UploadRules } from '../upload/uploadRules.ts';

/** From OpenAI's guide: a zip of at most 50 MB, at most 500 files, none above 25 MB uncompressed. */
export const openaiUploads: UploadRules = {
  profile: 'openai',
  unenforced: [],
  isRootAllowed: false,
  partKind: field => (field === 'files' ? 'zip' : field === 'files[]' ? 'file' : 'ignored'),
  zipBytes: 50 * megabyte,
  totalBytes: 500 * 25 * megabyte,
  fileBytes: 25 * megabyte,
  files: 500,
};
