import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { failureSentences } from '../core/failure/failureText.ts';
import { readFailure, unlessRefused } from '../core/failure/systemError.ts';
import { plainText } from '../core/text/plainText.ts';
import { failed, type Result, success } from '../core/text/result.ts';
import { readRegularFile } from '../disk/files/readRegularFile.ts';
import { isUlid } from '../server/store/ulid.ts';
import type { Command } from './command.ts';
import { readOptions } from './readOptions.ts';
import { refuser, reportBug, sayDocument } from './terminal.ts';

const registryHelp = `Serves a registry from a folder on this machine, until it is interrupted.

  skillwright registry --data DIR [--port N] [--token-file FILE | --token T]

  --data DIR    where the skills are kept, a folder of its own; made where it does not exist
  --port N      0, the default, takes any free one
  --token-file FILE
                what clients send as their key is the first line of this file
  --token T     the same, for all to see who may list this machine's processes
  --json        print a document also when it fails

Without either, the key is that of the environment variable SKILLWRIGHT_REGISTRY_TOKEN, or else a random one.

It answers this machine only. From another one, keep "ssh -N -L PORT:127.0.0.1:PORT HOST" running there, and use
http://127.0.0.1:PORT/v1.

Prints {"baseURL","token"} in one line when it is ready. OpenAI's clients take the address as it is, Anthropic's
without /v1.

Exit code: 0 ended by Ctrl+C, 2 could not start.`;

/** Runs the embedded registry alone until it is interrupted; its one line on stdout is for programs to read. */
export const registryCommand: Command = {
  name: 'registry',
  usage: '--port N --data DIR [--token-file FILE]',
  does: "Serves a registry from a folder, to OpenAI's and Anthropic's clients; port 0 is any free one.",
  help: registryHelp,
  async run(args) {
    const refuse = refuser(args.includes('--json'));
    const options = await readServing(args);
    if (typeof options === 'string') {
      return refuse(options);
    }
    const others = await otherThings(options.dataDirectory);
    if (others.length > 0) {
      const [named, own] = [options.dataDirectory, join(options.dataDirectory, 'registry')].map(path =>
        plainText(path),
      );
      return refuse(
        `${named} holds other things (${others
          .slice(0, 3)
          .map(name => plainText(name, 80))
          .join(', ')}): give the registry a folder of its own, such as --data ${own}.`,
      );
    }
    const { startRegistry } = await import('../server/startRegistry.ts');
    const started = await startRegistry({ ...options, onBug: reportBug });
    if (!started.ok) {
      return refuse(failureSentences(started.failure));
    }
    const { baseURL, token, close } = started.value;
    const stopped = Promise.race(['SIGINT', 'SIGTERM'].map(signal => once(process, signal)));
    sayDocument(JSON.stringify({ baseURL, token }));
    await stopped;
    await close();
    return 0;
  },
};

/** What is in a folder that no registry has been in, besides what one puts there. */
async function otherThings(folder: string): Promise<readonly string[]> {
  const names = (await unlessRefused(readdir(folder))) ?? [];
  if (names.includes('scratch')) {
    return [];
  }
  const skills = names.includes('skills')
    ? ((await unlessRefused(readdir(join(folder, 'skills')))) ?? [''])
    : [];
  return names.filter(
    name => !(name.startsWith('.') || name === 'links.json' || (name === 'skills' && skills.every(isUlid))),
  );
}

async function readServing(args: readonly string[]) {
  const option = { type: 'string' } as const;
  const table = {
    port: option,
    data: option,
    token: option,
    'token-file': option,
    json: { type: 'boolean', default: false },
  } as const;
  // What is to be said of an empty one is said below.
  const typed = readOptions(args, table, ['data', 'token']);
  if (!typed.ok) {
    return typed.failure;
  }
  const { values, positionals } = typed.value;
  if (positionals.length > 0) {
    return `"${positionals[0]}" is too much: usage is skillwright registry --port N --data DIR [--token-file FILE].`;
  }
  const { port = '0', data } = values;
  if (data === undefined || data === '') {
    return 'Say where the skills are kept: --data DIR.';
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return `"${port}" is no port: --port takes a number from 0 to 65535.`;
  }
  if (values.token !== undefined && values['token-file'] !== undefined) {
    return '--token and --token-file exclude each other: say the token once.';
  }
  const given =
    values['token-file'] === undefined ? success(values.token) : await tokenIn(values['token-file']);
  if (!given.ok) {
    return given.failure;
  }
  const token =
    given.value ?? process.env.SKILLWRIGHT_REGISTRY_TOKEN ?? randomBytes(24).toString('base64url');
  return /^[\x21-\x7e]+$/.test(token)
    ? { dataDirectory: resolve(data), port: Number(port), token }
    : 'The token can have letters, digits and signs, but no spaces: --token-file FILE, --token T.';
}

/** The first line, or why there is none. */
async function tokenIn(file: string): Promise<Result<string | undefined, string>> {
  try {
    const bytes = await readRegularFile(resolve(file), { maxBytes: 4096 });
    return success(bytes.toString('utf8').split(/\r?\n/)[0] ?? '');
  } catch (error) {
    return failed(failureSentences(readFailure(file, error)));
  }
}
