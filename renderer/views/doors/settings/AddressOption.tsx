import { Autocomplete } from '@mantine/core';
import { optionIds, OptionRow, useOption, type OptionForm } from '../../../forms/index.ts';
import { StateIcon } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { reachOf } from '../reach.ts';
import styles from './AddressOption.module.css';
import { useHosts } from '../useHosts.ts';

interface AddressOptionProps {
  form: OptionForm;
  path: 'scp.bindAddress' | 'http.bindAddress';
  label: string;
  help: string;
  /** What it means that other machines can reach the door. */
  warning: string;
}

const loopback = '127.0.0.1';
const everywhere = '0.0.0.0';

/** The address that a door listens at, and in plain words who can reach it there. */
export function AddressOption({ warning, ...option }: AddressOptionProps) {
  const words = texts.doorSettings.bind;
  const hosts = useHosts();
  const { value, error, onChange } = useOption(option.form, option.path);
  const address = typeof value === 'string' ? value : '';
  const meanings = new Map([
    [loopback, words.machine],
    [everywhere, words.networks],
    // The first is the name of this machine, which is no address to listen at.
    ...hosts.slice(1).map((host) => [host, words.other(host)] as const),
  ]);
  return (
    <OptionRow {...option}>
      <Autocomplete
        {...optionIds(option.path)}
        size="sm"
        value={address}
        error={error}
        data={[...meanings.keys()]}
        // All of them stay in sight: it is a choice, and no search.
        filter={({ options }) => options}
        renderOption={({ option: { value: one } }) => meanings.get(one) ?? one}
        onChange={onChange}
      />
      <p className={styles.reach} aria-live="polite">
        {error === undefined && address !== '' && reachOf(address) !== 'machine' ? (
          <span className={styles.warning} data-state="warning">
            <StateIcon tone="warning" size={14} />
            <span>{warning}</span>
          </span>
        ) : (
          error === undefined && texts.doors.reach.machine
        )}
      </p>
    </OptionRow>
  );
}
