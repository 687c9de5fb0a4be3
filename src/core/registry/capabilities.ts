import { anthropicLimits, openaiLimits } from '../skill/limits.ts';
import type { Capabilities } from './contract.ts';
import { vendors } from './vendors.ts';

/** OpenAI's limits and rules; the embedded registry keeps to the same. Sizes by the larger reading of MB. */
export const openaiCapabilities: Capabilities = {
  active: 'pointer',
  canDownload: true,
  hasLabel: false,
  isNameFixed: false,
  lastVersion: 'deletes-skill',
  isDefaultProtected: true,
  hasVendorSkills: false,
  limits: {
    zipBytes: openaiLimits.zip.generous,
    fileBytes: openaiLimits.file.generous,
    files: openaiLimits.files,
    skillsPerRequest: 200,
  },
  profile: vendors.openai.profile,
};

/** Anthropic's, since general availability. */
export const anthropicCapabilities: Capabilities = {
  active: 'latest',
  canDownload: true,
  hasLabel: true,
  isNameFixed: true,
  lastVersion: 'refused',
  isDefaultProtected: false,
  hasVendorSkills: true,
  limits: { totalBytes: anthropicLimits.total.generous, skillsPerRequest: 20 },
  profile: vendors.anthropic.profile,
};

/** Anthropic's earlier protocol, `skills-2025-10-02`, where a skill may be left without a version. */
export const anthropicEarlierCapabilities: Capabilities = {
  ...anthropicCapabilities,
  lastVersion: 'allowed',
};
