import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { EngineError, Peer } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { ErrorNote, notifyDone } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { DicomFields } from './DicomFields.tsx';
import styles from './PeerDialog.module.css';
import { readPeer, valuesOfPeer, type PeerValues } from './peerValues.ts';
import { WebFields } from './WebFields.tsx';

interface PeerDialogProps {
  peer: Peer;
  onClose: () => void;
}

/** Changes a peer. */
export function PeerDialog({ peer, onClose }: PeerDialogProps) {
  const application = useApplicationId();
  const words = texts.peers;
  const create = useAction('peers.create');
  const remove = useAction('peers.remove');
  const [problem, setProblem] = useState<EngineError | null>(null);
  const form = useForm<PeerValues>({
    initialValues: valuesOfPeer(peer),
    validate: (values) => readPeer(values).problems ?? {},
    validateInputOnBlur: true,
  });

  function submit(values: PeerValues) {
    const read = readPeer(values);
    if (read.peer === null) return;
    const renamed = peer.name.toLowerCase() !== read.peer.name.toLowerCase();
    setProblem(null);
    create.mutate(
      { application, peer: read.peer, replace: !renamed },
      {
        onSuccess: ({ name }) => {
          notifyDone(words.stored(name));
          if (renamed) remove.mutate({ application, peer: peer.name }, { onSettled: onClose });
          else onClose();
        },
        onError: (error) => {
          if (error.code === 'peer-exists') form.setFieldError('name', error.message);
          else setProblem(error);
        },
      },
    );
  }

  return (
    <Modal opened onClose={onClose} size={620} title={words.editTitle(peer.name)}>
      <form className={styles.form} onSubmit={form.onSubmit(submit)} noValidate>
        <SegmentedControl
          aria-label={words.kind}
          data={[
            { value: 'dicom', label: words.kinds.dicom },
            { value: 'dicomweb', label: words.kinds.dicomweb },
          ]}
          {...form.getInputProps('kind')}
        />
        <TextInput
          label={words.name}
          description={words.nameHelp}
          data-autofocus
          maxLength={64}
          {...form.getInputProps('name')}
        />
        {form.getValues().kind === 'dicom' ? <DicomFields form={form} /> : <WebFields form={form} />}
        {problem !== null && <ErrorNote error={problem} />}
        <div className={styles.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" size="sm" loading={create.isPending || remove.isPending}>
            {words.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
