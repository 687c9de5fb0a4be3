import { type JsonAnswer, noRetry } from '../answers.ts';
import type { Refusal } from '../refusal.ts';

/** A refusal as Anthropic words it: `{"type":"error","error":{"type","message"},"request_id"}`. */
export function anthropicRefusal(refusal: Refusal, requestId: string): JsonAnswer {
  const error = (status: number, type: string, message: string) => ({
    status,
    body: { type: 'error', error: { type, message }, request_id: requestId },
  });
  switch (refusal.kind) {
    case 'unauthorised':
      return error(
        401,
        'authentication_error',
        refusal.isMissing
          ? 'Authentication is required: send Authorization: Bearer YOUR_KEY.'
          : 'invalid x-api-key',
      );
    case 'not-found':
      return error(404, 'not_found_error', refusal.message);
    case 'invalid':
      return error(400, 'invalid_request_error', refusal.message);
    case 'method-not-allowed':
      return error(405, 'invalid_request_error', refusal.message);
    case 'forbidden':
      return error(403, 'permission_error', refusal.message);
    case 'too-large':
      return error(413, 'request_too_large', refusal.message);
    case 'storage':
      return refusal.isFull
        ? { ...error(507, 'api_error', "The registry's disk is full; nothing was stored."), headers: noRetry }
        : error(
            500,
            'api_error',
            `The registry cannot write to its disk (${refusal.cause}); nothing was stored.`,
          );
    case 'damaged':
      return { ...error(422, 'api_error', refusal.message), headers: noRetry };
    case 'disconnected':
      return error(400, 'invalid_request_error', 'The request broke off.');
    case 'internal':
      return error(500, 'api_error', 'The registry had an internal error.');
  }
}
