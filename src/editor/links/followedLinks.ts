import * as vscode from 'vscode';
import type { Link } from '../../core/link/linkFile.ts';
import type { RegistryBrowser } from '../../core/registry/registryBrowser.ts';
import { type HeardSkill, isNewerKey, skillNews } from '../../core/registry/skillFacts.ts';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { askAbout } from './askLinked.ts';

/** Links that change together, as by a publish of many skills, are looked at together: so long after the first, in ms. */
const settled = 300;

/** Skills that are asked about after one change, as by a branch switch; the rest is told at the next refresh. */
const maxAsked = 20;

/** A remote skill that the workspace is linked to. */
interface Linked {
  readonly registryKey: string;
  readonly link: Link;
}

/**
 * Has the rows of both views follow what is published from a terminal, in another window or, by Git, by colleagues:
 * where a link changes to a version that nobody here has heard of, or the list says something else than what was heard
 * since, the registry is asked for that one skill, once. Of what was neither loaded nor heard of before, nothing could
 * be wrong, and nothing is asked.
 */
export class FollowedLinks implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #services: Services;
  /** As last looked at; undefined before the first look, with which nothing changes. */
  #known: ReadonlyMap<string, Linked> | undefined;
  /** What was heard of each when its list was last looked at. */
  readonly #told = new Map<string, string>();
  #next: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
    this.#owned.add(services.states.onDidOutdate(() => this.#lookSoon()));
    this.#owned.add({ dispose: () => clearTimeout(this.#next) });
    this.#lookSoon();
  }

  /** Looks now; resolves when the rows follow every link that was there. */
  look(): Promise<void> {
    clearTimeout(this.#next);
    this.#next = undefined;
    const look = () => this.#look();
    this.#looking = this.#looking.then(look, look);
    return this.#looking;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #lookSoon(): void {
    this.#next ??= setTimeout(() => void this.look(), settled);
  }

  async #look(): Promise<void> {
    const { connections, facts, registriesTree } = this.#services;
    const before = this.#known;
    const links = await this.#links();
    this.#known = links;
    // Nothing in a folder that is not trusted has anybody asked.
    if (before === undefined || !vscode.workspace.isTrusted) {
      return;
    }
    const news = [...links].flatMap(([key, linked]) => {
      const settings = connections.byKey(linked.registryKey);
      const browser = settings && connections.browserIfConnected(settings.id);
      const heard = facts.of(linked.registryKey, linked.link.skillId);
      const isOther = before.get(key)?.link.version !== linked.link.version;
      const isNew =
        (isOther && isNews(browser, heard, linked.link)) || this.#isListWrong(key, linked, browser, heard);
      return settings && isNew ? [{ registryId: settings.id, linked }] : [];
    });
    for (const { registryId, linked } of news.slice(0, maxAsked)) {
      await askAbout(this.#services, linked);
      registriesTree.redrawRegistry(registryId);
    }
  }

  /** Whether the list says something else than what was heard since, as when a review asked; true once for each. */
  #isListWrong(
    key: string,
    { link }: Linked,
    browser: RegistryBrowser | undefined,
    heard: HeardSkill | undefined,
  ): boolean {
    const listed = browser?.skill(link.skillId);
    if (!browser || !listed || !heard) {
      return false;
    }
    const { runs, latest } = skillNews(listed, browser.registry.capabilities);
    const isRight =
      !heard.isGone && [runs, null].includes(heard.runs) && [latest, null].includes(heard.latest);
    const told = `${heard.isGone} ${heard.runs} ${heard.latest}`;
    const isFirst = this.#told.get(key) !== told;
    this.#told.set(key, told);
    return !isRight && isFirst;
  }

  /** By registry and skill; of several folders with the same skill, that with the newest version. */
  async #links(): Promise<ReadonlyMap<string, Linked>> {
    const { activity, skills, states } = this.#services;
    // A search that failed is told of where it was asked for.
    const all = await skills.all().catch(() => []);
    const links = new Map<string, Linked>();
    // What is being published here brings its rows up to date by itself.
    for (const skill of all.filter(one => activity.of(one) === undefined)) {
      for (const [registryKey, link] of await states.links(skill)) {
        const key = `${registryKey}\n${link.skillId}`;
        const other = links.get(key);
        if (!other || isNewerKey(link.version, other.link.version)) {
          links.set(key, { registryKey, link });
        }
      }
    }
    return links;
  }
}

/** Whether the list, where it is loaded, or what was heard last, may say nothing of the linked version yet. */
function isNews(
  browser: RegistryBrowser | undefined,
  heard: HeardSkill | undefined,
  { skillId, version }: Link,
): boolean {
  const listed = browser?.skill(skillId);
  if (!listed && browser && isLoaded(browser)) {
    return true;
  }
  // Keys that are not numbers have no order: the version may be the older one.
  const latest = [listed?.latestVersion, heard?.latest].filter(key => key != null);
  return latest.some(key => key !== version && !isNewerKey(key, version));
}

function isLoaded({ skills }: RegistryBrowser): boolean {
  return skills.state.items.length > 0 || !skills.state.hasMore;
}
