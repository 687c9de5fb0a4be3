import type { Failure } from '../../failure/failure.ts';
import type { Decoded, Decoder } from '../../text/decode.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type {
  CallOptions,
  Capabilities,
  Page,
  PageOptions,
  Registry,
  RemoteSkill,
  RemoteVersion,
  Upload,
  UploadOptions,
} from '../contract.ts';
import {
  type CallSubject,
  mapResult,
  newSkillAtAddress,
  readAs,
  skillOf,
  skillsAtAddress,
  versionOf,
  versionRefusal,
} from '../http/answers.ts';
import { type Call, type Connection, RegistryHttp } from '../http/http.ts';
import type { RegistrySettings } from '../settings.ts';
import type { AnthropicProtocol } from './anthropicProtocol.ts';
import { ProtocolChoice } from './anthropicProtocol.ts';
import {
  anthropicObjects,
  fromAnthropicPage,
  fromAnthropicSkill,
  fromAnthropicVersion,
  isOpenaiObject,
  type VersionManifest,
} from './anthropicWire.ts';
import { type AllVersions, deleteStepwise, readAllVersions, versionsAfter } from './earlierAnthropic.ts';

/** How many manifests are remembered, to name skills in lists. */
const maxManifests = 2000;

/** What a request names. */
interface Target {
  readonly path: readonly string[];
  readonly what: CallSubject;
  readonly query?: Readonly<Record<string, string>>;
}

/** A registry that speaks Anthropic's protocol, the present or the earlier one, whichever it answers. */
export class AnthropicRegistry implements Registry {
  readonly id: string;
  readonly label: string;
  readonly kind = 'anthropic';
  readonly #settings: RegistrySettings;
  readonly #http: RegistryHttp;
  readonly #choice = new ProtocolChoice();
  /** By version, which never changes. */
  readonly #manifests = new Map<string, VersionManifest>();

  constructor(connection: Connection) {
    this.#settings = connection.settings;
    this.#http = new RegistryHttp(connection);
    this.id = connection.settings.id;
    this.label = connection.settings.label;
  }

  get capabilities(): Capabilities {
    return this.#choice.protocol.capabilities;
  }

