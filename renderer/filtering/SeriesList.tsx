import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FilteredSeries } from '../../contract/index.ts';
import { formatCount } from '../format/index.ts';
import { StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './SeriesList.module.css';

/** More are shown on request. */
const firstShown = 40;

interface SeriesListProps {
  label: string;
  series: FilteredSeries[];
}

/** What was kept out of each series, by which rule and why; series that lost most come first. */
export function SeriesList({ label, series }: SeriesListProps) {
  const [all, setAll] = useState(false);
  const sorted = series.toSorted((one, other) => lostShare(other) - lostShare(one));
  const shown = all ? sorted : sorted.slice(0, firstShown);
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {shown.map((one) => (
          <SeriesItem key={one.id} series={one} />
        ))}
      </ul>
      {shown.length < sorted.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {texts.filters.allSeries(sorted.length)}
        </Button>
      )}
    </>
  );
}

function lostShare({ instanceCount, passedCount }: FilteredSeries): number {
  return instanceCount === 0 ? 0 : 1 - passedCount / instanceCount;
}

function SeriesItem({ series }: { series: FilteredSeries }) {
  const { Modality, SeriesNumber, SeriesDescription, instanceCount, passedCount, keptOut } = series;
  const words = texts.filters;
  const passes = passedCount === instanceCount;
  const tone = passes ? 'succeeded' : passedCount === 0 ? 'skipped' : 'warning';
  return (
    <li className={styles.series}>
      <div className={styles.head}>
        <StateIcon tone={tone} />
        <span className={styles.name}>
          {[
            Modality,
            SeriesNumber === '' ? '' : words.seriesNumber(SeriesNumber),
            SeriesDescription || texts.common.noDescription,
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        <span className={styles.count}>{words.passed(formatCount(passedCount), instanceCount)}</span>
      </div>
      {keptOut.length > 0 && (
        <ul className={styles.reasons}>
          {keptOut.map(({ rule, instances, reason }) => (
            <li key={rule}>
              <span className={styles.rule}>{words.ruleNames[rule]}</span>{' '}
              <span className={styles.count}>({words.keptOutOfSeries(instances)})</span>: {reason}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
