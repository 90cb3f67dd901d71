import type { KeyboardEvent, ReactNode } from 'react';
import { Link } from 'wouter';
import { heightOfCounts } from './scale.ts';
import styles from './Charts.module.css';

/** A column of a chart: its parts stand on each other. */
interface Column {
  key: number;
  /** Below it, where there is room. */
  label: string;
  /** All of it in words. */
  title: string;
  parts: readonly { kind: string; value: number }[];
  /** Where it leads. */
  href: string;
  isCurrent?: boolean;
}

interface ColumnsProps {
  /** Name of the chart, for those who hear it. */
  label: string;
  columns: readonly Column[];
}

/** About so many columns are named below. */
const mostLabels = 6;

/** Columns on a scale of whole numbers. One is in the tab order, arrow keys move among them. */
export function Columns({ label, columns }: ColumnsProps) {
  const sumOf = ({ parts }: Column) => parts.reduce((sum, { value }) => sum + value, 0);
  const { most, marks } = heightOfCounts(Math.max(0, ...columns.map(sumOf)));
  const every = Math.ceil(columns.length / mostLabels);
  const reachable = Math.max(
    0,
    columns.findIndex(({ isCurrent }) => isCurrent === true),
  );
  return (
    <div className={styles.plot}>
      <Marks most={most} marks={marks} />
      <ol className={styles.columns} aria-label={label}>
        {columns.map(({ key, label: below, title, parts, href, isCurrent }, index) => {
          const inside = parts
            .filter(({ value }) => value > 0)
            .map(({ kind, value }) => (
              <span
                key={kind}
                className={styles.columnPart}
                data-kind={kind}
                style={{ height: `${(100 * value) / most}%` }}
              />
            ));
          return (
            <li key={key} data-current={isCurrent || undefined}>
              <ColumnLink href={href} title={title} isCurrent={isCurrent} isReachable={index === reachable}>
                {inside}
              </ColumnLink>
              {index % every === 0 && (
                <span className={styles.below} aria-hidden>
                  {below}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

interface ColumnLinkProps {
  href: string;
  title: string;
  isCurrent?: boolean | undefined;
  /** It is the one in the tab order. */
  isReachable: boolean;
  children: ReactNode;
}

/** What can be pointed at, from bottom to top of a chart. */
export function ColumnLink({ href, title, isCurrent, isReachable, children }: ColumnLinkProps) {
  return (
    <Link
      href={href}
      className={styles.column}
      title={title}
      aria-label={title}
      aria-current={isCurrent || undefined}
      data-column
      onKeyDown={moveAmongColumns}
      tabIndex={isReachable ? 0 : -1}
    >
      {children}
    </Link>
  );
}

/** Lines at round values, with their labels at the left. */
export function Marks({ most, marks }: ReturnType<typeof heightOfCounts>) {
  return (
    <div className={styles.marks} aria-hidden>
      {marks.map(({ value, label }) => (
        <span key={value} style={{ bottom: `${(100 * value) / most}%` }}>
          <small>{label}</small>
        </span>
      ))}
    </div>
  );
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Moves the focus with the arrow keys, Home and End. */
function moveAmongColumns(event: KeyboardEvent<HTMLElement>): void {
  const all = [...(event.currentTarget.closest('ol')?.querySelectorAll<HTMLElement>('[data-column]') ?? [])];
  const at = all.findIndex((one) => one === event.target);
  const step = steps[event.key];
  const to =
    event.key === 'Home'
      ? all[0]
      : event.key === 'End'
        ? all.at(-1)
        : step === undefined
          ? undefined
          : all[at + step];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  to.focus();
}
