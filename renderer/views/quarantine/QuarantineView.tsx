import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { QuarantineReason } from '../../../contract/index.ts';
import { ChosenBar, useChosenRows } from '../../choosing/index.ts';
import { usePagedRoute, useRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { IconShieldX } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { AskClear, WayTo } from '../../nextSteps/index.ts';
import { EmptyNote, Page, VirtualTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { QuarantineBarActions } from './QuarantineBarActions.tsx';
import { quarantineColumns } from './quarantineColumns.tsx';
import { asReason, reasons } from './reasons.ts';
import { useQuarantineActions } from './useQuarantineActions.ts';

/** What could not be taken, newest first. */
export function QuarantineView() {
  const application = useApplicationId();
  const words = texts.quarantine;
  const [reason, setReason] = useState<QuarantineReason | null>(null);
  const list = usePagedRoute('quarantine.list', reason === null ? { application } : { application, reason });
  const usage = useRoute('quarantine.list', { application, limit: 1 }).data?.usage;
  const shown = list.outdated ? [] : list.rows.map(({ id }) => id);
  const chosen = useChosenRows({ shown, of: reason ?? '', beyond: true });
  const actions = useQuarantineActions();

  async function chooseAll() {
    const found = await actions.findAll(reason);
    if (found !== null) chosen.choose(found);
  }

  return (
    <Page
      fills
      title={words.title}
      description={
        usage === undefined || usage.files === 0
          ? words.lead
          : words.usage(
              texts.common.files(usage.files),
              formatBytes(usage.bytes),
              formatBytes(usage.maxBytes),
            )
      }
      actions={
        usage !== undefined &&
        usage.files > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={words.filter}
            value={reason ?? ''}
            onChange={(value) => setReason(asReason(value))}
            data={[
              { value: '', label: texts.common.all },
              ...reasons.map((one) => ({ value: one, label: words.reasons[one] })),
            ]}
          />
        )
      }
    >
      {list.rows.length > 0 && (
        <ChosenBar
          chosen={chosen}
          shown={shown}
          all={{
            total: list.total,
            choose: () => void chooseAll(),
          }}
          busy={actions.busy}
        >
          <QuarantineBarActions chosen={chosen} actions={actions} />
        </ChosenBar>
      )}
      <VirtualTable
        label={words.title}
        list={list}
        columns={quarantineColumns(chosen)}
        rowId={(row) => row.id}
        href={(row) => paths.quarantined(application, row.id)}
        empty={
          reason === null ? (
            <EmptyNote icon={IconShieldX} title={words.emptyTitle} text={words.emptyText}>
              <WayTo href={paths.doors(application)} label={texts.nextSteps.doors} />
            </EmptyNote>
          ) : (
            <EmptyNote icon={IconShieldX} title={words.noMatchTitle} text={words.noMatchText}>
              <AskClear what="filter" onClear={() => setReason(null)} />
            </EmptyNote>
          )
        }
      />
    </Page>
  );
}
