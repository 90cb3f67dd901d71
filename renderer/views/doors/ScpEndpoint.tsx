import type { DoorState, ScpOptions } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { CodeBlock, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { BigValue, BigValues } from './BigValue.tsx';
import styles from './Endpoint.module.css';
import { hostToCall, portToCall } from './reach.ts';
import { ReachNote } from './ReachNote.tsx';
import { tryCommands } from './tryCommands.ts';
import { useHosts } from './useHosts.ts';

/** What is entered at a sender: AE title, host and port. */
export function ScpEndpoint({ door }: { door: Pick<DoorState, 'address'> }) {
  const application = useApplicationId();
  const words = texts.doors.send;
  const options = useRoute('applications.get', { application }).data?.options.scp;
  const hosts = useHosts();
  if (options === undefined) return null;
  const host = hostToCall(options.bindAddress, hosts);
  const port = portToCall(options.port, door.address);
  return (
    <Section title={words.title}>
      <BigValues>
        <BigValue name={words.aeTitle} value={options.aeTitle} copyLabel={words.copyAeTitle} />
        <BigValue name={words.host} value={host} copyLabel={words.copyHost} />
        <BigValue
          name={words.port}
          value={port === null ? texts.common.none : String(port)}
          copyLabel={words.copyPort}
        />
      </BigValues>
      <ReachNote bindAddress={options.bindAddress} hosts={hosts} />
      <p className={styles.note}>{conditions(options)}</p>
      {port !== null && options.tls.mode === 'off' && (
        <details className={styles.more}>
          <summary>{words.try}</summary>
          <CodeBlock text={tryCommands(options, host, port)} label={words.tryLabel} />
        </details>
      )}
    </Section>
  );
}

function conditions({ checkCalledAe, callingAeTitles, tls }: ScpOptions): string {
  const words = texts.doors.send;
  return [
    checkCalledAe ? words.exactTitle : words.anyTitle,
    callingAeTitles.length === 0 ? words.anySender : words.onlySenders(callingAeTitles),
    ...(tls.mode === 'on' ? [words.tls] : []),
  ].join(' ');
}
