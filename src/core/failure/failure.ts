import { basename, join } from 'node:path/posix';
import type { ConfigFlawWords } from '../skill/config/projectConfig.ts';
import type { Problem } from '../skill/problem.ts';
import { failed } from '../text/result.ts';
import type {
  Expected,
  FileFlaw,
  LinkFlaw,
  Operation,
  RemoteThing,
  SentThing,
  TrustedAction,
} from './parts.ts';
import type { RefusedPath } from './refusedPath.ts';

/** The closed union of expected failures. `failureText.ts` is the one place that turns one into words. */
export type Failure =
  | RegistryFailure
  | SkillFailure
  | FileFailure
  | ArchiveFailure
  | ServerFailure
  /** The person cancelled, and nothing was changed. */
  | { readonly kind: 'cancelled' }
  /** An exception in Skillwright itself: its type and place, never its message. */
  | { readonly kind: 'bug'; readonly place: string }
  /** A `vscode://` link that is not followed. */
  | { readonly kind: 'bad-link'; readonly why: LinkFlaw }
  /** The workspace is in Restricted Mode. */
  | { readonly kind: 'untrusted-workspace'; readonly action: TrustedAction };

/** A registry did not do what it was asked. `registry` is the label that the person gave it. */
export type RegistryFailure =
  /** No key is stored for the registry. */
  | { readonly kind: 'no-key'; readonly registry: string }
  /** 401: the key is wrong or has expired. */
  | { readonly kind: 'unauthorised'; readonly registry: string }
  /** 402 or 403: the key may not do this. */
  | {
      readonly kind: 'forbidden';
      readonly registry: string;
      readonly reason: string;
      readonly requestId?: string;
    }
  /** `reason` is the registry's own sentence, untrusted text, where it helps: of a model it says what is wrong. */
  | {
      readonly kind: 'not-found';
      readonly registry: string;
      readonly what: RemoteThing;
      readonly reason?: string;
    }
  /**
   * None of the person's registries is the one meant. `registry` is its label or, where it has none, its address; `key`
   * what names it in the link file, where that is known.
   */
  | { readonly kind: 'registry-gone'; readonly registry: string; readonly key?: string }
  /** The skill is there and holds no version, so there is nothing to read or to run. `skill` is what people call it. */
  | { readonly kind: 'empty-skill'; readonly registry: string; readonly skill: string }
  /**
   * 404 where the skills should be listed, or with `isUpload` taken: the address is another's, or ends too late.
   * `address` is what was asked.
   */
  | {
      readonly kind: 'wrong-address';
      readonly registry: string;
      readonly address: string;
      readonly status: number;
      readonly isUpload?: boolean;
    }
  /** It answers, in the other vendor's protocol. */
  | {
      readonly kind: 'other-protocol';
      readonly registry: string;
      readonly speaks: 'OpenAI' | 'Anthropic';
    }
  /** A web page in place of an answer: a firewall's, a proxy's, a sign-in. `title` is its own, untrusted text. */
  | {
      readonly kind: 'web-page';
      readonly registry: string;
      readonly status: number;
      readonly title: string | null;
      readonly requestId?: string;
    }
  /** 400, 409, 422 …: the registry understood and declined; `reason` is its own sentence, untrusted text. */
  | {
      readonly kind: 'refused';
      readonly registry: string;
      readonly reason: string;
      readonly code?: string;
      readonly requestId?: string;
    }
  /** A new skill's display name is another's, in a protocol in which no two may share one. */
  | {
      readonly kind: 'label-taken';
      readonly registry: string;
      readonly label: string;
      readonly requestId?: string;
    }
  /** 413, or a size that the client knows to be over the limit. Bytes. It is a bundle unless `what` says otherwise. */
  | {
      readonly kind: 'too-large';
      readonly registry: string;
      readonly what?: SentThing;
      readonly size?: number;
      readonly limit?: number;
    }
  /** 429. */
  | { readonly kind: 'rate-limited'; readonly registry: string; readonly retryAfterMs?: number }
  /** 5xx, 408, 425, 499: the registry is there and has trouble. */
  | {
      readonly kind: 'unavailable';
      readonly registry: string;
      readonly status: number;
      readonly requestId?: string;
    }
  /** No connection. `cause` is a system code such as ECONNREFUSED or ENOTFOUND. */
  | {
      readonly kind: 'unreachable';
      readonly registry: string;
      readonly origin: string;
      readonly cause: string;
    }
  | { readonly kind: 'timed-out'; readonly registry: string; readonly afterMs: number }
  /** The answer is not this protocol: HTML, truncated JSON, a missing field. `what` names what was expected. */
  | { readonly kind: 'not-understood'; readonly registry: string; readonly what: Expected }
  /** The registry pointed at another origin; the key was not sent there. */
  | { readonly kind: 'foreign-origin'; readonly registry: string; readonly origin: string }
  /** Plain http is allowed to this machine only. */
  | { readonly kind: 'insecure-address'; readonly registry: string; readonly address: string }
  /** A deletion in several steps ended early: so many versions are gone, `what` is still there. */
  | {
      readonly kind: 'partly-deleted';
      readonly registry: string;
      readonly what: RemoteThing;
      readonly deletedVersions: number;
    }
  /** The registry took the order to move the default, and it is where it was. For people: "v2"; null for none. */
  | {
      readonly kind: 'default-unmoved';
      readonly registry: string;
      readonly asked: string;
      readonly is: string | null;
    }
  /** The kind of registry has no such operation; with a status, this one says that it has none. */
  | {
      readonly kind: 'unsupported';
      readonly registry: string;
      readonly operation: Operation;
      readonly status?: number;
    };

