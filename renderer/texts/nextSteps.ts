/** What to do next where nothing is. */
export const nextSteps = {
  clear: { search: 'Clear the search', filter: 'Clear the filter' },
  overview: 'Open the overview',
  flow: 'Watch the flow',
  run: 'Open the run',
  definition: 'Open its definition',
  dockerfile: 'See what would be built',
  studies: 'Open the studies',
  jobs: 'Open the jobs',
  services: 'Open the services',
  installService: 'Install a service',
  workers: 'Open the workers',
  doors: 'Open the doors',
  summary: 'Open the summary',
  log: 'Read the log',
  build: 'Open the build',
  month: 'Show the last month',
};
