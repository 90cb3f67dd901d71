import { SegmentedControl, Switch } from '@mantine/core';
import type { ApplicationDetail, DesktopSettings } from '../../contract/index.ts';
import { useAction } from '../engine/index.ts';
import { Field, Part } from '../forms/index.ts';
import { notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './DesktopPart.module.css';
import { useDesktop } from './useDesktop.ts';

const closings = ['ask', 'hide', 'quit'] as const;
const kinds = ['failedRuns', 'finishedRuns', 'fullDisk', 'patientNames'] as const;

/** What the program does on this computer, with or without its window. */
export function DesktopPart({ detail }: { detail: ApplicationDetail }) {
  const { desktop, change } = useDesktop();
  const save = useAction('applications.set_options');
  const words = texts.desktop;
  if (desktop === undefined) return null;
  const { settings, autostart, canNotify } = desktop;
  const set = (changes: Partial<DesktopSettings>) => change({ settings: { ...settings, ...changes } });
  return (
    <Part title={words.title}>
      <Field label={words.autostart} help={autostart.problem ?? words.autostartHelp} controlId="autostart">
        <Switch
          id="autostart"
          aria-describedby="autostart-help"
          checked={autostart.isOn}
          disabled={autostart.problem !== null}
          onChange={({ currentTarget }) => change({ autostart: currentTarget.checked })}
        />
        {autostart.isOn && autostart.command !== null && (
          <p className={styles.command}>{words.command(autostart.command)}</p>
        )}
      </Field>
      {autostart.isOn && (
        <Field label={words.startAtLogin} help={words.startAtLoginHelp} controlId="start-at-login">
          <Switch
            id="start-at-login"
            aria-describedby="start-at-login-help"
            checked={detail.options.startAtLogin}
            onChange={({ currentTarget }) =>
              save.mutate(
                { application: detail.id, options: { startAtLogin: currentTarget.checked } },
                { onError: notifyError },
              )
            }
          />
        </Field>
      )}
      <Field label={words.closing} help={words.closingHelp}>
        <SegmentedControl
          aria-label={words.closing}
          value={settings.closing}
          onChange={(closing) => set({ closing })}
          data={closings.map((value) => ({ value, label: words.closings[value] }))}
        />
      </Field>
      <Field label={words.notifications} help={canNotify ? words.notificationsHelp : words.notMade}>
        <div className={styles.kinds}>
          {kinds.map((kind) => (
            <Switch
              key={kind}
              label={words.kinds[kind]}
              checked={settings.notifications[kind]}
              disabled={!canNotify}
              onChange={({ currentTarget }) =>
                set({ notifications: { ...settings.notifications, [kind]: currentTarget.checked } })
              }
            />
          ))}
        </div>
      </Field>
    </Part>
  );
}
