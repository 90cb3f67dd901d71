import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { routeKey, useAction, useRoute } from '../../engine/index.ts';
import { IconEye, IconEyeOff, IconRefresh } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, CodeBlock, Confirm, notifyDone, notifyError, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { BigValue, BigValues } from './BigValue.tsx';
import styles from './Endpoint.module.css';
import { ReachNote } from './ReachNote.tsx';

/** As many dots for every token, so that not even its length is shown. */
const dots = '•'.repeat(16);

/** What a client needs to send by HTTP: addresses and the token. */
export function HttpEndpoint() {
  const application = useApplicationId();
  const words = texts.doors.send;
  const access = useRoute('http.access', { application }, { keep: false });
  const options = useRoute('applications.get', { application }).data?.options.http;
  const hosts = useRoute('engine.status', {}).data?.hosts ?? [];
  const [shown, setShown] = useState(false);
  const Eye = shown ? IconEyeOff : IconEye;
  const eyeLabel = shown ? words.hideToken : words.showToken;
  return (
    <Section title={words.title} actions={<RenewToken />}>
      <Answer query={access}>
        {({ token, file, instancesUrl, dicomWebUrl }) => (
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
        )}
      </Answer>
    </Section>
  );
}

function curlCommand(url: string, token: string): string {
  return `curl --fail -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/dicom' --data-binary @image.dcm ${url}`;
}

function RenewToken() {
  const application = useApplicationId();
  const words = texts.doors.send;
  const [asked, setAsked] = useState(false);
  const queryClient = useQueryClient();
  const renew = useAction('http.renew_token', notifyError);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={15} aria-hidden />}
        onClick={() => setAsked(true)}
      >
        {words.renewToken}
      </Button>
      <Confirm
        opened={asked}
        title={words.renewTitle}
        text={words.renewText}
        action={words.renewToken}
        busy={renew.isPending}
        onClose={() => setAsked(false)}
        onConfirm={() =>
          renew.mutate(
            { application },
            {
              onSuccess: (access) => {
                queryClient.setQueryData(routeKey('http.access', { application }), access);
                notifyDone(words.renewed);
              },
              onSettled: () => setAsked(false),
            },
          )
        }
      />
    </>
  );
}
