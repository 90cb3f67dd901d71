import { Switch } from '@mantine/core';
import type { ServiceDetail } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, notifyError, Page, StateBadge, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { linkTones } from './linkTones.ts';
import { ServiceActions } from './ServiceActions.tsx';
import { ServiceTabs } from './ServiceTabs.tsx';
import styles from './Service.module.css';

/** One installed service: its jobs, versions, updates, and the work on it. */
export function ServiceView({ service: name, tab }: { service: string; tab: string | null }) {
  const application = useApplicationId();
  const words = texts.service;
  const query = useRoute('services.get', { application, name });
  const service = query.data;
  return (
    <Page
      fills
      title={name}
      trail={<Trail href={paths.services(application)} label={texts.services.title} />}
      mark={service && <Marks service={service} />}
      description={service && (service.description === '' ? words.noDescription : service.description)}
      actions={
        service && (
          <>
            <EnabledSwitch service={service} />
            <ServiceActions service={service} />
          </>
        )
      }
    >
      <Answer query={query} waiting={<ListSkeleton rows={6} height={56} />}>
        {(detail) => <ServiceTabs service={detail} tab={tab} />}
      </Answer>
    </Page>
  );
}

function Marks({ service }: { service: ServiceDetail }) {
  const words = texts.service;
  return (
    <>
      <span className={styles.version}>{words.version(service.version)}</span>
      {service.link !== null && <StateBadge tone={linkTones[service.link.state]} label={words.development} />}
      {!service.isEnabled && <StateBadge tone="skipped" label={words.disabled} />}
      {service.isEdited && <StateBadge tone="warning" label={words.edited} />}
    </>
  );
}

/** Turns the whole service on and off. */
function EnabledSwitch({ service: { name, isEnabled } }: { service: ServiceDetail }) {
  const application = useApplicationId();
  const words = texts.service;
  const enable = useAction('services.enable', notifyError);
  const disable = useAction('services.disable', notifyError);
  return (
    <Switch
      label={words.enabled}
      title={words.enabledHelp}
      aria-label={words.enabledOf(name)}
      checked={isEnabled}
      disabled={enable.isPending || disable.isPending}
      onChange={() => (isEnabled ? disable : enable).mutate({ application, name })}
    />
  );
}
