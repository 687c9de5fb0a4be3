/**
 * docs/rules.md with the section of one rule in front, under a heading with the rule's code, so that whoever opens it
 * for that rule reads it first and finds the others below. As it is where the code is of no rule.
 */
export function rulePage(page: string, code: string): string {
  const section = sectionOf(page, code);
  if (section === null) {
    return page;
  }
  return `# ${code}\n\n${section.trim()}\n\n[All rules](#all-rules)\n\n---\n\n${page}`;
}

/** What stands below the heading of a rule. */
function sectionOf(page: string, code: string): string | null {
  const heading = `\n### ${code}\n`;
  const start = page.indexOf(heading);
  if (start < 0) {
    return null;
  }
  const rest = page.slice(start + heading.length);
  // The examples in it stand in fences, and have headings of their own.
  let isFenced = false;
  const lines: string[] = [];
  for (const line of rest.split('\n')) {
    if (line.startsWith('````')) {
      isFenced = !isFenced;
    } else if (!isFenced && /^##{1,2} /.test(line)) {
      break;
    }
    lines.push(line);
  }
  return lines.join('\n');
}
