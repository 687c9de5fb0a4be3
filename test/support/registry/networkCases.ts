import type { FaultAnswer } from './faults.ts';
import { Delivery, type Fault } from './faults.ts';
import { type UploadCase, uploadCases } from './uploadCases.ts';

/** A way for a publish to go wrong, and what is delivered only after it has ended. */
export interface NetworkCase extends UploadCase {
  readonly delivery?: () => Delivery;
}

const json = { 'content-type': 'application/json' };
const envelope = JSON.stringify({ type: 'error', error: { type: 'api_error', message: 'Not like this.' } });
const page = '<html><head><title>Gateway</title></head><body>No.</body></html>';

/** Statuses that a registry, or something before it, may say, besides those of the upload cases. */
const statuses = [
  400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 418, 421, 422, 423, 424, 425, 426,
  428, 431, 451, 498, 499, 501, 505, 507, 508, 511, 521, 522, 523, 524, 525, 530, 598, 599,
];

const refused: readonly NetworkCase[] = statuses.flatMap(status =>
  [
    ['with an envelope', { status, headers: json, body: envelope }],
    ['with a page', { status, headers: { 'content-type': 'text/html' }, body: page }],
  ].flatMap(([how, answer]) => [
    {
      name: `${status} ${how}, and nothing is stored`,
      upload: () => ({ kind: 'answer', ...(answer as FaultAnswer) }) as const,
    },
    {
      name: `${status} ${how}, though it is stored`,
      upload: () => ({ kind: 'replace-answer', ...(answer as FaultAnswer) }) as const,
    },
  ]),
);

const cut: readonly NetworkCase[] = [2, 5, 20, 60, 120, 170, 230, 280, 350, 450].flatMap(afterBytes =>
  (['end', 'reset'] as const).map(how => ({
    name: `stored, and ${how === 'end' ? 'the end' : 'a reset'} after ${afterBytes} bytes of the answer, no sooner`,
    upload: () => ({ kind: 'break-answer', afterBytes, how }) as const,
  })),
);

const lateAnswers: readonly (readonly [string, FaultAnswer | 'reset'])[] = [
  ...[408, 425, 429, 499, 500, 502, 503, 504, 520, 529].map(
    status => [`${status}`, { status, headers: json, body: envelope }] as const,
  ),
  ['502 with a page', { status: 502, headers: { 'content-type': 'text/html' }, body: page }],
  ['200 without a body', { status: 200 }],
  ['a reset', 'reset'],
];

/** Handed on after everybody has given up. */
const late: readonly NetworkCase[] = lateAnswers.map(([name, answer]) => {
  let delivery = new Delivery();
  return {
    name: `${name} at once, and delivered when it had been given up`,
    upload: (): Fault => {
      delivery = new Delivery();
      return { kind: 'late', answer, delivery };
    },
    delivery: () => delivery,
  };
});

const delayed: readonly NetworkCase[] = [1, 20, 60, 120].map(ms => ({
  name: `the registry works ${ms} ms later`,
  upload: () => ({ kind: 'delay', ms }) as const,
}));

/** Every way: at every stage, by cutting, delaying, repeating and replacing. */
export const networkCases: readonly NetworkCase[] = [
  ...uploadCases,
  ...refused,
  ...cut,
  ...late,
  ...delayed,
  { name: 'handed on twice', upload: () => ({ kind: 'twice' }) },
];
