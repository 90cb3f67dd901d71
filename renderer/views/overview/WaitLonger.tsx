import { Button, Menu } from '@mantine/core';
import { useAction } from '../../engine/index.ts';
import { formatDateTime } from '../../format/index.ts';
import { IconChevronDown } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

interface WaitLongerProps {
  arrival: string;
  /** Whom it is about, for those who hear the button. */
  who: string;
}

/** Keeps an arrival open for longer. */
export function WaitLonger({ arrival, who }: WaitLongerProps) {
  const application = useApplicationId();
  const extend = useAction('arrivals.extend', notifyError);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={extend.isPending}
          aria-label={texts.overview.waitLongerOf(who)}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {texts.overview.waitLonger}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(texts.overview.waits).map(([seconds, label]) => (
          <Menu.Item
            key={seconds}
            onClick={() =>
              extend.mutate(
                { application, arrival, seconds: Number(seconds) },
                {
                  onSuccess: ({ heldUntil, dueAt }) =>
                    notifyDone(texts.overview.waitsUntil(formatDateTime(heldUntil ?? dueAt))),
                },
              )
            }
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
