import { type JsonAnswer, noRetry } from '../answers.ts';
import type { Refusal } from '../refusal.ts';

/** A refusal as OpenAI words it: `{"error":{"message","type","param","code"}}`. */
export function openaiRefusal(refusal: Refusal): JsonAnswer {
  switch (refusal.kind) {
    case 'unauthorised':
      return refusal.isMissing
        ? error(401, "You didn't provide an API key. Send it as Authorization: Bearer YOUR_KEY.")
        : error(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });
    case 'not-found':
      return error(404, refusal.message, refusal);
    case 'invalid':
      return error(400, refusal.message, refusal);
    case 'method-not-allowed':
      return error(405, refusal.message);
    case 'forbidden':
      return error(403, refusal.message);
    case 'too-large':
      return error(413, refusal.message, { param: 'files' });
    case 'storage':
      return refusal.isFull
        ? {
            ...error(507, "The registry's disk is full; nothing was stored.", { type: 'server_error' }),
            headers: noRetry,
          }
        : error(500, `The registry cannot write to its disk (${refusal.cause}); nothing was stored.`, {
            type: 'server_error',
          });
    case 'damaged':
      return { ...error(422, refusal.message, { type: 'server_error' }), headers: noRetry };
    case 'disconnected':
      return error(400, 'The request broke off.');
    case 'internal':
      return error(500, 'The registry had an internal error.', { type: 'server_error' });
  }
}

function error(
  status: number,
  message: string,
  { type = 'invalid_request_error', param, code }: { type?: string; param?: string; code?: string } = {},
): JsonAnswer {
  return { status, body: { error: { message, type, param: param ?? null, code: code ?? null } } };
}
