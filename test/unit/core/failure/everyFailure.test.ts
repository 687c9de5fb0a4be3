import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import {
  describeFailure,
  failureBrief,
  failureRow,
  failureSentences,
} from '../../../../src/core/failure/failureText.ts';
import type {
  Expected,
  FileFlaw,
  LinkFlaw,
  Operation,
  RemoteThing,
  SentThing,
  TrustedAction,
} from '../../../../src/core/failure/parts.ts';

type Of<Kind extends Failure['kind']> = Extract<Failure, { kind: Kind }>;

const registry = 'Team';
const skill = 'pdf-forms';
const path = 'skills/pdf-forms';
const requestId = 'req_1';

/** Every member of a union of literals; the compiler misses one that is not named. */
function all<T extends string>(members: Readonly<Record<T, true>>): readonly T[] {
  return Object.keys(members) as T[];
}

const operations = all<Operation>({
  'do what it was asked for': true,
  'add a version to a skill that it has': true,
  'set a default version': true,
  'compare with a default version': true,
  'hand out the files of a skill': true,
  'hand out the files of a skill that its vendor made': true,
  'run skills for a model': true,
  'run a working copy': true,
  'run published versions': true,
  'run without a skill': true,
  'take files along with a prompt': true,
  'take a version of a skill that its vendor made': true,
});
const sentThings = all<SentThing>({ 'a prompt with what goes along with it': true, 'an input file': true });
const trustedActions = all<TrustedAction>({ publish: true, download: true, 'use-local-registry': true });
const things: readonly RemoteThing[] = [
  'skill "s"',
  'version "2" of skill "s"',
  'download of version "2" of skill "s"',
  'published version of “s”',
  'files of “s”',
  'model "m", or no version that was asked for',
  'address for files',
  'such file',
];
const expected: readonly Expected[] = [
  'complete JSON',
  'a bundle',
  'an answer',
  'an answer of this protocol',
  'an event of this protocol',
  'events of this protocol',
  'the end of the answer',
  'an answer instead of a redirect',
  'an HTTP answer',
  'an answer of at most 16 MB',
  'an answer of at most 64 MB',
  'a list of versions that ends',
  'an id as "data[0].id"',
  'true or false as "has_more"',
];
const linkFlaws: readonly LinkFlaw[] = [
  'it asks for nothing that Skillwright does',
  'it names no skill',
  'it names more than one registry',
  'the version that it names is too long',
  'the skill that it names has hidden characters',
];
const fileFlaws: readonly FileFlaw[] = [
  'an ignore file may have at most 64 KB',
  'it holds conflict markers of git: settle the conflict first',
  'it is not a JSON object',
  'it has no list "evals" to add a case to',
  'it is not JSON: Unexpected end of JSON input',
  'its "version" is 2, not 1',
  '"skills" is not an object',
  '"registries" of "a" is not an object',
  'the entry of "a" is not an object',
  'the link of "a" to "local" is not an object',
  'the link of "a" to "local" has no text in "skillId"',
  'the link of "a" to "local" has an id that no registry gives',
  'it is nested more than 100 deep',
];
const connectionCauses = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'EPROTO',
  'unknown',
];
const systemCauses = ['EACCES', 'EPERM', 'ENOENT', 'EROFS', 'EISDIR', 'ENOTDIR', 'EMFILE', 'EIO', 'ELOOP'];

