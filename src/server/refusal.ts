import { failed } from '../core/text/result.ts';

/**
 * Why the registry does not do what it was asked. Each wire turns one into its vendor's status and envelope
 * (`openai/envelope.ts`, `anthropic/envelope.ts`). Messages are for the person at the other end: they name the
 * thing and never carry a token or a file's content.
 */
export type Refusal =
  /** No key, or not this registry's. */
  | { readonly kind: 'unauthorised'; readonly isMissing: boolean }
  | { readonly kind: 'not-found'; readonly message: string; readonly param?: string }
  /** The request is understood and declined. `param` and `code` go where the wire has a place for them. */
  | { readonly kind: 'invalid'; readonly message: string; readonly param?: string; readonly code?: string }
  | { readonly kind: 'method-not-allowed'; readonly message: string }
  /** The thing is read-only. */
  | { readonly kind: 'forbidden'; readonly message: string }
  | { readonly kind: 'too-large'; readonly message: string }
  /** The disk under the data directory cannot take it. Nothing was stored. */
  | { readonly kind: 'storage'; readonly isFull: boolean; readonly cause: string }
  /** What was stored is not what was uploaded: that cannot be served. */
  | { readonly kind: 'damaged'; readonly message: string }
  /** A bug of ours. */
  | { readonly kind: 'internal' }
  /** The client went away in the middle of its request. Nothing was stored. */
  | { readonly kind: 'disconnected' };

/** The commonest refusal: the request itself is wrong. */
export function invalid(message: string, detail: { param?: string; code?: string } = {}) {
  return failed({ kind: 'invalid', message, ...detail });
}
