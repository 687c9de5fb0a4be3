import type { Failure } from '../failure/failure.ts';
import { type ConnectOptions, connectRegistry } from '../registry/connect.ts';
import type { RemoteSkill } from '../registry/contract.ts';
import { failed, type Result, success } from '../text/result.ts';
import { checkDeletions, publishSecond } from './checks/deletionChecks.ts';
import { checkLife } from './checks/lifeChecks.ts';
import { checkLimits } from './checks/limitChecks.ts';
import { checkLists, checkVersionPages } from './checks/listChecks.ts';
import { checkMissing } from './checks/missingChecks.ts';
import { checkReading } from './checks/readingChecks.ts';
import { Examination } from './examination.ts';
import type { Examined } from './report/check.ts';
import { traceLines } from './report/traceLines.ts';
import { ScratchKeeper } from './scratch/scratchKeeper.ts';
import { scratchName } from './scratch/scratchSkill.ts';
import { Discretion } from './watch/discretion.ts';
import type { Spoken } from './watch/operation.ts';
import { Recorder } from './watch/recorder.ts';

export interface ExamineOptions {
  readonly mode: Examined['mode'];
  /** Four hexadecimal digits of this machine, and four of this run: they are in the names of scratch skills. */
  readonly owner: string;
  readonly run: string;
  readonly signal?: AbortSignal;
  /** Told what is tried next. */
  readonly onCheck?: (title: string) => void;
  /** Milliseconds. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** In a report nobody is called by the name that a person gave, which may be an address with a key. */
const label = 'The registry';

/**
 * Goes through everything that a registry is expected to do, and keeps to what it finds. Fails where there was nothing
 * to be found out: no key, a refused one, no way to the address. Whatever it makes there it deletes again, also when it
 * is cancelled.
 */
export async function examineRegistry(
  connection: ConnectOptions,
  options: ExamineOptions,
): Promise<Result<Examined, Failure>> {
  const { settings } = connection;
  const discretion = new Discretion();
  const recorder = new Recorder(connection.fetch, settings.baseURL, discretion);
  const registry = connectRegistry({
    ...connection,
    settings: { ...settings, label },
    fetch: recorder.fetch,
  });
  const exam = new Examination({
    registry,
    recorder,
    discretion,
    signal: options.signal,
    wait: ms => options.wait(ms, options.signal),
    onCheck: title => options.onCheck?.(title),
  });
  const first = await registry.listSkills({ limit: 1, signal: options.signal });
  if (!first.ok && isDeadEnd(first.failure)) {
    return failed(first.failure);
  }
  const spoken = recorder.all.findLast(({ status }) => status !== null)?.asked?.spoken ?? 'openai';
  await exam.check(
    'Address and protocol',
    'answers in a protocol that is known',
    async findings => {
      if (!first.ok) {
        findings.failed(first.failure);
        return 'not understood';
      }
      return protocolWords[spoken];
    },
    // How another protocol than the one that it speaks was refused is nobody's business.
    { looksBack: ({ asked }) => asked?.spoken === spoken },
  );
  await checkKey(exam, { ...connection, settings: { ...settings, label }, fetch: recorder.fetch });
  if (options.mode === 'read') {
    await checkReadings(exam, null);
  } else {
    await checkWriting(exam, options);
  }
  return success({
    origin: new URL(settings.baseURL).origin,
    protocol: first.ok ? protocolWords[spoken] : `Asked in ${protocolWords[spoken]}`,
    mode: options.mode,
    at: options.now(),
    checks: exam.checks,
    trace: traceLines(recorder.all, discretion),
    wasCancelled: exam.isCancelled,
  });
}

const protocolWords: Readonly<Record<Spoken, string>> = {
  openai: 'OpenAI’s protocol',
  anthropic: 'Anthropic’s protocol',
  'anthropic-earlier': 'Anthropic’s earlier protocol (skills-2025-10-02)',
};

function isDeadEnd({ kind }: Failure): boolean {
  return [
    'no-key',
    'unauthorised',
    'other-protocol',
    'insecure-address',
    'unreachable',
    'timed-out',
    'cancelled',
    'rate-limited',
  ].includes(kind);
}

/** Whoever has no key learns nothing. */
async function checkKey(exam: Examination, connection: ConnectOptions): Promise<void> {
  await exam.check('Key', 'needed: one that nobody has is refused with 401', async findings => {
    const stranger = connectRegistry({
      ...connection,
      credentials: { readKey: async () => 'skillwright-no-such-key' },
    });
    const page = await stranger.listSkills({ limit: 1, signal: exam.signal });
    if (page.ok) {
      findings.differs('a key that nobody has is taken, too');
      return 'not needed';
    }
    if (page.failure.kind !== 'unauthorised') {
      findings.failed(page.failure);
      return 'not known';
    }
    return 'refused';
  });
}

async function checkReadings(exam: Examination, scratch: string | null): Promise<void> {
  const skills = await checkLists(exam);
  const chosen = scratch === null ? skills : await oneSkill(exam, scratch, skills);
  const subject = await checkReading(exam, chosen);
  await checkVersionPages(exam, subject);
  await checkMissing(exam, subject);
}

/** A skill that was just made may not be in the list yet. */
async function oneSkill(
  { registry, signal }: Examination,
  skillId: string,
  listed: readonly RemoteSkill[],
): Promise<readonly RemoteSkill[]> {
  const found = listed.filter(({ id }) => id === skillId);
  if (found.length > 0) {
    return found;
  }
  const read = await registry.getSkill(skillId, { signal });
  return read.ok ? [read.value] : [];
}

async function checkWriting(exam: Examination, { owner, run, now, mode }: ExamineOptions): Promise<void> {
  const name = scratchName(owner, run);
  const other = `${name}-second`;
  const scratch = new ScratchKeeper(exam, owner, now);
  await scratch.clearLeftovers();
  try {
    const published = await checkLife(exam, scratch, name);
    const second = await publishSecond(exam, scratch, other);
    await checkReadings(exam, published?.skillId ?? null);
    if (published) {
      if (mode === 'write with limits') {
        await checkLimits(exam, published.skillId, name);
      }
      await checkDeletions(exam, scratch, published, second);
    }
  } finally {
    await scratch.cleanUp([name, other]);
  }
}
