import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { routeKey, useAction } from '../../engine/index.ts';
import { IconRefresh } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Confirm, notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Makes a new token for the HTTP door, after a question. */
export function RenewToken() {
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
