import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '../icons/index.ts';
import { DayField } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { nameOf, periodBeside, periodOf, type Period, type PeriodName } from './period.ts';
import styles from './PeriodBar.module.css';
import { useToday } from './useToday.ts';

const words = texts.charts;

interface PeriodBarProps {
  period: Period;
  onChange: (period: Period) => void;
  /** Those that can be chosen by one click. */
  names: readonly Exclude<PeriodName, 'other'>[];
}

/** Chooses a period of days: by its name, by its days, or the one beside it. */
export function PeriodBar({ period, onChange, names }: PeriodBarProps) {
  const today = useToday();
  const { from, to } = period;
  const earlier = periodBeside(period, -1);
  const later = periodBeside(period, 1);
  return (
    <div className={styles.bar}>
      <SegmentedControl
        size="xs"
        aria-label={words.period}
        value={nameOf(period, today)}
        onChange={(value) => {
          const name = names.find((one) => one === value);
          if (name !== undefined) onChange(periodOf(name, today));
        }}
        data={names.map((name) => ({ value: name, label: words.periods[name] }))}
      />
      <Tooltip label={words.earlier}>
        <ActionIcon aria-label={words.earlier} onClick={() => onChange(earlier)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
      </Tooltip>
      <DayField
        label={words.from}
        value={from}
        onChange={(day) => onChange({ from: day, to: day > to ? day : to })}
      />
      <span aria-hidden>–</span>
      <DayField
        label={words.to}
        value={to}
        onChange={(day) => onChange({ from: day < from ? day : from, to: day })}
      />
      <Tooltip label={words.later}>
        <ActionIcon aria-label={words.later} disabled={later.from > today} onClick={() => onChange(later)}>
          <IconChevronRight size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
