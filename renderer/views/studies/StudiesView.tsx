import type { StudyPage, StudySummary } from '../../../contract/index.ts';
import { chosenColumn, useChosenRows } from '../../choosing/index.ts';
import { usePagedRoute } from '../../engine/index.ts';
import { formatPersonName } from '../../format/index.ts';
import { IconSearch, IconStack2 } from '../../icons/index.ts';
import { useMemo } from 'react';
import { paths, useAddressValue, useApplicationId } from '../../navigation/index.ts';
import { AskClear, ImportSteps } from '../../nextSteps/index.ts';
import { EmptyNote, Page, VirtualTable } from '../../parts/index.ts';
import { StudiesChosenBar } from '../../studyWork/index.ts';
import { texts } from '../../texts/index.ts';
import { studyColumns } from './studyColumns.tsx';
import { StudySearch } from './StudySearch.tsx';

/** All studies of the archive, newest arrival first, with search as one types. */
export function StudiesView() {
  const application = useApplicationId();
  const [search, setSearch] = useAddressValue('q');
  const list = usePagedRoute('studies.list', search === '' ? { application } : { application, search });
  const shown = list.outdated ? [] : list.rows.map((study) => ({ id: study.id, name: nameOf(study) }));
  const chosen = useChosenRows({ shown: shown.map(({ id }) => id), of: search, hasMore: list.hasMore });
  const columns = useMemo(() => studyColumns(application, list.rows), [application, list.rows]);

  return (
    <Page
      fills
      title={texts.studies.title}
      description={inWords(list.first, search)}
      actions={<StudySearch value={search} onChange={setSearch} />}
    >
      {list.rows.length > 0 && <StudiesChosenBar chosen={chosen} part="studies" shown={shown} />}
      <VirtualTable
        label={texts.studies.tableLabel}
        list={list}
        columns={[chosenColumn(chosen, (study) => study.id, nameOf), ...columns]}
        rowId={(study) => study.id}
        href={(study) => paths.study(application, study.id)}
        empty={
          search === '' ? (
            <EmptyNote icon={IconStack2} title={texts.studies.emptyTitle} text={texts.studies.emptyText}>
              <ImportSteps withDoors />
            </EmptyNote>
          ) : (
            <EmptyNote icon={IconSearch} title={texts.studies.noMatchTitle} text={texts.studies.noMatchText}>
              <AskClear what="search" onClear={() => setSearch('')} />
            </EmptyNote>
          )
        }
      />
    </Page>
  );
}

/** What a study is called, for those who hear it. */
function nameOf({ PatientName, PatientID, StudyDescription }: StudySummary): string {
  return [formatPersonName(PatientName) || PatientID, StudyDescription]
    .filter((part) => part !== '')
    .join(', ');
}

/** How many there are, or what of the search was not understood. */
function inWords(page: StudyPage | undefined, search: string): string {
  const words = texts.studies;
  if (page === undefined) return words.total(0);
  if (page.unknownNames.length > 0) return words.unknownNames(page.unknownNames);
  if (!page.isTotalExact) return words.manyFound(page.total);
  return search === '' ? words.total(page.total) : words.found(page.total);
}
