import type { Profile } from '../skill/problem.ts';
import type { Capabilities, RegistryKind } from './contract.ts';

const MiB = 2 ** 20;

/** OpenAI's limits and rules; the embedded registry keeps to the same. A MB is taken as 2^20 bytes. */
export const openaiCapabilities: Capabilities = {
  active: 'pointer',
  canDownload: true,
  hasLabel: false,
  isNameFixed: false,
  lastVersion: 'deletes-skill',
  isDefaultProtected: true,
  hasVendorSkills: false,
  limits: { zipBytes: 50 * MiB, fileBytes: 25 * MiB, files: 500, skillsPerRequest: 200 },
  profile: 'openai',
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
  limits: { totalBytes: 30 * MiB, skillsPerRequest: 20 },
  profile: 'anthropic',
};

/** Anthropic's earlier protocol, `skills-2025-10-02`, where a skill may be left without a version. */
export const anthropicEarlierCapabilities: Capabilities = {
  ...anthropicCapabilities,
  lastVersion: 'allowed',
};

/** The rules that uploads to a kind of registry are held to, besides `spec`, before it is connected to. */
export const profileOf: Readonly<Record<RegistryKind, Profile>> = {
  local: openaiCapabilities.profile,
  openai: openaiCapabilities.profile,
  anthropic: anthropicCapabilities.profile,
};
