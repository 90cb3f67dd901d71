import { Button } from '@mantine/core';
import type { QueryMatch, RouteOutput } from '../../../contract/index.ts';
import { ChosenBar, chosenColumn, useChosenRows, type ChosenRows } from '../../choosing/index.ts';
import { useAction, wholeList } from '../../engine/index.ts';
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
  const shown = matches.map(({ StudyInstanceUID }) => StudyInstanceUID);
  const chosen = useChosenRows({ shown });
  const retrieve = useAction('peers.retrieve', notifyError);

  function fetch() {
    retrieve.mutate(
      { application, peer, items: chosen.ids.map((StudyInstanceUID) => ({ StudyInstanceUID })) },
      {
        onSuccess: () => {
          notifyDone(words.fetching(peer));
          chosen.clear();
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
          <div className={styles.choosing}>
            <ChosenBar chosen={chosen} shown={shown} inside>
              <Button
                leftSection={<IconDownload size={15} aria-hidden />}
                disabled={!chosen.isAny}
                loading={retrieve.isPending}
                onClick={fetch}
              >
                {words.fetch(chosen.ids.length)}
              </Button>
            </ChosenBar>
          </div>
        )}
      </div>
      <VirtualTable
        label={words.tableLabel(peer)}
        list={wholeList(matches)}
        rowHeight={40}
        rowId={(match) => match.StudyInstanceUID}
        columns={columnsWith(chosen)}
        empty={
          <EmptyNote icon={IconSearch} title={words.noneTitle} text={words.noneText}>
            <AskClear what="search" onClear={onClear} />
          </EmptyNote>
        }
      />
    </>
  );
}

function columnsWith(chosen: ChosenRows): Column<QueryMatch>[] {
  const words = texts.query;
  return [
    chosenColumn(
      chosen,
      (match) => match.StudyInstanceUID,
      ({ PatientName: name, PatientID, StudyDescription }) =>
        [formatPersonName(name) || PatientID, StudyDescription].filter((part) => part !== '').join(', '),
    ),
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
