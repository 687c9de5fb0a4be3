import type { Uri } from 'vscode';

/** Comparisons that are remembered: whoever has more open closes the first. */
const maxRemembered = 50;

/** Which skills of the workspace the open comparisons are of, so that they can be published from there. */
export class ComparedSkills {
  readonly #skills = new Map<string, Uri>();

  /** A comparison with this title shows the skill whose SKILL.md this is. */
  add(title: string, manifest: Uri): void {
    this.#skills.delete(title);
    this.#skills.set(title, manifest);
    for (const first of [...this.#skills.keys()].slice(0, -maxRemembered)) {
      this.#skills.delete(first);
    }
  }

  /** The skill of the comparison in a tab with this label; undefined for any other tab. */
  of(label: string | undefined): Uri | undefined {
    // VS Code puts behind a comparison's title how many files it has, in the person's language.
    const titles = [...this.#skills.keys()].filter(
      title => label === title || (label?.startsWith(`${title} (`) && label.endsWith(')')),
    );
    const longest = titles.sort((left, right) => right.length - left.length)[0];
    return longest === undefined ? undefined : this.#skills.get(longest);
  }
}
