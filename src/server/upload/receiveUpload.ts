import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { failed, type Result, success } from '../../core/text/result.ts';
import { invalid, type Refusal } from '../refusal.ts';
import type { Staging } from '../store/scratch.ts';
import { drainRequest, politeBytes } from './drainRequest.ts';
import { PartReader } from './partReader.ts';
import type { UploadRules } from './uploadRules.ts';

/** The text fields of a form that brought a bundle. */
export type FormFields = ReadonlyMap<string, string>;

const maxFields = 50;

/** Of what is before, between and behind the files, or in parts that nobody knows: so much, and so much for each file. */
const maxBallast = 2 ** 20;
const maxPartHeader = 2_000;

/**
 * Streams an upload's form into the staged `bundle.zip`; a folder's files are packed on the way. Memory does not
 * depend on its size. Throws what the disk fails with.
 */
export async function receiveUpload(
  request: IncomingMessage,
  staging: Staging,
  rules: UploadRules,
): Promise<Result<FormFields, Refusal>> {
  const form = openForm(request, rules);
  if (form === null) {
    await drainRequest(request);
    return invalid(wrongForm(rules, request.headers['content-type']));
  }
  const parts = await PartReader.open(staging.bundle, rules);
  form.on('file', (field, stream, fileName) => parts.onFile(field, stream, fileName));
  form.on('field', (field, value) => parts.fields.set(field, value));
  form.on('fieldsLimit', () => parts.onTooManyFields());
  form.on('partsLimit', () => parts.onTooManyParts());
  const problem = await feed(request, form, parts, maxBallast + rules.files * maxPartHeader);
  if (problem) {
    await parts.abandon();
    return failed(problem);
  }
  const refusal = await parts.finish();
  return refusal ? failed(refusal) : success(parts.fields);
}

function openForm(request: IncomingMessage, rules: UploadRules): BusboyInstance | null {
  const headers = request.headers as BusboyHeaders;
  // One more file than may be, so that this is what is said.
  const parts = rules.files + 1 + maxFields;
  const limits = { fields: maxFields, fieldSize: 16 * 1024, headerPairs: 50, parts };
  try {
    return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '')
      ? new Busboy({ headers, preservePath: true, limits })
      : null;
  } catch {
    return null;
  }
}

/**
 * What to send instead. OpenAI's description lists JSON as well, and its command line sends `{"files": ["TEXT"]}`: texts
 * without the names of their files, of which no skill can be made.
 */
function wrongForm(rules: UploadRules, contentType = ''): string {
  const part = rules.partKind('files', 'my-skill.zip') === 'zip' ? 'files' : 'files[]';
  const form = 'The request must be multipart/form-data with the files of a skill';
  return /^application\/json\b/i.test(contentType)
    ? `${form}, and not JSON, in which files have no names. Send the skill as a zip in one part named "${part}", or each file in a part named "files[]" with its path as file name: curl -F '${part}=@my-skill.zip;type=application/zip'.`
    : `${form}.`;
}

/** Puts the request through the parser; what is wrong with it, if anything is. */
async function feed(
  request: IncomingMessage,
  form: BusboyInstance,
  parts: PartReader,
  limit: number,
): Promise<Refusal | null> {
  let received = 0;
  let parseError: unknown;
  const broken = once(form, 'error').then(([error]) => {
    parseError = error;
  });
  let rest = politeBytes;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      received += (chunk as Buffer).length;
      if (received - parts.contentBytes > limit) {
        parts.onTooMuchBallast();
      }
      if (parts.refusal !== null || parseError !== undefined) {
        rest -= (chunk as Buffer).length;
        if (rest < 0) {
          break;
        }
      }
      if (parseError === undefined) {
        await Promise.race([broken, new Promise(written => form.write(chunk, () => written(null)))]);
      }
    }
  } catch {
    return { kind: 'disconnected' };
  }
  if (parts.refusal !== null) {
    return parts.refusal;
  }
  const finished = once(form, 'finish').catch(() => undefined);
  form.end();
  await Promise.race([broken, finished]);
  return parseError === undefined
    ? null
    : { kind: 'invalid', message: 'The multipart form is cut short or not well formed.' };
}
