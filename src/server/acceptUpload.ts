import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Result } from '../core/text/result.ts';
import { sha256Of } from './answers.ts';
import type { Refusal } from './refusal.ts';
import type { StoredVersion } from './store/records.ts';
import type { Staging } from './store/scratch.ts';
import type { SkillStore } from './store/skillStore.ts';
import { drainRequest } from './upload/drainRequest.ts';
import { inspectUpload } from './upload/inspectUpload.ts';
import { type FormFields, receiveUpload } from './upload/receiveUpload.ts';
import type { UploadRules } from './upload/uploadRules.ts';

/** A bundle that was received whole and keeps the rules. */
export interface AcceptedUpload {
  readonly staging: Staging;
  readonly fields: FormFields;
  readonly facts: StoredVersion;
}

/** Receives and inspects an upload, hands it to `keep`, and leaves nothing behind that `keep` did not take. */
export async function acceptUpload<T>(
  request: IncomingMessage,
  store: SkillStore,
  rules: UploadRules,
  keep: (upload: AcceptedUpload) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const staging = await store.stage();
  try {
    const fields = await receiveUpload(request, staging, rules);
    if (!fields.ok) {
      return fields;
    }
    const facts = await inspectUpload(staging.bundle, rules);
    if (!facts.ok) {
      return facts;
    }
    const sha256 = await digestOf(staging.bundle);
    return await keep({ staging, fields: fields.value, facts: { ...facts.value, sha256 } });
  } finally {
    await staging.dispose();
  }
}

async function digestOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    return await sha256Of(file);
  } finally {
    await file.close();
  }
}

/** As `acceptUpload`, for a skill that must be there and allow it before anything is received. */
export async function acceptUploadFor<S, T>(
  skill: Result<S, Refusal>,
  request: IncomingMessage,
  store: SkillStore,
  rules: UploadRules,
  keep: (upload: AcceptedUpload, skill: S) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  if (!skill.ok) {
    await drainRequest(request);
    return skill;
  }
  return acceptUpload(request, store, rules, upload => keep(upload, skill.value));
}
