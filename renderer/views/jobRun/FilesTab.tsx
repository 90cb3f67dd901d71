import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconFolderOpen, IconFolderSymlink } from '../../icons/index.ts';
import { useReveal } from '../../files/index.ts';
import { formatBytes, formatDateTime } from '../../format/index.ts';
import { DataTable, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** More than this is looked at in the folder itself. */
const mostShown = 300;

/** The files a job left in the data folder of its run. */
export function FilesTab({ job }: { job: JobRun }) {
  const reveal = useReveal();
  const words = texts.jobRun.files;
  const { files } = job;
  const total = files.reduce((sum, { size }) => sum + size, 0);

  return (
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
        <p className={styles.nothing}>{job.finishedAt === null ? words.nonePending : words.none}</p>
      ) : (
        <DataTable
          label={texts.jobRun.tabs.files}
          rows={files.slice(0, mostShown)}
          rowId={(file) => file.path}
          columns={[
            {
              id: 'path',
              header: words.columnFile,
              cell: (file) => (
                <span className={styles.code} title={formatDateTime(file.modifiedAt)}>
                  {file.path}
                </span>
              ),
            },
            { id: 'size', header: words.columnSize, end: true, cell: (file) => formatBytes(file.size) },
            {
              id: 'show',
              header: words.columnShow,
              end: true,
              cell: (file) => (
                <Tooltip label={words.show}>
                  <ActionIcon
                    aria-label={words.showFile(file.path)}
                    onClick={() => reveal(job.run, file.path)}
                  >
                    <IconFolderSymlink size={16} />
                  </ActionIcon>
                </Tooltip>
              ),
            },
          ]}
        />
      )}
      {files.length > mostShown && (
        <p className={styles.note}>{words.more(texts.common.files(files.length - mostShown))}</p>
      )}
    </Section>
  );
}
