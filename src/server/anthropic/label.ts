import { type Result, success } from '../../core/text/result.ts';
import { invalid, type Refusal } from '../refusal.ts';
import type { FormFields } from '../upload/receiveUpload.ts';

/** "Human-readable, single-line label for the Skill. Maximum 255 characters." */
const maxCharacters = 255;

/** The display name in an upload's form; null when there is none. */
export function readLabel(fields: FormFields, field: string): Result<string | null, Refusal> {
  const label = fields.get(field)?.trim() ?? '';
  if ([...label].length > maxCharacters) {
    return invalid(`${field}: String should have at most ${maxCharacters} characters`);
  }
  if (/[\r\n]/.test(label)) {
    return invalid(`${field}: String should be a single line`);
  }
  return success(label === '' ? null : label);
}