/** What callers can build, kind by kind: the compiler asks for each kind, and for each member of its closed parts. */
const samples: { readonly [Kind in Failure['kind']]: readonly Of<Kind>[] } = {
  cancelled: [{ kind: 'cancelled' }],
  'bad-link': linkFlaws.map(why => ({ kind: 'bad-link', why })),
  'untrusted-workspace': trustedActions.map(action => ({ kind: 'untrusted-workspace', action })),
  'no-key': [{ kind: 'no-key', registry }],
  unauthorised: [{ kind: 'unauthorised', registry }],
  forbidden: [
    { kind: 'forbidden', registry, reason: '' },
    { kind: 'forbidden', registry, reason: 'No access.', requestId },
  ],
  'not-found': [
    ...things.map(what => ({ kind: 'not-found', registry, what }) as const),
    {
      kind: 'not-found',
      registry,
      what: 'model "m", or no version that was asked for',
      reason: 'No such model',
    },
  ],
  'wrong-address': [
    { kind: 'wrong-address', registry, address: 'https://a.example/v1/skills/skills', status: 404 },
    { kind: 'wrong-address', registry, address: 'https://a.example/v1/skills', status: 404 },
    { kind: 'wrong-address', registry, address: 'https://a.example/v1/skills', status: 404, isUpload: true },
  ],
  'other-protocol': (['OpenAI', 'Anthropic'] as const).map(speaks => ({
    kind: 'other-protocol',
    registry,
    speaks,
  })),
  'web-page': [
    { kind: 'web-page', registry, status: 200, title: 'Sign in' },
    { kind: 'web-page', registry, status: 403, title: null, requestId },
  ],
  'registry-gone': [{ kind: 'registry-gone', registry: 'openai https://a.example/v1' }],
  'empty-skill': [{ kind: 'empty-skill', registry, skill }],
  refused: [
    { kind: 'refused', registry, reason: 'Bad name', code: 'invalid_value', requestId },
    { kind: 'refused', registry, reason: '' },
  ],
  'too-large': [
    { kind: 'too-large', registry },
    { kind: 'too-large', registry, size: 60_000_000 },
    { kind: 'too-large', registry, size: 60_000_000, limit: 52_428_800 },
    ...sentThings.map(what => ({ kind: 'too-large', registry, what }) as const),
    { kind: 'too-large', registry, what: 'an input file', size: 60_000_000, limit: 52_428_800 },
  ],
  'rate-limited': [
    { kind: 'rate-limited', registry },
    { kind: 'rate-limited', registry, retryAfterMs: 3000 },
  ],
  unavailable: [500, 502, 503, 504, 529].map(status => ({
    kind: 'unavailable',
    registry,
    status,
    requestId,
  })),
  unreachable: connectionCauses.map(cause => ({
    kind: 'unreachable',
    registry,
    origin: 'https://a.example',
    cause,
  })),
  'timed-out': [{ kind: 'timed-out', registry, afterMs: 30_000 }],
  'not-understood': expected.map(what => ({ kind: 'not-understood', registry, what })),
  'foreign-origin': [{ kind: 'foreign-origin', registry, origin: 'https://b.example' }],
  'insecure-address': [{ kind: 'insecure-address', registry, address: 'http://a.example' }],
  'partly-deleted': [1, 3].map(deletedVersions => ({
    kind: 'partly-deleted',
    registry,
    what: 'skill "s"',
    deletedVersions,
  })),
  'label-taken': [{ kind: 'label-taken', registry, label: 'Notes' }],
  'default-unmoved': ['v1', null].map(is => ({ kind: 'default-unmoved', registry, asked: 'v2', is })),
  unsupported: operations.flatMap(operation => [
    { kind: 'unsupported', registry, operation },
    { kind: 'unsupported', registry, operation, status: 405 },
  ]),
  problems: [{ kind: 'problems', skill, problems: [] }],
  secrets: [{ kind: 'secrets', skill, findings: [{ path: 'config.sh', line: 1, what: 'AWS key' }] }],
  'moved-on': [{ kind: 'moved-on', skill, registry, known: 'v1', found: 'v2' }],
  'runs-another': [{ kind: 'runs-another', skill, registry }],
  'changed-since-published': [{ kind: 'changed-since-published', skill, registry, version: 'v2' }],
  'changed-since-review': [{ kind: 'changed-since-review', skill, paths: ['SKILL.md'] }],
  'link-undecided': [
    { kind: 'link-undecided', skill, registry, isGone: true },
    { kind: 'link-undecided', skill, registry, isGone: false },
    {
      kind: 'link-undecided',
      skill,
      registry,
      isGone: false,
      leadsTo: { id: 'skill_9', name: 'payments', linkedName: 'toy' },
    },
  ],
  'name-twice': [{ kind: 'name-twice', skill, other: 'b/pdf', name: 'pdf', registry }],
  'name-fixed': [{ kind: 'name-fixed', skill, registry, published: 'pdf' }],
  'refused-paths': [
    { kind: 'refused-paths', skill, paths: [{ path: 'out', why: 'link-leaves-folder' }] },
    { kind: 'refused-paths', skill, paths: [{ path: 'gone', why: 'link-leads-nowhere' }] },
    { kind: 'refused-paths', skill, paths: [{ path: 'loop', why: 'link-contains-itself' }] },
    { kind: 'refused-paths', skill, paths: [{ path: 'pipe', why: 'not-a-file' }] },
    {
      kind: 'refused-paths',
      skill,
      paths: [{ path: 'con', why: 'bad-name', because: 'is a device on Windows' }],
    },
  ],
  'no-manifest': [{ kind: 'no-manifest', path }],
  'unnamed-skill': [{ kind: 'unnamed-skill', path }],
  'bundle-too-dense': [
    { kind: 'bundle-too-dense', skill, size: 60 * 2 ** 20, zipBytes: 2 ** 18, ratio: 200 },
  ],
  'bundle-too-large': [null, 'Assets/a.bin'].map(file => ({
    kind: 'bundle-too-large',
    skill,
    path: file,
    size: 900_000_000,
    limit: 500_000_000,
  })),
  busy: [{ kind: 'busy', skill }],
  'turn-lost': [{ kind: 'turn-lost', skill }],
  bug: [{ kind: 'bug', place: 'TypeError at carryOut.ts:41' }],
  unreadable: systemCauses.map(cause => ({ kind: 'unreadable', path, cause })),
  unwritable: systemCauses.map(cause => ({ kind: 'unwritable', path, cause })),
  'disk-full': [{ kind: 'disk-full', path }],
  'already-exists': [{ kind: 'already-exists', path }],
  unsaved: [{ kind: 'unsaved', path }],
  'changed-meanwhile': [{ kind: 'changed-meanwhile', path }],
  'too-many-files': [{ kind: 'too-many-files', path, limit: 20_000 }],
  'malformed-file': fileFlaws.map(why => ({ kind: 'malformed-file', path: '.skillwright.json', why })),
  'bad-config': [
    {
      kind: 'bad-config',
      path: 'skillwright.config.json',
      line: 3,
      why: '"rules" is a group of rules and severities',
    },
  ],
  'bad-archive': [
    { kind: 'bad-archive', entry: null, why: 'is no zip, or only a part of one' },
    { kind: 'bad-archive', entry: '../x', why: 'leads out of the folder' },
  ],
  'port-taken': ['EADDRINUSE', 'EACCES'].map(cause => ({ kind: 'port-taken', port: 80, cause })),
};

