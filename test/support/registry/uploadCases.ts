import type { PublishEvent } from '../../../src/core/publish/outcome.ts';
import type { Fault, FaultAnswer, SeenCall } from './faults.ts';

/** One way for a publish to go wrong. */
export interface UploadCase {
  readonly name: string;
  /** What happens to the first upload. `bodySize` is roughly the request's, in bytes. */
  readonly upload?: (bodySize: number) => Fault;
  /** What happens to reads: before the upload, or after it. */
  readonly reads?: ReadTrouble;
  /** When the person cancels. */
  readonly cancelAt?: (event: PublishEvent) => boolean;
  /** What the client takes for silence, in ms; only where silence is the fault. */
  readonly stall?: number;
  /** How many times as fast as the clock the publisher's pauses go by; 50 unless said. */
  readonly haste?: number;
}

interface ReadTrouble {
  readonly fault: Fault;
  readonly when?: (call: SeenCall) => boolean;
  readonly times: number;
  readonly isAfterUpload: boolean;
}

const json = { 'content-type': 'application/json' };
const envelope = JSON.stringify({ type: 'error', error: { type: 'api_error', message: 'Try later.' } });
const html: FaultAnswer = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>502 Bad Gateway</h1></body></html>',
};
const busy: FaultAnswer = { status: 429, headers: json, body: envelope };
const broken: FaultAnswer = { status: 500, headers: json, body: envelope };

const answers: readonly (readonly [string, FaultAnswer])[] = [
  ['429', busy],
  ['429 with Retry-After: 1', { ...busy, headers: { ...json, 'retry-after': '1' } }],
  ['429 with Retry-After: 3600', { ...busy, headers: { ...json, 'retry-after': '3600' } }],
  ['500', broken],
  ['502 with HTML', html],
  ['503', { ...broken, status: 503 }],
  ['504 without a body', { status: 504 }],
  ['520 with HTML', { ...html, status: 520 }],
  ['529', { ...broken, status: 529 }],
  ['200 with HTML', { ...html, status: 200 }],
  ['200 with another JSON', { status: 200, headers: json, body: '{"ok":true}' }],
  ['200 without a body', { status: 200 }],
  ['408 with HTML', { ...html, status: 408 }],
  ['a redirect to elsewhere', { status: 307, headers: { location: 'http://127.0.0.1:9/v1/skills' } }],
];

const whileSending: readonly UploadCase[] = [
  ...[1, 100, 300].map(afterBytes => ({
    name: `reset after ${afterBytes} bytes of the request`,
    upload: () => ({ kind: 'break-request', afterBytes }) as const,
  })),
  ...Array.from({ length: 20 }, (_, index) => ({
    name: `reset after about ${(index + 1) * 5} % of the request`,
    upload: (bodySize: number) =>
      ({ kind: 'break-request', afterBytes: Math.floor((bodySize * (index + 1)) / 21) }) as const,
  })),
];

const answered: readonly UploadCase[] = answers.flatMap(([name, answer]) => [
  { name: `${name}, and nothing is stored`, upload: () => ({ kind: 'answer', ...answer }) as const },
  { name: `${name}, though it is stored`, upload: () => ({ kind: 'replace-answer', ...answer }) as const },
]);

const cutAnswers: readonly UploadCase[] = [
  ...[0, 1, 12, 40, 90, 150, 200, 260, 320, 400].map(afterBytes => ({
    name: `stored, and the answer is cut after ${afterBytes} bytes`,
    upload: () => ({ kind: 'break-answer', afterBytes, how: 'end' }) as const,
  })),
  ...[0, 60, 180, 300].map(afterBytes => ({
    name: `stored, and a reset after ${afterBytes} bytes of the answer`,
    upload: () => ({ kind: 'break-answer', afterBytes, how: 'reset' }) as const,
  })),
];

