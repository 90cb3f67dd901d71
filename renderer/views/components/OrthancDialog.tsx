import { Button, Modal, NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { OrthancOptions } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, ErrorNote, ListSkeleton, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Components.module.css';
import { readValues, valuesOf, type OrthancValues } from './orthancValues.ts';

/** Adds Orthanc to the application or changes its settings. */
export function OrthancDialog({ onClose }: { onClose: () => void }) {
  const application = useApplicationId();
  const words = texts.components;
  const detail = useRoute('applications.get', { application });
  return (
    <Modal opened onClose={onClose} title={words.names.orthanc} size={620}>
      <Answer query={detail} waiting={<ListSkeleton rows={6} />}>
        {({ options }) => <Form options={options.docker.components.orthanc} onClose={onClose} />}
      </Answer>
    </Modal>
  );
}

function Form({ options, onClose }: { options: OrthancOptions | null; onClose: () => void }) {
  const application = useApplicationId();
  const words = texts.components;
  const save = useAction('components.set');
  const form = useForm<OrthancValues>({
    initialValues: valuesOf(options),
    validate: (values) => readValues(values).problems ?? {},
    validateInputOnBlur: true,
  });
  const toggle = (name: 'forward' | 'readBack' | 'clean') =>
    form.getInputProps(name, { type: 'checkbox' }) as object;

  function submit(values: OrthancValues) {
    const read = readValues(values);
    if (read.options === null) return;
    save.mutate(
      { application, component: 'orthanc', options: read.options },
      {
        onSuccess: () => {
          notifyDone(options === null ? words.added : words.saved);
          onClose();
        },
      },
    );
  }
  return (
    <form className={styles.question} onSubmit={form.onSubmit(submit)} noValidate>
      <Switch label={words.orthanc.forward} description={words.orthanc.forwardHelp} {...toggle('forward')} />
      <Switch
        label={words.orthanc.readBack}
        description={words.orthanc.readBackHelp}
        {...toggle('readBack')}
      />
      <Switch label={words.orthanc.clean} description={words.orthanc.cleanHelp} {...toggle('clean')} />
      <div className={styles.two}>
        <NumberInput
          label={words.orthanc.port}
          description={words.orthanc.portHelp}
          placeholder={words.orthanc.portPlaceholder}
          min={1}
          allowDecimal={false}
          {...form.getInputProps('port')}
        />
        <NumberInput
          label={words.orthanc.dicomPort}
          description={words.orthanc.dicomPortHelp}
          placeholder={words.orthanc.dicomPortPlaceholder}
          min={1}
          allowDecimal={false}
          {...form.getInputProps('dicomPort')}
        />
        <TextInput
          label={words.orthanc.aeTitle}
          description={texts.applicationWizard.orthancTitleHelp}
          {...form.getInputProps('aeTitle')}
        />
        <TextInput
          label={words.orthanc.defaultStore}
          description={words.orthanc.defaultStoreHelp}
          {...form.getInputProps('defaultStore')}
        />
        <TextInput
          label={words.orthanc.image}
          description={words.orthanc.imageHelp}
          {...form.getInputProps('image')}
        />
        <TextInput
          label={words.orthanc.baseImage}
          description={words.orthanc.baseImageHelp}
          {...form.getInputProps('baseImage')}
        />
      </div>
      {save.error !== null && <ErrorNote error={save.error} />}
      <div className={styles.foot}>
        <Button variant="default" size="sm" onClick={onClose}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" size="sm" loading={save.isPending}>
          {options === null ? words.addConfirm : words.save}
        </Button>
      </div>
    </form>
  );
}
