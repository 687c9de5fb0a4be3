/** Judgements about a description's wording. Each prefers silence to a false alarm. */

/** Anything that tells an agent on which occasion to reach for the skill, or for what. */
const occasions =
  /\b(?:when|whenever|while|if|before|after|during|upon|once|unless|until|prior to|as soon as|every time|each time|anytime|always|trigger\w*|activat\w*|invok\w*|asks?|asked|wants?|mentions?|needs? to|needed|on request|on demand|requests?|requires?|use (?:this|it|to|with|in|on|as|at)|used? (?:to|by|in|with)|useful|(?:suited|suitable|suits|ideal|intended|meant|designed) to|(?:call|load|run|read|apply|consult|follow) (?:this|the) skill|for|to help|in case|where|appl(?:y|ies) to)\b/i;

/** Lists of words to watch for, and what a skill of rules says of itself. */
const subjects = /\b(?:keywords?|topics?)\s*:|(?:^|\.\s+)covers\b/i;

/** True when the description says on which occasion to use the skill, or for what, or is not surely English. */
export function saysWhen(description: string): boolean {
  return occasions.test(description) || subjects.test(description) || !isSurelyEnglish(description);
}

/** Words that are English and hardly another language's, small ones and those that descriptions begin with. */
const english = wordsOf(
  'the and of with using into that this your from by or is are it its about between how all any new best practices',
  'toolkit patterns? guides? expert generates? creates? builds? writes? fills? checks? converts? formats? validates?',
  'analy[sz]es? manages? handles? processes provides? helps? helper helpers reports? reviews? sorts? deploys? runs?',
  'sets? finds? tests? usage files? forms? code data invoices? queries documents? images? tools?',
);

/** What finds one of some words, which stand with blanks between them in each line. */
function wordsOf(...lines: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${lines.join(' ').replaceAll(' ', '|')})\\b`, 'gi');
}

const foreign =
  /(?<![\p{L}])(?:und|oder|mit|der|das|den|wenn|für|ein|eine|nach|bei|el|los|las|para|con|cuando|una|del|por|le|les|des|pour|avec|quand|une|sur|il|per|gli|della|quando|een|het|voor|van|uma|em|com|och|som|att|når|og|til|ile|ve|için|saat|untuk|dan|yang|dengan|gdy|oraz|jest|dla|lub|na|když|nebo|khi|và|cho|kun|tai|ja)(?![\p{L}])/giu;

function isSurelyEnglish(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const ascii = text.match(/[A-Za-z]/g)?.length ?? 0;
  const known = count(text, english);
  const words = text.match(/\p{L}+/gu)?.length ?? 0;
  return ascii > letters * 0.97 && count(text, foreign) === 0 && known >= 2 && known * 8 >= words;
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