  async listSkills(
    options: PageOptions & { readonly vendor?: boolean } = {},
  ): Promise<Result<Page<RemoteSkill>, Failure>> {
    const query = { ...pageQuery(options), source: options.vendor ? 'anthropic' : 'custom' };
    const answer = await this.#read(
      { path: [], what: skillsAtAddress, query },
      anthropicObjects.skillList,
      options,
    );
    return mapResult(answer, wire => fromAnthropicPage(wire, options.cursor, item => this.#skill(item)));
  }

  async getSkill(skillId: string, options: CallOptions = {}): Promise<Result<RemoteSkill, Failure>> {
    const target = { path: [skillId], what: skillOf(skillId) };
    return mapResult(await this.#read(target, anthropicObjects.skill, options), wire => this.#skill(wire));
  }

  async createSkill(
    upload: Upload,
    options: UploadOptions & { readonly label?: string } = {},
  ): Promise<Result<{ readonly skill: RemoteSkill; readonly version: RemoteVersion }, Failure>> {
    const settled = await this.#settle(options);
    if (!settled.ok) {
      return settled;
    }
    const fields = options.label === undefined ? {} : { [settled.value.labelField]: options.label };
    const sent = await this.#upload({ path: [], what: newSkillAtAddress }, upload, fields, options);
    const answer = readAs(sent, anthropicObjects.skill, this.label);
    if (!answer.ok) {
      return failed(labelFailure(answer.failure, options.label));
    }
    const skill = this.#skill(answer.value);
    const version = await this.#firstVersion(skill, options);
    return success({ skill: { ...skill, name: version.name, description: version.description }, version });
  }

  /** In the earlier protocol, which keeps a skill that has versions, these are deleted first, the oldest first. */
  async deleteSkill(skillId: string, options: CallOptions = {}): Promise<Result<null, Failure>> {
    const settled = await this.#settle(options);
    if (!settled.ok) {
      return settled;
    }
    const target = { path: [skillId], what: skillOf(skillId) };
    const deletion = await this.#http.delete(this.#call(target, settled.value, options));
    if (deletion.ok || deletion.failure.kind !== 'refused' || !settled.value.isEarlier) {
      return deletion;
    }
    const versions = await this.#allVersions(skillId, options);
    if (!versions.ok) {
      return versions;
    }
    return deleteStepwise({
      versions: versions.value.versions.toReversed(),
      deleteVersion: version => this.deleteVersion(skillId, version.key, options),
      deleteRest: () => this.#http.delete(this.#call(target, settled.value, options)),
      ended: deletedVersions =>
        failed({ kind: 'partly-deleted', registry: this.label, what: skillOf(skillId), deletedVersions }),
    });
  }

  async listVersions(
    skillId: string,
    options: PageOptions = {},
  ): Promise<Result<Page<RemoteVersion>, Failure>> {
    if (!this.#choice.protocol.isEarlier) {
      const page = await this.#versionPage(skillId, options.cursor, options.limit, options);
      if (!page.ok || !this.#choice.protocol.isEarlier) {
        return page;
      }
    }
    const versions = await this.#allVersions(skillId, options);
    return mapResult(versions, all => versionsAfter(all, options.cursor, options.limit));
  }

  async getVersion(
    skillId: string,
    version: string,
    options: CallOptions = {},
  ): Promise<Result<RemoteVersion, Failure>> {
    const target = { path: [skillId, 'versions', version], what: versionOf(skillId, version) };
    const answer = await this.#read(target, anthropicObjects.version, options);
    return mapResult(answer, wire => this.#version(wire, skillId));
  }

  async createVersion(
    skillId: string,
    upload: Upload,
    options: UploadOptions & { readonly isDefault?: boolean } = {},
  ): Promise<Result<RemoteVersion, Failure>> {
    const settled = await this.#settle(options);
    if (!settled.ok) {
      return settled;
    }
    const target = { path: [skillId, 'versions'], what: skillOf(skillId) };
    const sent = await this.#upload(target, upload, {}, options);
    if (!sent.ok) {
      const { signal } = options;
      return failed(
        await versionRefusal(sent.failure, async () => (await this.getSkill(skillId, { signal })).ok),
      );
    }
    const answer = readAs(sent, anthropicObjects.version, this.label);
    return mapResult(answer, wire => this.#version(wire, skillId));
  }

  /** There is no such pointer: the latest version is what runs. */
  async setDefault(): Promise<Result<RemoteSkill, Failure>> {
    return failed({ kind: 'unsupported', registry: this.label, operation: 'set a default version' });
  }

  async deleteVersion(
    skillId: string,
    version: string,
    options: CallOptions = {},
  ): Promise<Result<null, Failure>> {
    const settled = await this.#settle(options);
    if (!settled.ok) {
      return settled;
    }
    const target = { path: [skillId, 'versions', version], what: versionOf(skillId, version) };
    return this.#http.delete(this.#call(target, settled.value, options));
  }

  async download(
    skillId: string,
    version: string,
    options: CallOptions = {},
  ): Promise<Result<ReadableStream<Uint8Array>, Failure>> {
    const target: Target = {
      path: [skillId, 'versions', version, 'content'],
      what: `download of ${versionOf(skillId, version)}`,
    };
    const found = await this.#choice.read(protocol =>
      this.#http.download(this.#call(target, protocol, options)),
    );
    if (found.ok || found.failure.kind !== 'forbidden') {
      return found;
    }
    // No key gets the files of what Anthropic made.
    const skill = await this.getSkill(skillId, options);
    const operation = 'hand out the files of a skill that its vendor made';
    return skill.ok && !skill.value.isOwn
      ? failed({ kind: 'unsupported', registry: this.label, operation })
      : found;
  }

  /** Knows which protocol is spoken before something is changed; asks with the smallest read if need be. */
  async #settle(options: CallOptions): Promise<Result<AnthropicProtocol, Failure>> {
    if (!this.#choice.isSettled) {
      const { signal } = options;
      const probe = await this.listSkills({ limit: 1, signal });
      if (!probe.ok) {
        return probe;
      }
    }
    return success(this.#choice.protocol);
  }

  async #versionPage(
    skillId: string,
    cursor: string | undefined,
    limit: number | undefined,
    options: CallOptions,
  ): Promise<Result<Page<RemoteVersion>, Failure>> {
    const query = pageQuery({
      ...(cursor === undefined ? {} : { cursor }),
      ...(limit === undefined ? {} : { limit }),
    });
    const target = { path: [skillId, 'versions'], what: skillOf(skillId), query };
    const answer = await this.#read(target, anthropicObjects.versionList, options);
    return mapResult(answer, wire => fromAnthropicPage(wire, cursor, item => this.#version(item, skillId)));
  }

  /** Newest first. */
  async #allVersions(skillId: string, options: CallOptions): Promise<Result<AllVersions, Failure>> {
    return readAllVersions(this.label, (cursor, limit) => this.#versionPage(skillId, cursor, limit, options));
  }

  /** The version that creating a skill made. What cannot be read any more is told from the skill. */
  async #firstVersion(skill: RemoteSkill, options: CallOptions): Promise<RemoteVersion> {
    const key = skill.latestVersion ?? 'latest';
    const version = await this.getVersion(skill.id, key, options);
    if (version.ok) {
      return version.value;
    }
    return { key, id: key, skillId: skill.id, name: null, description: null, createdAt: skill.createdAt };
  }

  async #read<T>(target: Target, decoder: Decoder<T>, options: CallOptions): Promise<Result<T, Failure>> {
    return this.#choice.read(async protocol => {
      const answer = await this.#http.read(this.#call(target, protocol, options));
      return answer.ok && isOpenaiObject(answer.value)
        ? failed({ kind: 'other-protocol', registry: this.label, speaks: 'OpenAI' })
        : readAs(answer, decoder, this.label);
    });
  }

