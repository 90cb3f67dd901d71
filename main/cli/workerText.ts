import { findingInWords } from '../../contract/index.ts';
import type { Finding, WorkerDetail, WorkerSummary } from '../../contract/index.ts';
import { printable, table } from './terminal/index.ts';

/** `error: settings.json, line 3: …`, with what to do about it below. */
export function findingText(finding: Finding): string {
  const found = printable(`${finding.severity}: ${findingInWords(finding)}`);
  return finding.advice === null ? found : `${found}\n  ${printable(finding.advice)}`;
}

export function workerTable(workers: readonly WorkerSummary[]): string {
  return table(
    ['NAME', 'STATE', 'ENVIRONMENTS', 'CHANNELS', 'REPLICAS', 'IMAGE'],
    workers.map(({ name, state, environments, options, image }) => [
      name,
      state,
      environments.map((one) => one.name).join(', '),
      environments.flatMap((one) => one.channels).join(', '),
      String(options.replicas),
      image?.reference ?? '',
    ]),
  );
}

/** A worker with its options, findings and Dockerfile. */
export function describeWorker(worker: WorkerDetail): string {
  const { name, state, options, lastBuild } = worker;
  const problem = lastBuild?.problem ?? null;
  return [
    `${name}: ${state}${worker.description === '' ? '' : `, ${printable(worker.description)}`}`,
    `Folder: ${worker.folder}`,
    worker.atWork?.isolation === 'container'
      ? 'Jobs: each in a container of its own, since this system has no Landlock; slower'
      : null,
    ...(worker.atWork?.problems ?? []).map(({ message, advice }) =>
      printable(`Problem: ${message} ${advice ?? ''}`.trim()),
    ),
    worker.image === null ? 'No image' : `Image: ${worker.image.reference}`,
    problem === null ? null : `Last build: ${printable(problem.message)}`,
    ...worker.entryFolders.map(
      ({ target, folder }) => `Run or installed at every start: ${folder} (${target})`,
    ),
    '',
    table(
      ['ENVIRONMENT', 'PYTHON', 'CHANNELS'],
      worker.environments.map((one) => [
        one.name,
        one.pythonVersion ?? 'of the image',
        one.channels.join(', '),
      ]),
    ),
    '',
    table(
      ['OPTION', 'VALUE'],
      Object.entries(options).map(([key, value]) => [key, JSON.stringify(value)]),
    ),
    ...(worker.findings.length > 0 ? ['', ...worker.findings.map(findingText)] : []),
    ...(worker.dockerfile === null ? [] : ['', worker.dockerfile]),
  ]
    .filter((line) => line !== null)
    .join('\n');
}
