export const workerVersions = {
  enabled: 'Enabled',
  enabledHelp: 'Off: its containers end, and jobs of its channels wait until it is on again.',
  enabledOf: (name: string) => `Enabled: ${name}`,
  disabled: 'Disabled',
  lead: 'A folder that is replaced is kept, also what was edited in it: the last ten.',
  changeLead:
    'What would change against the version in place. Its image is built then; until that is done, jobs run in the one before.',
  rollBackAndBuild: 'Put back and build',
  updateAndBuild: 'Update and build',
};
