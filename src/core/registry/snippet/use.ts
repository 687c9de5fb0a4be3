import { vendors } from '../vendors.ts';

/** How a skill is used by a model: each is one thing that a vendor's guide shows. */
export const useWays = ['hosted', 'container', 'local', 'inline', 'messages'] as const;
export type UseWay = (typeof useWays)[number];

/** What code can be written in; `cli` is the vendor's own command line, `json` the body of the request alone. */
export const snippetLanguages = ['typescript', 'python', 'ruby', 'curl', 'cli', 'json'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** A skill in a registry. */
export interface PublishedUse {
  readonly way: 'hosted' | 'container' | 'messages';
  readonly baseURL: string;
  readonly skillId: string;
  /** The number or id that pins it, or `latest`; null for the default one, which Anthropic has not: its latest runs. */
  readonly version: string | null;
  /** False for a skill that the vendor made. */
  readonly isOwn: boolean;
}

/** A skill's folder, which the model's shell on the person's own machine reads. */
export interface LocalUse {
  readonly way: 'local';
  readonly baseURL: string;
  readonly name: string;
  readonly description: string;
  /** Absolute. */
  readonly path: string;
}

/** A skill that goes along with each request, zipped. */
export interface InlineUse {
  readonly way: 'inline';
  readonly baseURL: string;
  /** These two must be those of its SKILL.md. */
  readonly name: string;
  readonly description: string;
  /** The zip in base64 where that is short; else the file that holds the zip. */
  readonly zip: { readonly base64: string } | { readonly file: string };
}

/** What a request to a model should use. */
export type SkillUse = PublishedUse | LocalUse | InlineUse;

/** A zip of up to this many bytes is written into the code; more would hide the code. */
export const maxInlineText = 6_000;

/** The longest base64 that OpenAI takes, in characters (its OpenAPI document, `InlineSkillSourceParam`). */
export const maxInlineLength = 70_254_592;

/** Whether a zip of this many bytes can go along with a request. */
export function fitsInline(bytes: number): boolean {
  return Math.ceil(bytes / 3) * 4 <= maxInlineLength;
}

/** Whose API it is. */
export function vendorOf(way: UseWay): 'openai' | 'anthropic' {
  return way === 'messages' ? 'anthropic' : 'openai';
}

/** The languages that a use can be written in: a container that has to be made first is more than one body. */
export function languagesFor(way: UseWay): readonly SnippetLanguage[] {
  return way === 'container'
    ? snippetLanguages.filter(language => language !== 'json' && language !== 'cli')
    : snippetLanguages;
}

/** Whether the address is the vendor's own, which the vendor's packages know. */
export function isVendorsOwn({ way, baseURL }: Pick<SkillUse, 'way' | 'baseURL'>): boolean {
  return trimmed(baseURL) === vendors[vendorOf(way)].baseURL;
}

/** An address without slashes at its end. */
export function trimmed(address: string): string {
  return address.replace(/\/+$/, '');
}
