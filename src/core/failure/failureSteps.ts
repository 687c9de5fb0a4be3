import type { Failure } from './failure.ts';
import { isOfModel } from './parts.ts';
import type { Of } from './phrases.ts';

/** What a person can do about a failure with one click. `registry` is the label that the failure names. */
export type FailureStep =
  /** The same once more: after waiting, or after mending what is named. */
  | { readonly kind: 'try-again' }
  /** To look at the changed plan before anything is sent. */
  | { readonly kind: 'review-again' }
  | { readonly kind: 'update-key'; readonly registry: string }
  | { readonly kind: 'change-address'; readonly registry: string }
  | { readonly kind: 'refresh'; readonly registry: string }
  | { readonly kind: 'choose-model' }
  /** `key` names it as the link file does; `instead` the one that is set up with its address as of the other kind. */
  | { readonly kind: 'add-registry'; readonly key?: string; readonly instead?: string }
  | { readonly kind: 'manage-trust' }
  /** `path` as the failure names it; `below` the skill that it is in, where it is relative to one. Lines from 0. */
  | { readonly kind: 'open'; readonly path: string; readonly below: string | null; readonly line: number }
  | { readonly kind: 'show-log' };

const tryAgain: FailureStep = { kind: 'try-again' };
const reviewAgain: FailureStep = { kind: 'review-again' };
const otherModel: FailureStep = { kind: 'choose-model' };
const showLog: FailureStep = { kind: 'show-log' };
const again = () => [tryAgain];
const againWithLog = () => [tryAgain, showLog];
const review = () => [reviewAgain];
const otherKey = ({ registry }: { readonly registry: string }): readonly FailureStep[] => [
  { kind: 'update-key', registry },
];
const otherAddress = ({ registry }: { readonly registry: string }): readonly FailureStep[] => [
  { kind: 'change-address', registry },
  showLog,
];
const refresh = ({ registry }: { readonly registry: string }): readonly FailureStep[] => [
  { kind: 'refresh', registry },
];
const open = (path: string, below: string | null, line = 0): readonly FailureStep[] => [
  { kind: 'open', path, below, line },
];

const steps: { readonly [Kind in Failure['kind']]: (failure: Of<Kind>) => readonly FailureStep[] } = {
  cancelled: () => [],
  'bad-link': () => [],
  'untrusted-workspace': () => [{ kind: 'manage-trust' }],
  'no-key': otherKey,
  unauthorised: otherKey,
  forbidden: failure => [...otherKey(failure), showLog],
  'not-found': failure => (isOfModel(failure.what) ? [otherModel] : refresh(failure)),
  'wrong-address': otherAddress,
  'other-protocol': ({ registry }) => [{ kind: 'add-registry', instead: registry }, showLog],
  'web-page': failure => [tryAgain, ...otherAddress(failure)],
  'registry-gone': ({ key }) => [{ kind: 'add-registry', ...(key === undefined ? {} : { key }) }],
  'empty-skill': refresh,
  refused: againWithLog,
  'label-taken': again,
  'too-large': again,
  'rate-limited': againWithLog,
  unavailable: againWithLog,
  unreachable: failure =>
    failure.cause === 'ERR_INVALID_URL' ? otherAddress(failure) : [tryAgain, ...otherAddress(failure)],
  'timed-out': againWithLog,
  'not-understood': failure => [tryAgain, ...otherAddress(failure)],
  'foreign-origin': otherAddress,
  'insecure-address': otherAddress,
  'partly-deleted': againWithLog,
  'default-unmoved': refresh,
  unsupported: ({ status }) => (status === undefined ? [] : [showLog]),
  problems: ({ skill, problems: [first] }) => open(first?.path ?? 'SKILL.md', skill, first?.range.start.line),
  secrets: ({ skill, findings: [first] }) =>
    open(first?.path ?? 'SKILL.md', skill, first === undefined ? 0 : first.line - 1),
  'moved-on': review,
  'runs-another': refresh,
  'changed-since-published': () => [],
  'changed-since-review': review,
  'link-undecided': review,
  'name-fixed': ({ skill }) => open('SKILL.md', skill),
  'name-twice': ({ skill }) => open('SKILL.md', skill),
  'refused-paths': again,
  'no-manifest': again,
  'unnamed-skill': ({ path }) => open('SKILL.md', path),
  'bundle-too-large': again,
  'bundle-too-dense': again,
  busy: again,
  'turn-lost': review,
  bug: () => [showLog],
  unreadable: again,
  unwritable: again,
  'disk-full': again,
  'already-exists': again,
  unsaved: ({ path }) => open(path, null),
  'changed-meanwhile': again,
  'too-many-files': again,
  'malformed-file': ({ path }) => open(path, null),
  'bad-config': ({ path, line }) => open(path, null, line - 1),
  'bad-archive': () => [],
  'port-taken': again,
};

/** What helps, the likeliest first; none where there is nothing to do but to read. */
export function failureSteps<Kind extends Failure['kind']>(failure: Of<Kind>): readonly FailureStep[] {
  return steps[failure.kind as Kind](failure);
}

/** What a button that does the step is called. */
export const stepTitles: Readonly<Record<FailureStep['kind'], string>> = {
  'try-again': 'Try Again',
  'review-again': 'Review Again',
  'update-key': 'Update Key',
  'change-address': 'Change Address',
  refresh: 'Refresh',
  'choose-model': 'Choose Another Model',
  'add-registry': 'Add Registry',
  'manage-trust': 'Manage Trust',
  open: 'Open',
  'show-log': 'Show Log',
};
