import type { BaseImage } from '../../../../contract/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './CheckedBase.module.css';

/** What a base image is and has. */
export function CheckedBase({ base }: { base: BaseImage }) {
  const words = texts.workers;
  const pythons = base.pythons.map(({ version }) => version).join(', ');
  return (
    <p className={styles.base}>
      <code>{base.reference}</code>{' '}
      <span>
        {pythons === '' ? words.baseWithoutPython(base.system) : words.base(base.system, pythons)}
        {!base.hasNetwork && `. ${words.noNetwork}`}
      </span>
    </p>
  );
}
