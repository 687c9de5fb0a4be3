/** Judgements about a description's wording. Each prefers silence to a false alarm. */

/** Anything that tells an agent on which occasion to reach for the skill. */
const occasions =
  /\b(?:when|whenever|while|if|before|after|during|upon|once|unless|trigger\w*|activat\w*|invok\w*|asks?|asked|wants?|mentions?|needs? to|on request|use (?:this|it|for|to|with|in|on|as|at)|used? (?:for|to|by|in|with)|useful|for (?:users?|tasks?|requests?|questions?|working|people|anyone|projects?|cases?))\b/i;

/** True when the description says on which occasion to use the skill, or is not in English, where we cannot tell. */
export function saysWhen(description: string): boolean {
  return occasions.test(description) || !isEnglish(description);
}

const english = /\b(?:the|and|of|for|from|with|using|into|that|or|to|by)\b/gi;
const foreign =
  /(?<![\p{L}])(?:und|oder|mit|der|das|den|wenn|für|ein|eine|el|los|las|para|con|cuando|una|le|les|des|pour|avec|quand|une|il|per|gli|een|het|voor|uma|em|och|som)(?![\p{L}])/giu;

function isEnglish(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const ascii = text.match(/[A-Za-z]/g)?.length ?? 0;
  if (ascii === letters && count(text, foreign) === 0) {
    return true;
  }
  return ascii > letters * 0.8 && count(text, english) > count(text, foreign);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

const persons =
  /^(?:I|I'[a-z]+|We|We'[a-z]+|You|You'[a-z]+|My|Our|Your|Let me|Let's)(?= )|\b(?:I can|I will|I'll|I help|we can|we will|we'll|you can use|(?:helps?|lets?|allows?|enables?|assists?) you)\b/;

/** The first or second person as a description addresses a reader, outside quotes; null when there is none. */
export function personIn(description: string): { readonly index: number; readonly text: string } | null {
  const spoken = description.replace(/"[^"]*"|“[^”]*”|`[^`]*`/g, quoted => ' '.repeat(quoted.length));
  const found = persons.exec(spoken);
  return found ? { index: found.index, text: found[0] } : null;
}

const fillers: ReadonlySet<string> = new Set(
  (
    'a an the this that these your my skill skills for with and or of to in on by is are it its as ' +
    'help helps helping handle handles handling manage manages managing do does doing work works working use uses ' +
    'using used process processes processing helper helpers tool tools util utils utility utilities stuff things ' +
    'various everything all related about support supports supporting provide provides providing'
  ).split(' '),
);

/** True when the description has no word besides the name's and fillers: "Helps with PDF forms." for `pdf-forms`. */
export function restates(description: string, name: string): boolean {
  const nameStems = new Set(
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map(stem),
  );
  const words =
    description
      .slice(0, 500)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 && words.every(word => fillers.has(word) || nameStems.has(stem(word)));
}

function stem(word: string): string {
  return word.replace(/(?:ing|ers?|es|s|ed|e)$/, '');
}

/** `<name>`, `</b>`, `<a href="x">`. */
export const tagPattern: RegExp = /<\/?[A-Za-z][^<>]*>/;
