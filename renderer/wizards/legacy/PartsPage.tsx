import { Checkbox, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { LegacyApplication, LegacyPart, RouteOutput } from '../../../contract/index.ts';
import { Fields, Field } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import { chosenParts, type LegacyValues } from './legacyValues.ts';
import styles from './LegacyWizard.module.css';

interface PartsPageProps {
  form: UseFormReturnType<LegacyValues>;
  old: LegacyApplication;
  network: RouteOutput<'legacy.look'>['network'];
}

/** Which services and workers, and what else. */
export function PartsPage({ form, old, network }: PartsPageProps) {
  const words = texts.legacyWizard;
  const hosts = [network.httpProxy, network.httpsProxy, ...network.trustedHosts].filter(
    (one) => one !== null && one !== '',
  );
  return (
    <>
      <div className={styles.columns}>
        <Parts form={form} field="services" title={words.services} parts={old.services} />
        <Parts form={form} field="workers" title={words.workers} parts={old.workers} />
      </div>
      <Fields>
        <Field
          label={words.peers}
          help={old.peers.length === 0 ? words.noPeers : old.peers.join(', ')}
          controlId="peers"
        >
          <Switch
            id="peers"
            aria-describedby="peers-help"
            disabled={old.peers.length === 0}
            {...form.getInputProps('peers', { type: 'checkbox' })}
          />
        </Field>
        <Field label={words.orthanc} help={words.orthancHelp} controlId="orthanc">
          <Switch
            id="orthanc"
            aria-describedby="orthanc-help"
            {...form.getInputProps('orthanc', { type: 'checkbox' })}
          />
        </Field>
        {hosts.length > 0 && (
          <Field label={words.network} help={words.networkHelp(hosts.join(', '))} controlId="network">
            <Switch
              id="network"
              aria-describedby="network-help"
              {...form.getInputProps('network', { type: 'checkbox' })}
            />
          </Field>
        )}
      </Fields>
    </>
  );
}

interface PartsProps {
  form: UseFormReturnType<LegacyValues>;
  field: 'services' | 'workers';
  title: string;
  parts: readonly LegacyPart[];
}

/** Services or workers, each with why it cannot be brought over or what is to be known of it. */
function Parts({ form, field, title, parts }: PartsProps) {
  const words = texts.legacyWizard;
  const turned = form.getValues()[field];
  const chosen = chosenParts([...parts], turned);
  // What came with the tool is seldom wanted.
  const ownFirst = parts.toSorted((one, other) => Number(one.bundled) - Number(other.bundled));
  const turn = (name: string) =>
    form.setFieldValue(
      field,
      turned.includes(name) ? turned.filter((one) => one !== name) : [...turned, name],
    );
  return (
    <fieldset className={styles.parts}>
      <legend className={styles.legend}>{title}</legend>
      {parts.length === 0 && <p className={styles.hint}>{words.noParts}</p>}
      {ownFirst.map(({ name, problem, notes }) => (
        <Checkbox
          key={name}
          label={name}
          description={[problem, ...notes].filter((part) => part !== null).join(' ')}
          disabled={problem !== null}
          checked={chosen.includes(name)}
          onChange={() => turn(name)}
        />
      ))}
    </fieldset>
  );
}
