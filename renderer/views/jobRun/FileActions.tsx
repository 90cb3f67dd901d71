import { ActionIcon, Tooltip } from '@mantine/core';
import { useEngine } from '../../engine/index.ts';
import { useReveal } from '../../files/index.ts';
import { IconDownload, IconExternalLink, IconFolderSymlink } from '../../icons/index.ts';
import { notifyDone, notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** Opens a result file with the program of the system, saves a copy of it, or shows it in its folder. */
export function FileActions({ job, path }: { job: JobRun; path: string }) {
  const engine = useEngine();
  const reveal = useReveal();
  const words = texts.jobRun.files;
  const { application, run } = job;

  async function open() {
    try {
      const { opened, isRefused } = await engine.shell('shell.open_result', { application, run, path });
      if (!opened) notifyDone(isRefused ? words.onlyShown : words.noProgram);
    } catch (error) {
      notifyFailure(error);
    }
  }
  async function save() {
    try {
      const { path: saved } = await engine.shell('shell.save_result', { application, run, path });
      if (saved !== null) notifyDone(words.saved(saved));
    } catch (error) {
      notifyFailure(error);
    }
  }
  return (
    <span className={styles.tools}>
      <Tooltip label={words.open}>
        <ActionIcon aria-label={words.openFile(path)} onClick={() => void open()}>
          <IconExternalLink size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={words.save}>
        <ActionIcon aria-label={words.saveFile(path)} onClick={() => void save()}>
          <IconDownload size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={words.show}>
        <ActionIcon aria-label={words.showFile(path)} onClick={() => reveal(run, path)}>
          <IconFolderSymlink size={16} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
