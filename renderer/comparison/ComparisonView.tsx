import type { JsonValue, OutcomeComparison } from '../../contract/index.ts';
import { formatBytes, formatDuration } from '../format/index.ts';
import { CodeBlock } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './ComparisonView.module.css';

/** Characters of a value that are shown in a line. */
const longestValue = 200;

/** How a job ended otherwise than before: place by place, file by file. */
export function ComparisonView({ comparison }: { comparison: OutcomeComparison }) {
  const words = texts.research;
  const { state, result, resultDifferenceCount, duration } = comparison;
  const files = comparison.files.filter((file) => file.change !== 'same');
  return (
    <div className={styles.comparison}>
      {comparison.same && <p className={styles.line}>{words.same}</p>}
      {state !== null && <p className={styles.line}>{state}</p>}
      {duration.before !== null && duration.after !== null && (
        <p className={styles.line}>
          {words.took(formatDuration(duration.before), formatDuration(duration.after))}
        </p>
      )}
      {result.length > 0 && (
        <table className={styles.table} aria-label={words.differences}>
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {result.map((one) => (
              <tr key={one.path}>
                <th scope="row">{one.path === '' ? words.wholeResult : one.path}</th>
                <td>{inWords(one.before)}</td>
                <td>{inWords(one.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {resultDifferenceCount > result.length && (
        <p className={styles.line}>{words.moreDifferences(resultDifferenceCount - result.length)}</p>
      )}
      {files.length > 0 && (
        <ul className={styles.files} aria-label={words.files}>
          {files.map((file) => (
            <li key={file.path}>
              <code>{file.path}</code> {words.fileChanges[file.change]}{' '}
              {[file.before, file.after]
                .map((one) => (one === null ? words.nothing : formatBytes(one.size)))
                .join(' → ')}
              {file.diff !== null && <CodeBlock text={file.diff} label={words.lineByLine(file.path)} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function inWords(value: JsonValue | undefined): string {
  if (value === undefined) return texts.research.nothing;
  const text = JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