const failures: readonly Failure[] = Object.values(samples).flat();

test('every failure that a caller can make is told in whole sentences', () => {
  for (const failure of failures) {
    const { message, next } = describeFailure(failure);
    for (const text of [message, ...(next === null ? [] : [next])]) {
      const shown = `${failure.kind}: ${text}`;
      assert.match(text, /^["“A-Z]|^\.?(?:skills|skillwright|pdf-forms)/, shown);
      assert.match(text, /[.!?…][)”]?$/, shown);
      assert.doesNotMatch(text, /undefined|null|NaN|\[object| {2}|\.\.(?!\/)|\s[.,:](?!skill)/, shown);
      assert.doesNotMatch(text, /[a-z,] (?:The|A|An|Setting|Publishing|Downloading|Using) /, shown);
      assert.doesNotMatch(text, /\b(?:no|a|an|the) (?:no|a|an|the)\b/i, shown);
      assert.doesNotMatch(text, /[^aeiou]ys\b|shs\b|chs\b/, shown);
    }
    assert.doesNotMatch(failureBrief(failure), /\.$|undefined|^$/, failure.kind);
    assert.ok(failureRow(failure).length > 0 && failureSentences(failure).startsWith(message), failure.kind);
  }
});

test('what helps is said in words that fit a terminal, too, where there are no buttons and no settings', () => {
  for (const failure of failures) {
    assert.doesNotMatch(
      failureSentences(failure),
      /Update key|Refresh|in the settings|another window\b(?! or job)/,
    );
  }
});

test('no two failures that call for different steps read the same', () => {
  const told = new Map<string, Failure>();
  for (const failure of failures) {
    const text = failureSentences(failure);
    const other = told.get(text);
    assert.ok(
      other === undefined || other.kind === failure.kind,
      `${other?.kind} and ${failure.kind}: ${text}`,
    );
    told.set(text, failure);
  }
});

type FreeSlots<F> = F extends F
  ? { [Slot in keyof F]-?: string extends F[Slot] ? Slot : never }[keyof F]
  : never;

/** The slots of failures that take any text: names, places, codes and foreign sentences, never words of ours. */
const freeSlots: Readonly<Record<FreeSlots<Failure>, string>> = {
  registry: 'a label',
  key: 'how the link file names a registry, never shown',
  skill: "a skill's name or path",
  path: 'a place on the disk',
  place: "an exception's type and line",
  label: "a skill's display name",
  published: "a skill's name",
  version: "a version's name",
  name: "a skill's name",
  other: "a skill's name or path",
  known: "a version's name",
  found: "a version's name",
  asked: "a version's name",
  is: "a version's name",
  origin: 'an address',
  address: 'an address',
  cause: "the system's code",
  reason: "the registry's own sentence, quoted",
  code: "the registry's own code",
  requestId: 'an id',
  title: "a page's title, quoted",
  entry: 'a name in an archive, quoted',
  why: 'only that of an archive, which begins a verb',
};

test('what callers can say in their own words is data, and stands where data is quoted', () => {
  const closed = new Set(['operation', 'action', 'what']);
  assert.deepEqual(
    Object.keys(freeSlots).filter(slot => closed.has(slot)),
    [],
  );
});
