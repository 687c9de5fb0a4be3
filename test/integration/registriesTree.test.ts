import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Registry } from '../../src/core/registry/contract.ts';
import { RegistryBrowser } from '../../src/core/registry/registryBrowser.ts';
import type { RegistrySettings } from '../../src/core/registry/settings.ts';
import { success } from '../../src/core/text/result.ts';
import type { Connections } from '../../src/editor/registries/connections.ts';
import { RegistriesTree } from '../../src/editor/tree/registriesTree.ts';
import { nodeId, type RegistryNode } from '../../src/editor/tree/registryNode.ts';
import { SkillFilter } from '../../src/editor/tree/skillFilter.ts';
import { PublishedVersions } from '../../src/editor/versions/publishedVersions.ts';
import { tempFolder } from '../support/process/tempFolder.ts';
import { releaseNotes } from '../support/publish/releaseNotes.ts';
import { type ContractKind, contractKinds, openSubject } from '../support/registry/contractSubject.ts';
import { assertOk } from '../support/result.ts';
import { packUpload, skillUpload } from '../support/zip/skillUpload.ts';

const settings: RegistrySettings = {
  id: 'r',
  label: 'Team',
  kind: 'openai',
  baseURL: 'https://r.example/v1',
};

/** The tree over one registry of a kind; `change` puts another client in the place of the real one. */
async function openTree(kind: ContractKind, change: (registry: Registry) => Registry = registry => registry) {
  const subject = await openSubject(kind);
  const folder = await tempFolder();
  const browser = new RegistryBrowser(change(subject.registry));
  const own: RegistrySettings = { ...settings, kind: kind.name === 'OpenAI' ? 'openai' : 'anthropic' };
  const connections = {
    all: () => [own],
    settingsOf: () => own,
    labelOf: () => own.label,
    keyOf: () => 'test',
    browser: async () => success(browser),
    browserIfConnected: () => browser,
    onDidChange: () => ({ dispose: () => undefined }),
  } as unknown as Connections;
  const filter = new SkillFilter();
  const published = new PublishedVersions(vscode.Uri.file(join(folder.path, 'storage')), connections);
  const tree = new RegistriesTree(connections, published, filter, { history: async () => [] });
  return {
    subject,
    tree,
    filter,
    browser,
    publish: async (count: number) => {
      let skillId: string | undefined;
      for (const files of releaseNotes.slice(0, count)) {
        const upload = await packUpload('release-notes', files);
        const done =
          skillId === undefined
            ? await subject.registry.createSkill(upload)
            : await subject.registry.createVersion(skillId, upload);
        assertOk(done);
        if ('skill' in done.value) {
          skillId = done.value.skill.id;
        }
      }
    },
    [Symbol.asyncDispose]: async () => {
      tree.dispose();
      filter.dispose();
      await subject[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

type Tree = Awaited<ReturnType<typeof openTree>>;

/** The rows as indented text; those whose label `isOpen` says are open. Times are told as TIME; days are left out. */
async function draw(
  { tree }: Tree,
  isOpen: (label: string) => boolean,
  show: (item: vscode.TreeItem) => string = ({ description }) => (description ? `  ${description}` : ''),
  parent?: RegistryNode,
  depth = 0,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const node of await tree.getChildren(parent)) {
    const item = await tree.getTreeItem(node);
    const label = String(item.label);
    const isExpandable = item.collapsibleState !== vscode.TreeItemCollapsibleState.None;
    lines.push(
      `${'  '.repeat(depth)}${label}${show(item)}`
        .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+/g, 'TIME')
        .replace(/(?: {2}| · )(?:today|\d+ \w+ ago)$/, '')
        .trimEnd(),
    );
    if (isExpandable && isOpen(label)) {
      lines.push(...(await draw({ tree } as Tree, isOpen, show, node, depth + 1)));
    }
  }
  return lines;
}

const [openai, anthropic] = contractKinds;

suite('The Registries view', () => {
  test('leads from a registry to the files of a version', async () => {
    assert.ok(openai);
    await using it = await openTree(openai);
    await it.publish(3);
    const isOpen = (label: string) => !/^v[12]$/.test(label);
    assert.deepEqual(await draw(it, isOpen), [
      'Team  r.example',
      '  release-notes  default v1',
      '    Compare v3 with v2',
      '    v3  latest',
      '      What it can do  2 scripts · 2 allowed tools · 1 network address · 1 comment',
      '      assets',
      '        logo.png',
      '      references',
      '        kinds.md',
      '      scripts',
      '        collect.sh  executable',
      '        pulls.py',
      '      SKILL.md',
      '    v2',
      '    v1  default',
    ]);
    assert.equal(it.subject.seen.filter(({ url }) => url.endsWith('/content')).length, 1, 'one download');
    await draw(it, () => true);
    const summed = await draw(it, label => !label.startsWith('v'));
    assert.equal(summed[2], '    v3 against v2  +2 −1 ~3', 'summed up once both are here');
  });

  test('every row knows the way up', async () => {
    assert.ok(openai);
    await using it = await openTree(openai);
    await it.publish(1);
    const check = async (parent?: RegistryNode): Promise<void> => {
      for (const child of await it.tree.getChildren(parent)) {
        const above = it.tree.getParent(child);
        assert.equal(above && nodeId(above), parent && nodeId(parent));
        await check(child);
      }
    };
    await check();
  });

  test('says what deleting would do before anybody asks for it', async () => {
    const deletions = async (kind: ContractKind, count: number) => {
      await using it = await openTree(kind);
      await it.publish(count);
      const isVersion = (item: vscode.TreeItem) => item.contextValue?.split(';').includes('version');
      const rows = await draw(
        it,
        label => label === 'Team' || label === 'release-notes',
        item => (isVersion(item) ? ` → ${item.contextValue}` : ''),
      );
      return rows.flatMap(
        row => /(canDelete|deletesSkill|changesActive|refusedDefault|refusedLast)/.exec(row)?.[1] ?? [],
      );
    };
    assert.ok(openai && anthropic);
    assert.deepEqual(await deletions(openai, 3), ['canDelete', 'canDelete', 'refusedDefault']);
    assert.deepEqual(await deletions(openai, 1), ['deletesSkill']);
    assert.deepEqual(await deletions(anthropic, 2), ['changesActive', 'canDelete']);
    assert.deepEqual(await deletions(anthropic, 1), ['refusedLast']);
  });

  test('shows what matches a filter, in the order that is asked for', async () => {
    assert.ok(openai);
    await using it = await openTree(openai);
    for (const name of ['pdf-b', 'csv', 'pdf-a']) {
      await it.subject.registry.createSkill(await skillUpload(name));
    }
    const names = async () =>
      (await draw(it, label => label === 'Team')).slice(1).map(row => row.trim().split(' ')[0]);
    assert.deepEqual(await names(), ['pdf-a', 'csv', 'pdf-b']);
    it.filter.update({ order: 'name' });
    assert.deepEqual(await names(), ['csv', 'pdf-a', 'pdf-b']);
    it.filter.update({ text: 'PDF' });
    assert.deepEqual(await names(), ['pdf-a', 'pdf-b']);
    it.filter.update({ text: 'xml' });
    assert.deepEqual(await draw(it, () => true), ['Team  r.example', '  No match']);
  });

  test('a version that may not be downloaded says so, and everything else works', async () => {
    assert.ok(anthropic);
    await using it = await openTree(anthropic);
    await it.publish(2);
    it.subject.intercept = (request, response) => {
      if (!request.url?.endsWith('/content')) {
        return false;
      }
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end('{"type":"error","error":{"type":"permission_error","message":"No downloads."}}');
      return true;
    };
    const rows = await draw(
      it,
      label => label !== 'Made by Anthropic',
      () => '',
    );
    assert.deepEqual(rows.slice(0, 4), ['Team', '  release-notes', '    Compare TIME with TIME', '    TIME']);
    assert.equal(rows[4], '      Not allowed: No downloads.');
  });

  test('where a kind has no downloads, versions are not opened and not compared', async () => {
    assert.ok(openai);
    await using it = await openTree(openai, withoutDownloads);
    await it.publish(2);
    assert.deepEqual(await draw(it, () => true), [
      'Team  r.example',
      '  release-notes  default v1',
      '    v2  latest',
      '    v1  default',
    ]);
  });
});

/** The same client of a kind that has no downloads. */
function withoutDownloads(registry: Registry): Registry {
  return new Proxy(registry, {
    get: (target, name) => {
      if (name === 'capabilities') {
        return { ...target.capabilities, canDownload: false };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