const silent: readonly UploadCase[] = [
  { name: 'no answer, and nothing is stored', upload: () => ({ kind: 'hang' }), stall: 80 },
  {
    name: 'no answer, though it is stored',
    upload: () => ({ kind: 'break-answer', afterBytes: 0, how: 'stall' }),
    stall: 120,
    haste: 10,
  },
  {
    name: 'half an answer, then silence',
    upload: () => ({ kind: 'break-answer', afterBytes: 150, how: 'stall' }),
    stall: 120,
    haste: 10,
  },
  {
    name: 'stored after the client has given up',
    upload: () => ({ kind: 'delay', ms: 150 }),
    stall: 80,
    haste: 10,
  },
];

const cancelled: readonly UploadCase[] = [
  ...(['check', 'bundle', 'compare', 'upload', 'confirm'] as const).map(step => ({
    name: `cancelled at the step "${step}"`,
    cancelAt: (event: PublishEvent) => event.kind === 'step' && event.step === step,
  })),
  ...[0.01, 0.3, 0.6, 0.9, 1].map(share => ({
    name: `cancelled when ${share * 100} % are sent`,
    cancelAt: (event: PublishEvent) =>
      event.kind === 'progress' && event.sentBytes >= share * event.totalBytes,
    // The registry may have it all, and be at work on it while it is asked.
    haste: 10,
  })),
  {
    name: 'cancelled while waiting to send again',
    upload: () => ({ kind: 'answer', ...busy }),
    cancelAt: event => event.kind === 'waiting',
  },
  {
    name: 'cancelled while the registry is asked what it stored',
    upload: () => ({ kind: 'break-answer', afterBytes: 0, how: 'reset' }),
    cancelAt: event => event.kind === 'step' && event.step === 'confirm',
  },
];

const storedThenReset = () => ({ kind: 'break-answer', afterBytes: 0, how: 'reset' }) as const;
const isDownload = ({ path }: SeenCall) => path.endsWith('/content');
const forbidden: Fault = { kind: 'answer', status: 403, headers: json, body: envelope };

const looking: readonly UploadCase[] = [
  ...[1, 2, 4].map(
    times =>
      ({
        name: `reset after it is stored, and ${times} looks fail`,
        upload: storedThenReset,
        reads: { fault: { kind: 'break-answer', afterBytes: 0, how: 'reset' }, times, isAfterUpload: true },
      }) as const,
  ),
  {
    name: 'stored behind a 500, and looks are answered with HTML at first',
    upload: () => ({ kind: 'replace-answer', ...broken }),
    reads: { fault: { kind: 'answer', ...html }, times: 3, isAfterUpload: true },
  },
  {
    name: 'reset after it is stored, and two downloads break off',
    upload: storedThenReset,
    reads: {
      fault: { kind: 'break-answer', afterBytes: 2_000, how: 'end' },
      when: isDownload,
      times: 2,
      isAfterUpload: true,
    },
  },
  {
    name: 'reset after it is stored, and the key may not download',
    upload: storedThenReset,
    reads: { fault: forbidden, when: isDownload, times: 99, isAfterUpload: true },
  },
  {
    name: 'reset while sending, and the key may not download',
    upload: bodySize => ({ kind: 'break-request', afterBytes: bodySize / 2 }),
    reads: { fault: forbidden, when: isDownload, times: 99, isAfterUpload: true },
  },
  {
    name: 'the look before the upload breaks off once',
    reads: {
      fault: { kind: 'break-answer', afterBytes: 100, how: 'reset' },
      times: 1,
      isAfterUpload: false,
    },
  },
  {
    name: 'the look before the upload is refused for load, for ever',
    reads: { fault: { kind: 'answer', ...busy }, times: 99, isAfterUpload: false },
  },
];

/** Every way: while sending, by the answer, by its absence, by the person, and while the registry is asked. */
export const uploadCases: readonly UploadCase[] = [
  ...whileSending,
  ...answered,
  ...cutAnswers,
  ...silent,
  ...cancelled,
  ...looking,
];