  async #upload(
    target: Target,
    upload: Upload,
    fields: Readonly<Record<string, string>>,
    options: UploadOptions,
  ): Promise<Result<unknown, Failure>> {
    const call = this.#call(target, this.#choice.protocol, options);
    return this.#http.upload(call, { upload, part: 'files[]', fields }, options);
  }

  #skill(wire: Decoded<typeof anthropicObjects.skill>): RemoteSkill {
    return fromAnthropicSkill(wire, version => this.#manifests.get(version));
  }

  #version(wire: Decoded<typeof anthropicObjects.version>, skillId: string): RemoteVersion {
    const version = fromAnthropicVersion(wire, skillId);
    if (this.#manifests.size >= maxManifests) {
      this.#manifests.clear();
    }
    this.#manifests.set(version.key, { name: version.name, description: version.description });
    return version;
  }

  #call(target: Target, protocol: AnthropicProtocol, { signal }: CallOptions): Call {
    const { baseURL, workspace } = this.#settings;
    const root = /\/v1\/*$/.test(baseURL) ? ['skills'] : ['v1', 'skills'];
    return {
      ...target,
      path: [...root, ...target.path],
      headers: key => ({
        ...protocol.headers(key),
        ...(workspace === undefined ? {} : { 'anthropic-workspace-id': workspace }),
      }),
      signal,
    };
  }
}

/** "Skill cannot reuse an existing display_title": said by the earlier protocol, in which a label names one skill. */
function labelFailure(failure: Failure, label: string | undefined): Failure {
  if (
    failure.kind !== 'refused' ||
    label === undefined ||
    !/\bdisplay[_ ](?:title|name)\b/i.test(failure.reason)
  ) {
    return failure;
  }
  const { registry, reason, requestId } = failure;
  return /\b(?:reuse|existing|exists|already|taken|unique)\b/i.test(reason)
    ? { kind: 'label-taken', registry, label, ...(requestId === undefined ? {} : { requestId }) }
    : failure;
}

function pageQuery({ cursor, limit }: PageOptions): Readonly<Record<string, string>> {
  return {
    ...(cursor === undefined ? {} : { page: cursor }),
    ...(limit === undefined ? {} : { limit: String(limit) }),
  };
}
