import type { JsonValue, ServiceComparison } from '../../contract/index.ts';
import { formatBytes } from '../format/index.ts';
import { DataTable, DiffBlock, Findings, Note } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Changes.module.css';

/** Characters of a value that are shown in a line. */
const longestValue = 160;

/** Of a service or worker; only services have jobs and know of edits. */
export type Changes = Pick<ServiceComparison, 'isSame' | 'files' | 'filesLeftOut' | 'findings'> &
  Partial<Pick<ServiceComparison, 'jobs' | 'replacesEdits'>>;

/** What would change: jobs field by field, files line by line. */
export function ChangesView({ comparison }: { comparison: Changes }) {
  const words = texts.service.comparison;
  const { jobs = [], files, filesLeftOut, findings } = comparison;
  const fields = jobs.flatMap(({ jobName, change, fields: changed }) =>
    changed.map((one) => ({ ...one, jobName, change })),
  );
  return (
    <div className={styles.comparison}>
      {comparison.isSame && <p className={styles.note}>{words.same}</p>}
      {findings.length > 0 && <Findings findings={findings} />}
      {comparison.replacesEdits === true && <Note>{words.replacesEdits}</Note>}
      {fields.length > 0 && (
        <DataTable
          label={words.jobs}
          rows={fields}
          rowId={({ jobName, field }) => `${jobName} ${field}`}
          columns={[
            { id: 'job', header: words.columnJob, cell: ({ jobName }) => jobName },
            {
              id: 'change',
              header: words.columnChange,
              width: '84px',
              cell: ({ change }) => words.changes[change],
            },
            { id: 'field', header: words.columnField, cell: ({ field }) => <code>{field}</code> },
            { id: 'before', header: words.columnBefore, cell: ({ before }) => <Value value={before} /> },
            { id: 'after', header: words.columnAfter, cell: ({ after }) => <Value value={after} /> },
          ]}
        />
      )}
      {files.length > 0 && (
        <>
          <h3 className={styles.title}>{words.files(files.length + filesLeftOut)}</h3>
          <ul className={styles.files}>
            {files.map((file) => (
              <li key={file.path}>
                <details open={files.length <= 4 && file.change === 'changed'}>
                  <summary className={styles.file} data-change={file.change}>
                    <code>{file.path}</code>{' '}
                    <span className={styles.change}>{words.changes[file.change]}</span>{' '}
                    <span className={styles.size}>
                      {[file.sizeBefore, file.sizeAfter]
                        .filter((size) => size !== null)
                        .map((size) => formatBytes(size))
                        .join(' → ')}
                    </span>
                  </summary>
                  {file.diff === null || file.diff === '' ? (
                    <p className={styles.note}>{words.noText}</p>
                  ) : (
                    <DiffBlock diff={file.diff} label={words.diffOf(file.path)} />
                  )}
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
      {filesLeftOut > 0 && <p className={styles.note}>{words.leftOut(filesLeftOut)}</p>}
    </div>
  );
}

function Value({ value }: { value: JsonValue }) {
  if (value === null) return texts.common.none;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return <code title={text}>{text.length > longestValue ? `${text.slice(0, longestValue)}…` : text}</code>;
}
