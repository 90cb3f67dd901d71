import { ActionIcon, Button, Popover } from '@mantine/core';
import { useState } from 'react';
import type { KeptMeasurement, RouteOutput } from '../../../contract/index.ts';
import { IconRulerMeasure, IconTrash } from '../../icons/index.ts';
import { Answer, Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { measurementInWords } from './measurementInWords.ts';
import { SaveMeasurements } from './SaveMeasurements.tsx';
import styles from './MeasurementMenu.module.css';
import button from './ToolButton.module.css';
import type { Measurements } from './useMeasurements.ts';

const words = texts.viewer;

interface MeasurementMenuProps {
  study: RouteOutput<'studies.get'>;
  measurements: Measurements;
  /** Shows the image that one was drawn in. */
  onShow: (measurement: KeptMeasurement) => void;
}

/** What was measured in the images of a study: each leads to its image, and can be removed; all can be saved. */
export function MeasurementMenu({ study, measurements: { query, remove }, onShow }: MeasurementMenuProps) {
  const [isAsked, setAsked] = useState(false);
  const all = query.data?.measurements ?? [];
  return (
    <>
      <Popover position="bottom-end" shadow="md" withinPortal trapFocus>
        <Popover.Target>
          <button type="button" className={button.button} data-active={all.length > 0 || undefined}>
            <IconRulerMeasure size={16} aria-hidden />
            {words.measurements}
            {all.length > 0 ? ` (${all.length})` : ''}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={styles.menu} aria-label={words.measurementsTitle}>
          <Answer query={query}>
            {({ measurements: kept }) =>
              kept.length === 0 ? (
                <p className={styles.none}>{words.noMeasurements}</p>
              ) : (
                <>
                  <ul className={styles.list}>
                    {kept.map((one) => (
                      <li key={one.id} className={styles.row}>
                        <button type="button" className={styles.show} onClick={() => onShow(one)}>
                          <span>{measurementInWords(one)}</span>
                          <span className={styles.where}>{placeOf(study, one)}</span>
                        </button>
                        <ActionIcon
                          size="sm"
                          aria-label={words.removeMeasurement(measurementInWords(one))}
                          title={words.removeThis}
                          onClick={() => remove([one.id])}
                        >
                          <IconTrash size={14} aria-hidden />
                        </ActionIcon>
                      </li>
                    ))}
                  </ul>
                  <div className={styles.actions}>
                    <SaveMeasurements study={study} kept={kept} />
                    <Button size="compact-xs" variant="default" onClick={() => setAsked(true)}>
                      {words.removeAll}
                    </Button>
                  </div>
                </>
              )
            }
          </Answer>
        </Popover.Dropdown>
      </Popover>
      <Confirm
        opened={isAsked}
        title={words.removeAllTitle}
        text={words.removeAllText(all.length)}
        action={words.removeAll}
        busy={false}
        onConfirm={() => {
          remove(all.map(({ id }) => id));
          setAsked(false);
        }}
        onClose={() => setAsked(false)}
      />
    </>
  );
}

function placeOf({ series }: RouteOutput<'studies.get'>, one: KeptMeasurement): string {
  const found = series.find(({ id }) => id === one.series);
  const name =
    found === undefined
      ? ''
      : found.SeriesDescription || words.seriesLabel(found.SeriesNumber, found.Modality);
  return words.measuredIn(name, one.InstanceNumber, one.frame);
}
