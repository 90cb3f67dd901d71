import { Button, Modal, Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { cloneDepthSchema, type ApplicationDetail, type CloneDepth } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import {
  Fields,
  FindingsContext,
  folderIn,
  NewPlaceFields,
  useApplicationCheck,
} from '../../../forms/index.ts';
import { paths } from '../../../navigation/index.ts';
import { ErrorNote } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Dialogs.module.css';

interface CloneDialogProps {
  application: ApplicationDetail;
  onClose: () => void;
}

/** Makes another application like this one. */
export function CloneDialog({ application, onClose }: CloneDialogProps) {
  const words = texts.applicationCopies;
  const [, navigate] = useLocation();
  const clone = useAction('applications.clone');
  const [depth, setDepth] = useState<CloneDepth>('workers');
  const form = useForm({ initialValues: { name: words.cloneName(application.name), folder: '' } });
  const { name, folder: base } = form.getValues();
  const folder = folderIn(base, name);
  const place = { name, ...(folder === undefined ? {} : { folder }) };
  const check = useApplicationCheck(place);
  const isRefused = check.findings.some(({ severity }) => severity === 'error');

  return (
    <Modal opened onClose={onClose} title={words.cloneTitle(application.name)} size={680}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          clone.mutate(
            { application: application.id, ...place, with: depth },
            { onSuccess: (task) => navigate(paths.generalTask(task.id)) },
          );
        }}
      >
        <FindingsContext value={check.findings}>
          <Fields>
            <NewPlaceFields form={form} namePlaceholder="" nameHelp={texts.applicationWizard.nameHelp} />
          </Fields>
        </FindingsContext>
        <Select
          label={words.depth}
          description={words.depthHelps[depth]}
          allowDeselect={false}
          data={cloneDepthSchema.options.map((one) => ({ value: one, label: words.depths[one] }))}
          value={depth}
          onChange={(chosen) => setDepth(cloneDepthSchema.safeParse(chosen).data ?? depth)}
        />
        {clone.error !== null && <ErrorNote error={clone.error} />}
        <div className={styles.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" size="sm" loading={clone.isPending} disabled={isRefused || check.isLooking}>
            {words.clone}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
