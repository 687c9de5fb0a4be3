import { plainText } from '../text/plainText.ts';
import { megabyteWords } from '../text/words.ts';
import { type FailureText, listed, type Of, say, sentence } from './phrases.ts';
import { refusedWords } from './refusedPath.ts';

export function problems({ skill, problems }: Of<'problems'>): FailureText {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const isWarned = errors.length === 0 && problems.length > 0;
  const [word, why, told] = isWarned
    ? ['warning', 'nobody has accepted', problems]
    : ['problem', 'the registry would refuse', errors];
  const [first] = told;
  const count = told.length === 1 ? `a ${word}` : `${told.length} ${word}s`;
  const example = first ? `: ${sentence(first.message)}` : '.';
  const place = plainText(first?.path ?? 'SKILL.md');
  return say(
    `${plainText(skill)} has ${count} that ${why}${example}`,
    isWarned ? `Fix it in ${place}, or accept it.` : `Fix it in ${place}.`,
  );
}

export function secrets({ skill, findings }: Of<'secrets'>): FailureText {
  return say(
    `${plainText(skill)} contains what looks like a secret: ${listed(
      findings.map(({ path, line, what }) => `${plainText(path)}:${line} (${plainText(what)})`),
    )}.`,
    'Take it out, leave the file out with a .skillignore, or allow the file as it is now.',
  );
}

export function movedOn({ skill, registry, known, found }: Of<'moved-on'>): FailureText {
  return say(
    `Somebody published ${plainText(skill)} to ${plainText(registry)} since you did: it is at ${plainText(found)}, you know ${plainText(known)}.`,
    'Compare, then publish anyway or take the other version over.',
  );
}

export function runsAnother({ skill, registry }: Of<'runs-another'>): FailureText {
  return say(
    `Somebody else changed which version of ${plainText(skill)} runs on ${plainText(registry)} meanwhile.`,
    'Look at what runs now, and then choose again.',
  );
}

export function changedSincePublished({
  skill,
  registry,
  version,
}: Of<'changed-since-published'>): FailureText {
  return say(
    `${plainText(registry)} hands out other files for ${plainText(version)} of ${plainText(skill)} than were published as it.`,
    'Nothing was written. Compare it with what you have, and ask who manages the registry.',
  );
}

export function busy({ skill }: Of<'busy'>): FailureText {
  return say(
    `${plainText(skill)} is being published by another window or job.`,
    'Wait until it is done, then try again.',
  );
}

export function turnLost({ skill }: Of<'turn-lost'>): FailureText {
  return say(
    `Skillwright stood still while it published ${plainText(skill)}, as in a computer that sleeps, and another window or job may have published it since.`,
    'Publish again: what is there now is looked at first.',
  );
}

export function changedSinceReview({ skill, paths }: Of<'changed-since-review'>): FailureText {
  return say(
    `${plainText(skill)} changed after the review: ${listed(paths.map(path => plainText(path)))}. Nothing was sent.`,
    'Review it again.',
  );
}

export function linkUndecided({ skill, registry, isGone, leadsTo }: Of<'link-undecided'>): FailureText {
  if (leadsTo) {
    const { id, name, linkedName } = leadsTo;
    return say(
      `The link of ${plainText(skill)} leads to another skill of ${plainText(registry)}, “${plainText(name)}” (${plainText(id)}), and says that it is “${plainText(linkedName)}”.`,
      'Look who changed .skillwright.json; then say which skill it is.',
    );
  }
  if (isGone) {
    return say(
      `${plainText(registry)} no longer has the skill that ${plainText(skill)} is linked to.`,
      'Say which one it is: publish it as a new skill, or link the folder to another.',
    );
  }
  return say(
    `${plainText(registry)} has a skill named like ${plainText(skill)}, and this folder is not linked to it.`,
    'Say which one it is: link the folder to it, or publish it as a new skill.',
  );
}

export function refusedPaths({ skill, paths }: Of<'refused-paths'>): FailureText {
  return say(
    `${plainText(skill)} cannot be bundled: ${listed(
      paths.map(refused => `${plainText(refused.path)} ${refusedWords(refused)}`),
    )}.`,
    paths.every(({ path }) => /^skill\.md$/i.test(path))
      ? 'Put the file itself there.'
      : 'Remove it, or leave it out with a .skillignore.',
  );
}

export function nameTwice({ skill, other, name, registry }: Of<'name-twice'>): FailureText {
  return say(
    `${plainText(skill)} and ${plainText(other)} are both called "${plainText(name)}" and would both become new skills of ${plainText(registry)}.`,
    'Publish one of them, or give one another name.',
  );
}

export function nameFixed({ skill, registry, published }: Of<'name-fixed'>): FailureText {
  return say(
    `${plainText(registry)} keeps the name of a skill's first version, "${plainText(published)}", and ${plainText(skill)} has another one.`,
    'Take the name back, or publish it as a new skill.',
  );
}

export function bundleTooLarge({ skill, path, size, limit }: Of<'bundle-too-large'>): FailureText {
  const what = path === null ? plainText(skill) : `${plainText(path)} of ${plainText(skill)}`;
  return say(
    `${what} has ${megabyteWords(size)}, and a bundle takes at most ${megabyteWords(limit)}.`,
    'Leave large files out with a .skillignore.',
  );
}

export function bundleTooDense({ skill, size, zipBytes, ratio }: Of<'bundle-too-dense'>): FailureText {
  const times = Math.floor(size / zipBytes);
  return say(
    `${plainText(skill)} has ${megabyteWords(size)} that repeat themselves so much that its zip would unpack to ${times} times its size; from ${ratio} times on it counts as a bomb, and nobody unpacks it.`,
    'Keep the largest of these files compressed, such as by gzip, or leave them out with a .skillignore.',
  );
}

export function noManifest({ path }: Of<'no-manifest'>): FailureText {
  return say(
    `${plainText(path)} has no SKILL.md that would be published.`,
    'Add one at its top, or change the rule that leaves it out.',
  );
}

export function unnamedSkill({ path }: Of<'unnamed-skill'>): FailureText {
  return say(
    `The SKILL.md of ${plainText(path)} has no name and description that can be read.`,
    'Mend the problems of its front matter first.',
  );
}
