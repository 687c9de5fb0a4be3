import { differencesOf, fieldsOf } from './answerForm.ts';
import { expectedAnswer, expectedRefusal } from './expectedAnswers.ts';
import type { AskedOperation } from './operation.ts';
import { notReadWhole, type Recorded } from './recorder.ts';

/** What a bundle comes as. */
const zipTypes = [
  'application/zip',
  'application/octet-stream',
  'application/binary',
  'application/x-zip-compressed',
];

/** Everything in an exchange that is not as the vendor's documents have it, whether Skillwright can live with it or not. */
export function odditiesOf(recorded: Recorded): readonly string[] {
  const { asked, status, leadsTo } = recorded;
  if (asked === null || status === null) {
    return [];
  }
  const call = callWords(asked);
  if (status >= 500) {
    return [`${call} was answered with ${status}`];
  }
  if (status >= 400) {
    return refusalOddities(recorded, asked).map(oddity => `${call}, refused with ${status}: ${oddity}`);
  }
  if (leadsTo !== null || status >= 300) {
    return [`${call} leads to ${leadsTo ?? 'nowhere'} (${status})`];
  }
  return [
    ...(status === 200 ? [] : [`answered with ${status}, not 200`]),
    ...(asked.kind === 'content' ? contentOddities(recorded) : answerOddities(recorded, asked)),
  ].map(oddity => `${call}: ${oddity}`);
}

/** `GET /skills/{skill}`: what was asked, without whose. */
function callWords({ kind }: AskedOperation): string {
  const words: Readonly<Record<AskedOperation['kind'], string>> = {
    'list-skills': 'GET /skills',
    'create-skill': 'POST /skills',
    'get-skill': 'GET /skills/{skill}',
    'update-skill': 'POST /skills/{skill}',
    'delete-skill': 'DELETE /skills/{skill}',
    'list-versions': 'GET /skills/{skill}/versions',
    'create-version': 'POST /skills/{skill}/versions',
    'get-version': 'GET /skills/{skill}/versions/{version}',
    'delete-version': 'DELETE /skills/{skill}/versions/{version}',
    content: 'GET …/content',
  };
  return words[kind];
}

function answerOddities({ json, contentType, query }: Recorded, asked: AskedOperation): readonly string[] {
  if (json === notReadWhole) {
    return [];
  }
  if (json === undefined) {
    return [`answered with ${contentType ?? 'something without a type'} that is no JSON`];
  }
  const expected = expectedAnswer(asked.kind, asked.spoken);
  return [
    ...(expected ? differencesOf(expected, json) : []),
    ...(asked.kind.startsWith('list-') ? listOddities(json, query, asked) : []),
    ...(contentType === 'application/json'
      ? []
      : [`comes as ${contentType ?? 'no type'}, not application/json`]),
  ];
}

/** A refusal says why in the vendor's envelope. */
function refusalOddities(
  { json, contentType, status }: Recorded,
  { spoken }: AskedOperation,
): readonly string[] {
  if (json === undefined) {
    return [
      status === 413
        ? `says it as ${contentType ?? 'nothing'}`
        : `${contentType ?? 'nothing'} that is no JSON`,
    ];
  }
  return differencesOf(expectedRefusal(spoken), json);
}

function contentOddities({ contentType, status }: Recorded): readonly string[] {
  return status === 200 && contentType !== null && zipTypes.includes(contentType)
    ? []
    : [`comes as ${contentType ?? 'no type'}, not application/zip`];
}

/** What a page says of itself and does not keep. */
function listOddities(json: unknown, query: URLSearchParams, { spoken }: AskedOperation): readonly string[] {
  const page = fieldsOf(json);
  const data = page?.data;
  if (!page || !Array.isArray(data)) {
    return [];
  }
  const ids = data.map(item => fieldsOf(item)?.id);
  const limit = query.get('limit');
  const tooMany = limit !== null && data.length > Number(limit) ? ['gives more than the limit'] : [];
  const twice =
    new Set(ids).size < ids.length && ids.every(id => id !== undefined) ? ['has an id twice'] : [];
  const seen = spoken === 'openai' ? openaiPageOddities(page, ids) : anthropicPageOddities(page, query);
  const isEmptyMore = data.length === 0 && (page.has_more === true || typeof page.next_page === 'string');
  return [
    ...tooMany,
    ...twice,
    ...(isEmptyMore ? ['says on an empty page that there is more'] : []),
    ...seen,
  ];
}

type PageFields = Readonly<Record<string, unknown>>;

function anthropicPageOddities(page: PageFields, query: URLSearchParams): readonly string[] {
  const isSame = page.next_page !== null && page.next_page === query.get('page');
  const isNowhere = page.has_more === true && !page.next_page;
  return [
    ...(isSame ? ['next_page leads to the same page'] : []),
    ...(isNowhere ? ['says that there is more, and not where'] : []),
  ];
}

function openaiPageOddities(page: PageFields, ids: readonly unknown[]): readonly string[] {
  return [
    ...(typeof page.last_id === 'string' && page.last_id !== ids.at(-1)
      ? ['last_id is not that of the last item']
      : []),
    ...(typeof page.first_id === 'string' && page.first_id !== ids[0]
      ? ['first_id is not that of the first item']
      : []),
  ];
}
