import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { QueryMatch, RouteOutput } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { formatCount, formatDicomDate, formatPersonName } from '../../format/index.ts';
import { IconDownload, IconSearch } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { AskClear } from '../../nextSteps/index.ts';
import {
  EmptyNote,
  notifyDone,
  notifyError,
  PatientName,
  VirtualTable,
  type Column,
} from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Modalities } from '../studies/index.ts';
import styles from './QueryView.module.css';

interface MatchesProps {
  peer: string;
  result: RouteOutput<'peers.query'>;
  /** Looks for something else. */
  onClear: () => void;
}

/** The studies that a peer has; those that are chosen can be fetched. */
export function Matches({ peer, result: { matches, isComplete }, onClear }: MatchesProps) {
  const application = useApplicationId();
  const words = texts.query;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const retrieve = useAction('peers.retrieve', notifyError);

  function toggle(uid: string) {
    const next = new Set(chosen);
    if (!next.delete(uid)) next.add(uid);
    setChosen(next);
  }
  function fetch() {
    retrieve.mutate(
      { application, peer, items: [...chosen].map((StudyInstanceUID) => ({ StudyInstanceUID })) },
      {
        onSuccess: () => {
          notifyDone(words.fetching(peer));
          setChosen(new Set());
        },
      },
    );
  }

  return (
    <>
      <div className={styles.bar}>
        <span className={styles.found} data-more={!isComplete || undefined}>
          {isComplete ? words.found(matches.length) : words.incomplete(matches.length)}
        </span>
        {matches.length > 0 && (
          <>
            <Button
              variant="subtle"
              onClick={() =>
                setChosen(
                  new Set(chosen.size > 0 ? [] : matches.map(({ StudyInstanceUID }) => StudyInstanceUID)),
                )
              }
            >
              {chosen.size > 0 ? words.selectNone : words.selectAll}
            </Button>
            <Button
              leftSection={<IconDownload size={15} aria-hidden />}
              disabled={chosen.size === 0}
              loading={retrieve.isPending}
              onClick={fetch}
            >
              {words.fetch(chosen.size)}
            </Button>
          </>
        )}
      </div>
      <VirtualTable
        label={words.tableLabel(peer)}
        list={{
          rows: matches,
          total: matches.length,
          isTotalExact: true,
          hasMore: false,
          loading: false,
          outdated: false,
          error: null,
          moreError: null,
          readMore: () => undefined,
          retry: () => undefined,
        }}
        rowHeight={40}
        rowId={(match) => match.StudyInstanceUID}
        columns={columnsWith(chosen, toggle)}
        empty={
          <EmptyNote icon={IconSearch} title={words.noneTitle} text={words.noneText}>
            <AskClear what="search" onClear={onClear} />
          </EmptyNote>
        }
      />
    </>
  );
}

function columnsWith(chosen: ReadonlySet<string>, toggle: (uid: string) => void): Column<QueryMatch>[] {
  const words = texts.query;
  return [
    {
      id: 'select',
      header: words.columnSelect,
      width: '40px',
      cell: ({ StudyInstanceUID, PatientName: name, PatientID, StudyDescription }) => (
        <Checkbox
          size="xs"
          aria-label={words.select([formatPersonName(name) || PatientID, StudyDescription].join(', '))}
          checked={chosen.has(StudyInstanceUID)}
          onChange={() => toggle(StudyInstanceUID)}
        />
      ),
    },
    {
      id: 'patient',
      header: words.columnPatient,
      width: 'minmax(0, 1.6fr)',
      cell: (match) => <PatientName PatientName={match.PatientName} PatientID={match.PatientID} />,
    },
    {
      id: 'study',
      header: words.columnStudy,
      width: 'minmax(0, 1.4fr)',
      cell: (match) => match.StudyDescription || texts.common.noDescription,
    },
    {
      id: 'date',
      header: words.columnDate,
      width: '88px',
      cell: (match) => <span className="tabular">{formatDicomDate(match.StudyDate)}</span>,
    },
    {
      id: 'modality',
      header: words.columnModality,
      width: '104px',
      cell: (match) => <Modalities values={match.ModalitiesInStudy} />,
    },
    {
      id: 'accession',
      header: words.columnAccession,
      width: '130px',
      wideOnly: true,
      cell: (match) => match.AccessionNumber,
    },
    {
      id: 'images',
      header: words.columnImages,
      width: '64px',
      end: true,
      cell: ({ instanceCount }) => (instanceCount === null ? texts.common.none : formatCount(instanceCount)),
    },
  ];
}
