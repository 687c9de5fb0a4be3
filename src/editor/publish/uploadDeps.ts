import { setTimeout as delay } from 'node:timers/promises';
import { progressWords } from '../../core/publish/outcomeWords.ts';
import type { PublishDeps } from '../../core/publish/plan/request.ts';
import type { SendOptions } from '../../core/publish/send/sendVersion.ts';
import type { VersionStore } from '../../core/published/versionStore.ts';
import { ownTemp } from '../../disk/files/ownTemp.ts';
import { tempFiles } from '../../disk/files/tempFiles.ts';
import type { Services } from '../services/services.ts';

/** What every upload needs from the world. */
export interface UploadDeps extends Pick<PublishDeps, 'published' | 'tempFiles' | 'wait'> {
  readonly versions: VersionStore;
}

/** Looks into published versions through the cache, and keeps bundles in the machine's temporary folder. */
export async function uploadDeps({ versions }: Pick<Services, 'versions'>): Promise<UploadDeps> {
  const store = await versions.store();
  return {
    published: store,
    versions: store,
    tempFiles: tempFiles(ownTemp()),
    wait: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
  };
}

/** Says in words how far an upload is. */
export function tellUpload(tell: (words: string) => void): Pick<SendOptions, 'onEvent'> {
  return { onEvent: event => tell(progressWords(event) ?? '') };
}
