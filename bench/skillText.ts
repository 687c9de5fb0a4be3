/** A SKILL.md of so many lines, with all that makes work: headings, lists, code, links, and problems if wanted. */
export function skillText(name: string, count: number, hasProblems: boolean): string {
  const front = [
    '---',
    `name: ${hasProblems ? name.toUpperCase() : name}`,
    'description: Profiles CSV files and finds odd values. Use when the user has a table to look through.',
    'license: MIT',
    ...(hasProblems ? ['version: 1.0', 'allowed-tools: [Read, Write]'] : []),
    'metadata:',
    '  author: someone',
    '---',
    '',
  ];
  const section = [
    '## Look at the columns',
    '',
    'Read the first rows, then say for each column what it *holds*, how many values are missing, and which are odd.',
    '- Run `python scripts/profile.py table.csv --limit 10` and read what it prints.',
    '- The meaning of each figure is in [the columns](references/columns.md#figures "Figures").',
    ...(hasProblems ? ['- See [more](references/Columns.md) and ![a chart](assets/chart.png).'] : []),
    '',
    '```python',
    'for column in table.columns:',
    '    print(column.name, column.values[0])',
    '```',
    '',
  ];
  while (front.length < count) {
    front.push(...section);
  }
  return `${front.slice(0, count).join('\n')}\n`;
}
