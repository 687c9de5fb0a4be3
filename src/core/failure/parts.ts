import type { ExpectedField } from '../text/decode.ts';

/**
 * The parts that failures are made of. Each is closed and fits its one sentence in `failureText.ts`, so that no caller
 * can hand in words of another grammar; what is open in them is quoted data, such as an id.
 */

/** What a registry was asked for: completes "has no …" and "still has …". */
export type RemoteThing =
  | `skill "${string}"`
  | `version "${string}" of skill "${string}"`
  | `download of version "${string}" of skill "${string}"`
  | `published version of “${string}”`
  | `files of “${string}”`
  | `model "${string}", or no version that was asked for`
  | 'address for files'
  | 'such file';

/** Whether a model was asked: then its vendor's own words say what is wrong. */
export function isOfModel(what: string): what is Extract<RemoteThing, `model ${string}`> {
  return what.startsWith('model ');
}

/** What a registry of some kind has not: completes "cannot …". */
export type Operation =
  | 'do what it was asked for'
  | 'add a version to a skill that it has'
  | 'set a default version'
  | 'compare with a default version'
  | 'hand out the files of a skill'
  | 'hand out the files of a skill that its vendor made'
  | 'run skills for a model'
  | 'run a working copy'
  | 'run published versions'
  | 'run without a skill'
  | 'take files along with a prompt'
  | 'take a version of a skill that its vendor made';

/** What was too large where it was no bundle: completes "… is too large for …". */
export type SentThing = 'a prompt with what goes along with it' | 'an input file';

/** What waits for the person's trust in the workspace. */
export type TrustedAction = 'publish' | 'download' | 'use-local-registry';

/** What was expected in place of an answer: completes "answered something else than …". */
export type Expected =
  | 'complete JSON'
  | 'a bundle'
  | 'an answer that says that it was deleted'
  | 'an answer'
  | 'an answer of this protocol'
  | 'an event of this protocol'
  | 'events of this protocol'
  | 'the end of the answer'
  | 'an answer instead of a redirect'
  | 'an HTTP answer'
  | 'an answer that is compressed as it says'
  | 'an answer of at most 16 MB'
  | 'an answer of at most 64 MB'
  | 'a list of versions that ends'
  | 'the skill that was sent'
  | 'the version that was sent'
  | 'the skill that was asked for'
  | 'the version that was asked for'
  | ExpectedField;

type LinkPart = 'registry' | 'skill' | 'version';

/** Why a `vscode://` link is not followed: completes "The link was not followed: …". */
export type LinkFlaw =
  | 'it asks for nothing that Skillwright does'
  | `it names no ${LinkPart}`
  | `it names more than one ${LinkPart}`
  | `the ${LinkPart} that it names is too long`
  | `the ${LinkPart} that it names has hidden characters`;

/** What is wrong with a file that Skillwright reads: completes "… is damaged: …". */
export type FileFlaw =
  | 'an ignore file may have at most 64 KB'
  | 'its patterns are too many for so many files'
  | 'it holds conflict markers of git: settle the conflict first'
  | 'it is not a JSON object'
  | 'it has no list "evals" to add a case to'
  | `it is not JSON: ${string}`
  | `its "version" is ${string}, not 1`
  | `"${string}" is not an object`
  | `"${string}" of "${string}" is not an object`
  | `the entry of "${string}" is not an object`
  | `the link of "${string}" to "${string}" is not an object`
  | `the link of "${string}" to "${string}" has no text in "${string}"`
  | `the link of "${string}" to "${string}" has an id that no registry gives`
  | `it is nested more than ${number} deep`;
