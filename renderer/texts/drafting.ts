/** What is about to be written, before it is. */
export const drafting = {
  files: 'Files that will be written',
  textOf: (path: string) => `Text of ${path}`,
  findings: 'What was noticed',
  noFindings: 'Nothing to remark.',
  choose: 'Choose…',
};
