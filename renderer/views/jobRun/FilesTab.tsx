import { Button } from '@mantine/core';
import { useState } from 'react';
import { useReveal } from '../../files/index.ts';
import { formatBytes, formatDateTime } from '../../format/index.ts';
import { IconFolderOpen } from '../../icons/index.ts';
import { paths } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { DataTable, EmptyNote, Section } from '../../parts/index.ts';
import { FilePreview, isDicom, previewOf } from '../../previews/index.ts';
import { texts } from '../../texts/index.ts';
import { DicomResults } from './DicomResults.tsx';
import { FileActions } from './FileActions.tsx';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** More than this is looked at in the folder itself. */
const mostShown = 300;

/** The files a job left in the data folder of its run, and what one of them looks like. */
export function FilesTab({ job }: { job: JobRun }) {
  const reveal = useReveal();
  const words = texts.jobRun.files;
  const { files } = job;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const dicomCount = files.filter(({ path }) => isDicom(path)).length;
  // What can be seen at once is seen at once.
  const listed = files.slice(0, mostShown);
  const first = listed.find(({ path, size }) => previewOf(path, size)?.isTooLarge === false);
  const [chosen, setChosen] = useState<string | null>(first?.path ?? null);
  const shown = files.find(({ path }) => path === chosen);

  return (
    <>
      <Section
        title={
          files.length === 0
            ? texts.jobRun.tabs.files
            : words.total(texts.common.files(files.length), formatBytes(total))
        }
        actions={
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={15} aria-hidden />}
            onClick={() => reveal(job.run, '')}
          >
            {words.showFolder}
          </Button>
        }
      >
        {files.length === 0 ? (
          <EmptyNote title={words.none} text={job.finishedAt === null ? words.nonePending : words.noneText}>
            <WayTo href={paths.jobRun(job.application, job.run, job.id, 'log')} label={texts.nextSteps.log} />
          </EmptyNote>
        ) : (
          <DataTable
            label={texts.jobRun.tabs.files}
            rows={listed}
            rowId={(file) => file.path}
            {...(chosen === null ? {} : { current: chosen })}
            columns={[
              {
                id: 'path',
                header: words.columnFile,
                cell: (file) => (
                  <button
                    type="button"
                    className={styles.file}
                    title={formatDateTime(file.modifiedAt)}
                    aria-pressed={file.path === chosen}
                    onClick={() => setChosen(file.path === chosen ? null : file.path)}
                  >
                    {file.path}
                  </button>
                ),
              },
              { id: 'size', header: words.columnSize, end: true, cell: (file) => formatBytes(file.size) },
              {
                id: 'show',
                header: words.columnShow,
                end: true,
                cell: (file) => <FileActions job={job} path={file.path} />,
              },
            ]}
          />
        )}
        {files.length > mostShown && (
          <p className={styles.note}>{words.more(texts.common.files(files.length - mostShown))}</p>
        )}
        {dicomCount > 0 && <DicomResults job={job} count={dicomCount} />}
      </Section>
      {shown !== undefined && (
        <Section title={words.preview(shown.path)}>
          <FilePreview
            application={job.application}
            run={job.run}
            file={shown}
            files={files}
            onShow={setChosen}
          />
        </Section>
      )}
    </>
  );
}
