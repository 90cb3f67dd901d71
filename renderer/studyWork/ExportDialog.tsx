import { Button, Modal, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Chosen, ExportForm, RouteInput } from '../../contract/index.ts';
import { useAction, useRoute } from '../engine/index.ts';
import { joinPath, PathInput } from '../forms/index.ts';
import { formatBytes } from '../format/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { WayTo } from '../nextSteps/index.ts';
import { EmptyNote, ErrorNote, Findings, notifyDone } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { inCounts } from './inCounts.ts';
import styles from './studyWork.module.css';

interface ExportDialogProps {
  opened: boolean;
  chosen: Chosen;
  onClose: () => void;
}

/** Quiet time while typing before the place is looked at, in milliseconds. */
const typingMs = 300;

/** Asks where to and as what studies or series are exported. */
export function ExportDialog({ opened, onClose, chosen }: ExportDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.studyWork.exportTitle} size={600}>
      <Question chosen={chosen} onClose={onClose} />
    </Modal>
  );
}

function Question({ chosen, onClose }: Omit<ExportDialogProps, 'opened'>) {
  const words = texts.studyWork;
  const application = useApplicationId();
  const [form, setForm] = useState<ExportForm>('folder');
  const [isMedia, setIsMedia] = useState(false);
  const [folder, setFolder] = useState('');
  const [name, setName] = useState(() => words.exportName(new Date()));
  const [service, setService] = useState<string | null>(null);
  const [place] = useDebouncedValue(folder.trim(), typingMs);
  const asked: RouteInput<'studies.export'> = {
    application,
    ...chosen,
    form,
    layout: isMedia ? 'media' : 'names',
    target: joinPath(place === '' ? '.' : place, form === 'zip' ? `${name.trim()}.zip` : name.trim()),
    service,
  };
  // What does not depend on where to: it stays while somebody types.
  const { data: all } = useRoute(
    'studies.preview_export',
    { application, ...chosen, form: 'folder', target: '.' },
    { keep: false },
  );
  const look = useRoute('studies.preview_export', asked, { keep: false, enabled: place !== '' });
  const there = look.data;
  const start = useAction('studies.export');
  const findings = there?.findings ?? [];
  // What stands in the field has to be what was looked at.
  const isLookedAt = place === folder.trim() && there !== undefined;
  const mayNot = !isLookedAt || name.trim() === '' || findings.some(({ severity }) => severity === 'error');

  function run() {
    start.mutate(asked, {
      onSuccess() {
        notifyDone(words.exporting(asked.target));
        onClose();
      },
    });
  }
  return (
    <div className={styles.question}>
      <p className={styles.lead}>
        {all !== undefined && inCounts(all.goes)}
        {there?.freeBytes != null && ` · ${words.free(formatBytes(there.freeBytes))}`}
      </p>
      <PathInput
        label={words.exportFolder}
        description={words.exportFolderHelp}
        what="export-folder"
        chooseText={texts.drafting.choose}
        chooseLabel={words.chooseFolder}
        value={folder}
        onChange={setFolder}
        data-autofocus
      />
      <TextInput
        label={words.exportNameLabel}
        description={words.exportNameHelp}
        maxLength={120}
        value={name}
        rightSection={form === 'zip' ? <span className={styles.suffix}>.zip</span> : undefined}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.form}
        value={form}
        onChange={(value) => setForm(value === 'zip' ? 'zip' : 'folder')}
        data={[
          { value: 'folder', label: words.forms.folder },
          { value: 'zip', label: words.forms.zip },
        ]}
      />
      <Switch
        label={words.media}
        description={words.mediaHelp}
        checked={isMedia}
        onChange={({ currentTarget }) => setIsMedia(currentTarget.checked)}
      />
      <Through names={all?.anonymizers ?? []} value={service} onChange={setService} />
      <Findings findings={findings} />
      {start.error !== null && <ErrorNote error={start.error} />}
      {look.error !== null && <ErrorNote error={look.error} onRetry={() => void look.refetch()} />}
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {texts.common.cancel}
        </Button>
        <Button size="sm" loading={start.isPending} disabled={mayNot} onClick={run}>
          {words.exportConfirm}
        </Button>
      </div>
    </div>
  );
}

interface ThroughProps {
  names: string[];
  value: string | null;
  onChange: (service: string | null) => void;
}

/** A service that anonymises first, or how to get one. */
function Through({ names, value, onChange }: ThroughProps) {
  const words = texts.studyWork;
  const application = useApplicationId();
  if (names.length === 0) {
    return (
      <EmptyNote title={words.noAnonymizer}>
        <WayTo href={paths.installService(application)} label={texts.nextSteps.installService} />
      </EmptyNote>
    );
  }
  return (
    <Select
      label={words.anonymize}
      description={words.anonymizeHelp}
      placeholder={words.asStored}
      clearable
      data={names}
      value={value}
      onChange={onChange}
    />
  );
}
