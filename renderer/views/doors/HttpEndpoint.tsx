import { ActionIcon, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useRoute } from '../../engine/index.ts';
import { IconEye, IconEyeOff } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, CodeBlock, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { BigValue, BigValues } from './BigValue.tsx';
import styles from './Endpoint.module.css';
import { urlToCall } from './reach.ts';
import { ReachNote } from './ReachNote.tsx';
import { RenewToken } from './RenewToken.tsx';
import { curlCommand } from './tryCommands.ts';
import { useHosts } from './useHosts.ts';

/** As many dots for every token, so that not even its length is shown. */
const dots = '•'.repeat(16);

/** What a client needs to send by HTTP: addresses and the token. */
export function HttpEndpoint() {
  const application = useApplicationId();
  const words = texts.doors.send;
  const access = useRoute('http.access', { application }, { keep: false });
  const options = useRoute('applications.get', { application }).data?.options.http;
  const hosts = useHosts();
  const [shown, setShown] = useState(false);
  const Eye = shown ? IconEyeOff : IconEye;
  const eyeLabel = shown ? words.hideToken : words.showToken;
  return (
    <Section title={words.title} actions={<RenewToken />}>
      <Answer query={access}>
        {({ token, file, ...urls }) => {
          const bindAddress = options?.bindAddress ?? '';
          const instancesUrl = urlToCall(urls.instancesUrl, bindAddress, hosts);
          const dicomWebUrl = urlToCall(urls.dicomWebUrl, bindAddress, hosts);
          return (
            <>
              <BigValues>
                <BigValue name={words.instancesUrl} value={instancesUrl} copyLabel={words.copyUrl} />
                <BigValue name={words.dicomWebUrl} value={dicomWebUrl} copyLabel={words.copyUrl} />
                <BigValue
                  name={words.token}
                  value={token}
                  shown={shown ? token : dots}
                  copyLabel={words.copyToken}
                >
                  <Tooltip label={eyeLabel}>
                    <ActionIcon aria-label={eyeLabel} size={24} onClick={() => setShown(!shown)}>
                      <Eye size={15} />
                    </ActionIcon>
                  </Tooltip>
                </BigValue>
              </BigValues>
              {options !== undefined && <ReachNote bindAddress={options.bindAddress} hosts={hosts} />}
              <p className={styles.note}>{words.tokenFile(file)}</p>
              <details className={styles.more}>
                <summary>{words.tryHttp}</summary>
                <CodeBlock text={curlCommand(instancesUrl, shown ? token : 'TOKEN')} label={words.tryLabel} />
              </details>
            </>
          );
        }}
      </Answer>
    </Section>
  );
}
