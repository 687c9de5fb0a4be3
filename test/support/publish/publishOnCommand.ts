// Publishes one skill for each line of JSON that comes in, and answers each with how it ended. Arguments: the
// registry's base URL, its token, the folder for link files, the state folder, after how many ms a holder that stands
// still is taken for dead.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { registryKey } from '../../../src/core/link/registryKey.ts';
import { linkFile } from '../../../src/disk/link/linkFile.ts';
import { connectTo } from '../registry/connectTo.ts';
import { makePublisher, publishOne, skillFolder } from './publisher.ts';

/** What to publish: a skill's name and what makes its content its own, and whose link file is used. */
export interface PublishCommand {
  readonly name: string;
  readonly body: string;
  readonly links: string;
}

/** How it ended: `published`, `nothing-to-do`, or the failure's kind. */
export interface PublishAnswer {
  readonly end: string;
  readonly detail: string;
}

const [, , baseURL = '', token = '', folder = '', state = '', staleAfter = ''] = process.argv;
const settings = { kind: 'openai', baseURL } as const;
const target = { registry: connectTo(baseURL, token, settings), key: registryKey(settings) };

/** Pauses go by twenty times as fast as the clock. */
const wait = (ms: number, signal?: AbortSignal) =>
  delay(ms / 20, undefined, signal ? { signal } : {}).catch(() => undefined);

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const { name, body, links } = JSON.parse(line) as PublishCommand;
  const store = linkFile(join(folder, links), { state, staleAfter: Number(staleAfter) });
  await using publisher = await makePublisher({ wait, linkPlace: () => ({ store, folder: name }) });
  const outcome = await publishOne(publisher, skillFolder(name, body), target);
  const end = outcome.kind === 'not-published' ? outcome.failure.kind : outcome.kind;
  console.log(JSON.stringify({ end, detail: JSON.stringify(outcome) } satisfies PublishAnswer));
}
