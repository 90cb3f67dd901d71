import type { TagDifference, TagElement } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { shortened, table } from '../terminal/index.ts';

interface TagOptions {
  search?: string;
  element?: string;
}

/** `list series`, `list instances`, `show patient`, `show tags`, `compare tags`: the archive below its studies. */
export function addInstanceCommands(program: CliCommand, environment: CommandEnvironment): void {
  const list = program.group('list', 'list what there is');
  const show = program.group('show', 'show one thing');

  list
    .command('series')
    .description('the series of a study')
    .json('rows')
    .example('list series 5a1c… --app Demo')
    .argument('<study>', 'identifier, as in list studies')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, study: string) => {
        const { series } = await client.request('studies.get', { application, study });
        const rows = series.map((one) => [
          one.SeriesNumber,
          one.Modality,
          shortened(one.SeriesDescription),
          one.BodyPartExamined,
          String(one.instanceCount),
          one.id,
        ]);
        const headers = ['NUMBER', 'MODALITY', 'DESCRIPTION', 'BODY PART', 'INSTANCES', 'ID'];
        output.result({ rows: series }, table(headers, rows));
        return true;
      }),
    );

  list
    .command('instances')
    .description('the instances of a series by their number')
    .json('rows', 'nextCursor', 'total')
    .example('list instances 77b0… --app Demo --limit 20')
    .argument('<series>', 'identifier, as in list series, or SeriesInstanceUID')
    .onApplication()
    .option('--limit <number>', 'rows at most', wholeNumber, 100)
    .option('--cursor <text>', 'nextCursor of the page before')
    .action(
      environment.inApplication(
        async (
          { output, client, application },
          series: string,
          { limit, cursor }: { limit: number; cursor?: string },
        ) => {
          const page = await client.request('instances.list', { application, series, limit, cursor });
          const rows = page.rows.map((one) => [
            String(one.InstanceNumber ?? ''),
            String(one.size),
            one.SOPInstanceUID,
          ]);
          const more =
            page.nextCursor === null
              ? ''
              : `\n${page.rows.length} of ${page.total}; go on with --cursor ${page.nextCursor}`;
          output.result(page, table(['NUMBER', 'BYTES', 'SOP INSTANCE UID'], rows) + more);
          return true;
        },
      ),
    );

  show
    .command('patient')
    .description('a patient in the archive, and how much there is of it')
    .details('Its studies: `list studies --patient`.')
    .json('patient')
    .example('show patient 1b7e… --app Demo')
    .argument('<id>', 'identifier, `patient` in list studies --json')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, id: string) => {
        const patient = await client.request('patients.get', { application, patient: id });
        const facts = [patient.PatientID, patient.PatientName, patient.PatientBirthDate, patient.PatientSex];
        const counts = `Studies: ${patient.studyCount}, series: ${patient.seriesCount}, instances: ${patient.instanceCount}`;
        output.result({ patient }, table(['PATIENT ID', 'NAME', 'BORN', 'SEX'], [facts]) + `\n${counts}`);
        return true;
      }),
    );

  show
    .command('tags')
    .description('all elements of a stored instance')
    .details(
      'Also private ones, with their creator. Long values are cut; --element shows one of them whole, up to a million characters.',
    )
    .json('elements, isCut, problem', 'element (with --element, alone)')
    .example(
      'show tags 1.2.840… --app Demo --search orientation',
      'show tags 1.2.840… --element 00081140[1].00081155',
    )
    .argument('<instance>', 'its SOPInstanceUID, as in list instances')
    .onApplication()
    .option('--search <text>', 'only elements with this in tag, keyword or value')
    .option('--element <path>', 'only this one, whole, by its path in the JSON')
    .action(
      environment.inApplication(
        async ({ output, client, application }, SOPInstanceUID: string, options: TagOptions) => {
          if (options.element !== undefined) {
            const element = await client.request('instances.value', {
              application,
              SOPInstanceUID,
              path: options.element,
            });
            output.result({ element }, element.value);
            return true;
          }
          const found = await client.request('instances.tags', { application, SOPInstanceUID });
          const elements = found.elements.filter((one) => isLike(one, options.search));
          const notes = [
            ...(found.isCut ? ['There are more elements than are shown.'] : []),
            ...(found.problem === null ? [] : [found.problem]),
          ];
          const lines = table(['TAG', 'VR', 'KEYWORD', 'VALUE'], elements.map(cellsOf));
          output.result({ ...found, elements }, [lines, ...notes].join('\n'));
          return true;
        },
      ),
    );

  program
    .group('compare', 'show what would change')
    .command('tags')
    .description('the elements of two stored instances beside each other')
    .details(
      'Only those that differ, without --all. Of values above 16 KB only length and beginning are compared.',
    )
    .json('rows', 'differing', 'isCut')
    .example('compare tags 1.2.840….1 1.2.840….2 --app Demo')
    .argument('<left>', 'SOPInstanceUID of the one')
    .argument('<right>', 'SOPInstanceUID of the other')
    .onApplication()
    .option('--all', 'also those that are the same')
    .action(
      environment.inApplication(
        async ({ output, client, application }, left: string, right: string, options: { all?: boolean }) => {
          const found = await client.request('instances.compare', { application, left, right });
          const rows = found.rows.filter(({ differs }) => differs || options.all === true);
          const lines = table(['', 'TAG', 'KEYWORD', 'LEFT', 'RIGHT'], rows.map(cellsOfDifference));
          const more = found.isCut ? '\nThere are more elements than were compared.' : '';
          output.result(
            { ...found, rows },
            `${found.differing === 0 ? 'No element differs.' : lines}${options.all === true && found.differing === 0 ? `\n${lines}` : ''}${more}`,
          );
          return true;
        },
      ),
    );
}

function isLike({ tag, keyword, value, creator }: TagElement, search: string | undefined): boolean {
  if (search === undefined) return true;
  const wanted = search.toLowerCase();
  const texts = [tag, tag.replaceAll(/[(),]/g, ''), keyword, value, creator ?? ''];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

function cellsOf(element: TagElement): string[] {
  const { kind, depth, tag, vr, keyword, creator } = element;
  const indent = '  '.repeat(depth);
  if (kind === 'item') return [`${indent}item ${element.items}`, '', '', ''];
  const name = keyword === '' && creator !== null ? creator : keyword;
  return [`${indent}${tag}`, vr, name, valueOf(element, element)];
}

function cellsOfDifference(row: TagDifference): string[] {
  const name = row.keyword === '' && row.creator !== null ? row.creator : row.keyword;
  const indent = '  '.repeat(row.depth);
  const sides = [row.left, row.right].map((side) => (side === null ? '(not there)' : valueOf(row, side)));
  return [row.differs ? '*' : '', `${indent}${row.tag || 'item'}`, name, ...sides];
}

function valueOf(
  { kind }: { kind: TagElement['kind'] },
  { value, length, items }: Pick<TagElement, 'value' | 'length' | 'items'>,
): string {
  if (kind === 'sequence') return `${items} ${items === 1 ? 'item' : 'items'}`;
  if (kind === 'item') return '';
  return kind === 'binary' ? shortened(`${length ?? 0} bytes ${value}`) : shortened(value);
}
