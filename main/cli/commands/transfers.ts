import { UsageError, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import type { QueryMatch } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { shortened, table } from '../terminal/index.ts';
import { tellTask } from '../tellTask.ts';

interface FindOptions {
  app?: string;
  patientId?: string;
  patientName?: string;
  date?: string;
  accessionNumber?: string;
  modality?: string;
  studyDescription?: string;
  study?: string;
  series?: boolean;
  limit: number;
}

interface RetrieveOptions {
  app?: string;
  series?: string;
  wait?: boolean;
}

interface SendOptions {
  app?: string;
  patient: string[];
  study: string[];
  series: string[];
  associations: number;
  wait?: boolean;
}

/** `find PEER`, `retrieve PEER`, `send PEER`. */
export function addTransferCommands(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('find')
    .description('look for studies, or the series of one, at a peer (C-FIND, or QIDO-RS)')
    .json('matches', 'isComplete')
    .argument('<peer>', 'name of the peer')
    .option('-a, --app <name>', 'application')
    .option('--patient-id <text>', 'PatientID; * and ? stand for any letters')
    .option('--patient-name <text>', 'PatientName, as FAMILY^GIVEN; * and ? stand for any letters')
    .option('--date <range>', 'StudyDate: YYYYMMDD, YYYYMMDD-YYYYMMDD, either end may be left out')
    .option('--accession-number <text>', 'AccessionNumber')
    .option('--modality <text>', 'Modality')
    .option('--study-description <text>', 'StudyDescription')
    .option('--study <uid>', 'StudyInstanceUID')
    .option('--series', 'the series of the study in place of studies')
    .option('--limit <number>', 'matches at most', wholeNumber, 500)
    .example("find PACS --patient-name 'DOE^*' --date 20240101-")
    .action(
      environment.action(async ({ output, home }, peer: string, options: FindOptions) => {
        const keys = {
          PatientID: options.patientId,
          PatientName: options.patientName,
          StudyDate: options.date,
          AccessionNumber: options.accessionNumber,
          Modality: options.modality,
          StudyDescription: options.studyDescription,
          StudyInstanceUID: options.study,
        };
        const level = options.series ? 'series' : 'study';
        const found = await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          return client.request('peers.query', { application, peer, level, keys, limit: options.limit });
        });
        const more = found.isComplete ? '' : '\nThere are more; narrow the search or raise --limit.';
        output.result(found, (options.series ? seriesTable : studyTable)(found.matches) + more);
        return true;
      }),
    );

  program
    .command('retrieve')
    .description('fetch studies from a peer by C-GET, C-MOVE or WADO-RS')
    .details('The way is the one that --retrieve-by of the peer says.')
    .json('task', 'notes')
    .argument('<peer>', 'name of the peer')
    .argument('<studies...>', 'StudyInstanceUIDs, as find shows them')
    .option('-a, --app <name>', 'application')
    .option('--series <uid>', 'only this series, of a single study')
    .option('--wait', 'wait until all of it is there; fail if something is missing')
    .example('retrieve PACS 1.2.840.1 1.2.840.2 --wait')
    .action(
      environment.action(
        async ({ output, home }, peer: string, studies: string[], options: RetrieveOptions) =>
          withEngine(home, async (client, link) => {
            if (options.series !== undefined && studies.length > 1)
              throw new UsageError('A series belongs to one study: name only that with --series.');
            const { id: application } = await findApplication(client, options.app);
            const items = studies.map((StudyInstanceUID) => ({
              StudyInstanceUID,
              SeriesInstanceUID: options.series,
            }));
            const task = await client.request('peers.retrieve', { application, peer, items });
            return tellTask(client, link, output, {
              application,
              task,
              wait: options.wait === true,
              code: 'peer-failed',
            });
          }),
      ),
    );

  program
    .command('send')
    .description('send studies, series or patients of the archive to a peer by C-STORE')
    .details('As they are stored.')
    .json('task', 'notes')
    .argument('<peer>', 'name of the peer')
    .option('-a, --app <name>', 'application')
    .option('--patient <id...>', 'patients, by their identifier or PatientID', [])
    .option('--study <id...>', 'studies, by their identifier or StudyInstanceUID', [])
    .option('--series <id...>', 'series, by their identifier or SeriesInstanceUID', [])
    .option('--associations <number>', 'associations at once, 1 to 4', wholeNumber, 2)
    .option('--wait', 'wait until all of it is sent; fail if an instance was not taken')
    .example('send PACS --study 1.2.840.1 --wait')
    .action(
      environment.action(async ({ output, home }, peer: string, options: SendOptions) =>
        withEngine(home, async (client, link) => {
          const { id: application } = await findApplication(client, options.app);
          const { patient: patients, study: studies, series, associations } = options;
          const request = { application, peer, patients, studies, series, associations };
          const task = await client.request('peers.send', request);
          return tellTask(client, link, output, {
            application,
            task,
            wait: options.wait === true,
            code: 'peer-failed',
          });
        }),
      ),
    );
}

function studyTable(matches: readonly QueryMatch[]): string {
  return table(
    ['PATIENT ID', 'PATIENT NAME', 'DATE', 'DESCRIPTION', 'MODALITIES', 'INSTANCES', 'STUDY'],
    matches.map((match) => [
      shortened(match.PatientID),
      shortened(match.PatientName),
      match.StudyDate,
      shortened(match.StudyDescription),
      match.ModalitiesInStudy.join(','),
      String(match.instanceCount ?? ''),
      match.StudyInstanceUID,
    ]),
  );
}

function seriesTable(matches: readonly QueryMatch[]): string {
  return table(
    ['NUMBER', 'MODALITY', 'DESCRIPTION', 'INSTANCES', 'SERIES'],
    matches.map((match) => [
      match.SeriesNumber,
      match.Modality,
      shortened(match.SeriesDescription),
      String(match.instanceCount ?? ''),
      match.SeriesInstanceUID,
    ]),
  );
}