/** A skill cannot be published as it stands. */
export type SkillFailure =
  | { readonly kind: 'problems'; readonly skill: string; readonly problems: readonly Problem[] }
  /** Text that looks like a credential; never carries its value. Lines count from 1. */
  | {
      readonly kind: 'secrets';
      readonly skill: string;
      readonly findings: readonly { readonly path: string; readonly line: number; readonly what: string }[];
    }
  /** Somebody else published since the link was written. */
  | {
      readonly kind: 'moved-on';
      readonly skill: string;
      readonly registry: string;
      readonly known: string;
      readonly found: string;
    }
  /** Somebody else changed what runs while a person chose the version to go back to; nothing was done. */
  | { readonly kind: 'runs-another'; readonly skill: string; readonly registry: string }
  /**
   * What the registry hands out for a version is not what the link file says was published as it; nothing was written.
   * `version` for people, such as "v2".
   */
  | {
      readonly kind: 'changed-since-published';
      readonly skill: string;
      readonly registry: string;
      readonly version: string;
    }
  /** The files are no longer the ones that the review showed; nothing was sent. */
  | { readonly kind: 'changed-since-review'; readonly skill: string; readonly paths: readonly string[] }
  /**
   * The skill has no link, and the registry has skills of its name; or the linked one is gone (`isGone`). The person
   * must say which it is.
   */
  | {
      readonly kind: 'link-undecided';
      readonly skill: string;
      readonly registry: string;
      readonly isGone: boolean;
      /** The skill that the link leads to though it says another name. */
      readonly leadsTo?: { readonly id: string; readonly name: string; readonly linkedName: string };
    }
  /** The registry wants later versions to carry the first one's name. */
  | {
      readonly kind: 'name-fixed';
      readonly skill: string;
      readonly registry: string;
      readonly published: string;
    }
  /** Another skill of the same publish would become a new skill of the same name. */
  | {
      readonly kind: 'name-twice';
      readonly skill: string;
      readonly other: string;
      readonly name: string;
      readonly registry: string;
    }
  /** Paths that no bundle can hold, such as a link out of the folder. */
  | { readonly kind: 'refused-paths'; readonly skill: string; readonly paths: readonly RefusedPath[] }
  /** The folder has no SKILL.md at its top, or a rule leaves it out. */
  | { readonly kind: 'no-manifest'; readonly path: string }
  /** Its SKILL.md does not say, where it can be read, what the skill is called and what it does. */
  | { readonly kind: 'unnamed-skill'; readonly path: string }
  /** More than any registry takes and than we would unpack. Bytes, uncompressed; `path` where one file is too large. */
  | {
      readonly kind: 'bundle-too-large';
      readonly skill: string;
      readonly path: string | null;
      readonly size: number;
      readonly limit: number;
    }
  /** It would unpack to more than `ratio` times its own size, as only bombs do: nobody would unpack it. In bytes. */
  | {
      readonly kind: 'bundle-too-dense';
      readonly skill: string;
      readonly size: number;
      readonly zipBytes: number;
      readonly ratio: number;
    }
  /** Another window or process is publishing the same skill. */
  | { readonly kind: 'busy'; readonly skill: string }
  /** This process stood still for so long that another one may have taken its turn; nothing was sent whole. */
  | { readonly kind: 'turn-lost'; readonly skill: string };

/** The file system said no. `path` is what the person would recognise. */
export type FileFailure =
  | { readonly kind: 'unreadable'; readonly path: string; readonly cause: string }
  | { readonly kind: 'unwritable'; readonly path: string; readonly cause: string }
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'already-exists'; readonly path: string }
  /** The editor could not save what was typed, so that the disk has something else than it shows. */
  | { readonly kind: 'unsaved'; readonly path: string }
  /** The file was changed, replaced or deleted while it was read. */
  | { readonly kind: 'changed-meanwhile'; readonly path: string }
  /** A folder with more files and directories than are walked. */
  | { readonly kind: 'too-many-files'; readonly path: string; readonly limit: number }
  /** A file of ours that does not parse, such as `.skillwright.json`. */
  | { readonly kind: 'malformed-file'; readonly path: string; readonly why: FileFlaw }
  /** The project's `skillwright.config.json` is not understood, so nothing of it counts. Lines count from 1. */
  | {
      readonly kind: 'bad-config';
      readonly path: string;
      readonly line: number;
      readonly why: ConfigFlawWords;
    };

/** A server cannot listen there. `cause` is a system code such as EADDRINUSE or EACCES. */
export type ServerFailure = { readonly kind: 'port-taken'; readonly port: number; readonly cause: string };

/**
 * A bundle that must not be unpacked. `entry` is the name in the archive, untrusted text. `why` ends a sentence that
 * begins with that name or, where it is null, with "The bundle".
 */
export type ArchiveFailure = {
  readonly kind: 'bad-archive';
  readonly entry: string | null;
  readonly why: string;
};

/** The person turned away from a question. */
export const cancelled = failed({ kind: 'cancelled' } as const);

/**
 * What a skill's folder says of itself and its files, told from others of the same name: named from where the skill is.
 * `skill`: its folder as the person knows it.
 */
export function namedFrom(skill: string, failure: Failure): Failure {
  switch (failure.kind) {
    case 'unreadable':
    case 'changed-meanwhile':
    case 'malformed-file':
      // The folder calls itself by its name.
      return { ...failure, path: failure.path === basename(skill) ? skill : join(skill, failure.path) };
    case 'no-manifest':
      return { ...failure, path: skill };
    case 'refused-paths':
      return { ...failure, skill };
    default:
      return failure;
  }
}
