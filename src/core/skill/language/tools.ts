/** Tools that `allowed-tools` may name, as Claude Code calls them; other products have their own or none. */
export const tools: readonly { readonly name: string; readonly does: string }[] = [
  { name: 'Read', does: 'Reads files.' },
  { name: 'Write', does: 'Creates and overwrites files.' },
  { name: 'Edit', does: 'Changes parts of files.' },
  { name: 'NotebookEdit', does: 'Changes cells of Jupyter notebooks.' },
  { name: 'Glob', does: 'Finds files by patterns.' },
  { name: 'Grep', does: 'Searches in files.' },
  { name: 'Bash', does: 'Runs any shell command.' },
  { name: 'Bash(git:*)', does: 'Runs shell commands that start with git.' },
  { name: 'Bash(npm:*)', does: 'Runs shell commands that start with npm.' },
  { name: 'Bash(python:*)', does: 'Runs shell commands that start with python.' },
  { name: 'WebFetch', does: 'Fetches a page.' },
  { name: 'WebSearch', does: 'Searches the web.' },
  { name: 'Task', does: 'Hands work to a subagent.' },
  { name: 'TodoWrite', does: 'Keeps a list of what is to be done.' },
  { name: 'AskUserQuestion', does: 'Asks the person a question with choices.' },
  { name: 'Skill', does: 'Calls another skill.' },
];
