import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconStack2 } from '../../icons/index.ts';
import { useState } from 'react';
import { usePagedRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { EmptyNote, Page, VirtualTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { studyColumns } from './studyColumns.tsx';

/** Quiet time while typing before it is searched, in milliseconds. */
const typingMs = 150;

/** All studies of the archive, newest arrival first, with search as one types. */
export function StudiesView() {
  const application = useApplicationId();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), typingMs);
  const list = usePagedRoute('studies.list', search === '' ? { application } : { application, search });

  return (
    <Page
      fills
      title={texts.studies.title}
      description={texts.studies.total(list.total)}
      actions={
        <TextInput
          w={320}
          maxLength={200}
          aria-label={texts.studies.search}
          placeholder={texts.studies.searchPlaceholder}
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={
            typed === '' ? undefined : (
              <CloseButton size="sm" aria-label={texts.studies.clearSearch} onClick={() => setTyped('')} />
            )
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      }
    >
      <VirtualTable
        label={texts.studies.tableLabel}
        list={list}
        columns={studyColumns}
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
