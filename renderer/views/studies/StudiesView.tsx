import type { StudyPage } from '../../../contract/index.ts';
import { usePagedRoute } from '../../engine/index.ts';
import { IconSearch, IconStack2 } from '../../icons/index.ts';
import { useMemo } from 'react';
import { paths, useAddressValue, useApplicationId } from '../../navigation/index.ts';
import { EmptyNote, Page, VirtualTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { studyColumns } from './studyColumns.tsx';
import { StudySearch } from './StudySearch.tsx';

/** All studies of the archive, newest arrival first, with search as one types. */
export function StudiesView() {
  const application = useApplicationId();
  const [search, setSearch] = useAddressValue('q');
  const list = usePagedRoute('studies.list', search === '' ? { application } : { application, search });
  const columns = useMemo(() => studyColumns(application, list.rows), [application, list.rows]);

  return (
    <Page
      fills
      title={texts.studies.title}
      description={inWords(list.first, search)}
      actions={<StudySearch value={search} onChange={setSearch} />}
    >
      <VirtualTable
        label={texts.studies.tableLabel}
        list={list}
        columns={columns}
        rowId={(study) => study.id}
        href={(study) => paths.study(application, study.id)}
        empty={
          search === '' ? (
            <EmptyNote icon={IconStack2} title={texts.studies.emptyTitle} text={texts.studies.emptyText} />
          ) : (
            <EmptyNote
              icon={IconSearch}
              title={texts.studies.noMatchTitle}
              text={texts.studies.noMatchText}
            />
          )
        }
      />
    </Page>
  );
}

/** How many there are, or what of the search was not understood. */
function inWords(page: StudyPage | undefined, search: string): string {
  const words = texts.studies;
  if (page === undefined) return words.total(0);
  if (page.unknownNames.length > 0) return words.unknownNames(page.unknownNames);
  if (!page.isTotalExact) return words.manyFound(page.total);
  return search === '' ? words.total(page.total) : words.found(page.total);
}
