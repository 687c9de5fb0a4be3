import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Examined, tally } from '../../core/doctor/report/check.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import type { ConnectOptions } from '../../core/registry/connect.ts';
import { machineTag } from '../../disk/files/machineTag.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../readOptions.ts';
import { openRegistries } from '../registries/openRegistries.ts';
import {
  keyHelp,
  readRegistries,
  registryOptionHelp,
  registryOptionTable,
} from '../registries/registryOptions.ts';
import { untilEnded } from '../registries/untilEnded.ts';
import { complain, isInteractive, printText, sayJson } from '../terminal.ts';
import { programVersion } from '../version.ts';

const usage = '--registry R [--write] [--limits] [--json]';

const optionTable = {
  ...registryOptionTable,
  write: { type: 'boolean', default: false },
  limits: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const help = `Checks whether Skillwright understands a registry.

Address, key, protocol, every way of reading, pages and a download are looked at. What held, what differed, and a trace
without keys, ids and contents come out, ready to be pasted.

  skillwright doctor ${usage}

  --write             Also publish scratch skills, called skillwright-doctor-…, and delete them by every rule. They are
                      deleted after a failure and Ctrl+C, too; what a killed check left goes with the next one.
  --limits            With --write: also upload right below and above each size limit, up to 50 MB.
${registryOptionHelp}
  --json              Print a document, also when it fails:
                      {"ok","origin","protocol","mode","at","version","checks":[…],"trace":[…],"wasCancelled"}

${keyHelp}
Exit code: 0 everything that was tried held, 1 something differed, 2 could not run, or was cancelled.`;

/** Finds out whether we understand a registry. */
export const doctorCommand: Command = {
  name: 'doctor',
  usage,
  does: 'Checks whether Skillwright understands a registry, by reading and, with --write, by a scratch skill’s life.',
  help,
  async run(args) {
    const isJson = args.includes('--json');
    const refuse = (why: string) => {
      complain(why);
      if (isJson) {
        sayJson({ ok: false, error: why });
      }
      return 2;
    };
    const typed = readOptions(args, optionTable);
    if (!typed.ok) {
      return refuse(typed.failure);
    }
    const { write, limits } = typed.value.values;
    const asked = readRegistries(typed.value);
    if (!asked.ok) {
      return refuse(asked.failure);
    }
    if (typed.value.positionals.length > 0 || asked.value.registries.length !== 1) {
      return refuse('Say which registry, one at a time: --registry local, openai, anthropic or an address.');
    }
    if (limits && !write) {
      return refuse('--limits uploads: say --write, too.');
    }
    const opened = await openRegistries(asked.value, { env: process.env, isReadOnly: !write });
    if (!opened.ok) {
      return refuse(opened.failure);
    }
    const [connection] = opened.value.connections;
    try {
      if (!connection) {
        throw new Error('One registry was asked for.');
      }
      const mode = write ? (limits ? 'write with limits' : 'write') : 'read';
      return await examine(connection, mode, { isJson, refuse });
    } finally {
      await opened.value.close();
    }
  },
};

async function examine(
  connection: ConnectOptions,
  mode: Examined['mode'],
  { isJson, refuse }: { readonly isJson: boolean; readonly refuse: (why: string) => number },
): Promise<number> {
  const [{ examineRegistry }, { examinationText }] = await Promise.all([
    import('../../core/doctor/examineRegistry.ts'),
    import('../../core/doctor/report/reportText.ts'),
  ]);
  const examined = await untilEnded(
    interrupt =>
      examineRegistry(connection, {
        mode,
        owner: machineTag(),
        run: randomBytes(2).toString('hex'),
        signal: interrupt.signal,
        onCheck: title => {
          if (isInteractive()) {
            complain(`… ${title}`);
          }
        },
        wait: async (ms, signal) => {
          await pause(ms, undefined, { signal }).catch(() => undefined);
        },
        now: Date.now,
      }),
    () => complain(mode === 'read' ? 'Cancelling.' : 'Cancelling: scratch skills are deleted first.'),
  );
  if (!examined.ok) {
    return refuse(failureSentences(examined.failure));
  }
  const { differed } = tally(examined.value.checks);
  const code = examined.value.wasCancelled ? 2 : differed > 0 ? 1 : 0;
  if (isJson) {
    sayJson({ ok: code === 0, ...examined.value, version: programVersion() });
  } else {
    printText(examinationText(examined.value, programVersion()).trimEnd());
  }
  return code;
}
