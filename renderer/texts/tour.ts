export const tour = {
  title: 'Guided tour',
  tryIt: 'Try it with a sample patient',
  noImages: 'No images at hand?',
  intro:
    'In about three minutes, a synthetic patient goes through the program: from the images to the results. All that you see is real.',
  makes: (name: string) =>
    `For that, an application “${name}” is made, with two services that come with the program. At the end it can be removed again. Nothing else is touched.`,
  usesAgain: (name: string) =>
    `The application “${name}” of an earlier tour is there and is used again. At the end it can be removed. Nothing else is touched.`,
  applicationName: 'Sample',
  begin: 'Begin',
  notNow: 'Not now',
  sampleGone: 'The sample patient is not in the archive any more. End the tour and begin it again.',
  step: (number: number, total: number) => `Step ${number} of ${total}`,
  back: 'Back',
  next: 'Next',
  end: 'End the tour',
  steps: {
    application: {
      title: 'An application',
      text: 'It has its own archive, services and history. Its pages are at the side; the overview tells what goes on right now.',
    },
    services: {
      title: 'Services',
      text: 'A service is a folder with your Python code. Two are installed: one writes a report on each series, the other draws previews from its results.',
    },
    arrival: {
      title: 'Images come in',
      text: 'The sample patient is imported from a ZIP archive. Dropping files on the window does the same, and so do the doors: C-STORE, HTTP, watched folders and retrieval from a PACS.',
    },
    complete: {
      title: 'When is a patient complete?',
      text: 'When nothing more came for a while; here, that is counted down. “Process now” does not wait. Then each service decides whether it wants the patient.',
    },
    run: {
      title: 'A run',
      text: 'The accepted jobs run in the order of what they need of each other. A colour and a word tell the state of each.',
    },
    result: {
      title: 'A result',
      text: 'Each job keeps its answer, result, files and log, and with what it was made. What did not run says why.',
    },
    studies: {
      title: 'Studies',
      text: 'All that arrived is in the archive. A study shows its series, and beside them what was processed, by what, with which results.',
    },
    flow: {
      title: 'The flow',
      text: 'The whole application at a glance: doors, archive, jobs and deliveries, with what waits, runs and failed at each of them.',
    },
    end: {
      title: 'That was all',
      text: 'Next, install a service of your own. “Help” has all documents, and this tour.',
    },
  },
  status: {
    arriving: (done: number) =>
      done === 1 ? '1 file has been looked at.' : `${done} files have been looked at.`,
    arrived: (images: number) => (images === 1 ? '1 image has arrived.' : `${images} images have arrived.`),
    counting: 'Waits until the patient is complete…',
    planned: (run: number) => `Run ${run} has begun.`,
    running: (ended: number, total: number) => `${ended} of ${total} jobs have ended.`,
    ended: 'All jobs have ended.',
    noPython: 'Python is not available: jobs cannot run. Diagnostics tell what to do.',
  },
  remove: 'Remove the sample',
  keep: 'Keep it',
  removed: (name: string) => `“${name}” was removed with all that it held.`,
};
