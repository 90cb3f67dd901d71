import {
  IconActivity,
  IconBox,
  IconCalendarEvent,
  IconChartBar,
  IconContainer,
  IconDoorEnter,
  IconFileImport,
  IconFilter,
  IconHourglass,
  IconNetwork,
  IconPuzzle,
  IconRoute,
  IconServer,
  IconSettings,
  IconShieldX,
  IconStack2,
  IconStethoscope,
  IconTimeline,
  type Icon,
} from '../icons/index.ts';
import type { ShortcutId } from '../../contract/index.ts';
import { paths } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';

/** A page of an application that one goes to by name. */
export interface PageEntry {
  id: string;
  label: string;
  icon: Icon;
  href: string;
  /** Other addresses that belong to it. */
  also?: string;
  /** Not among the ways at the side: one comes there from elsewhere. */
  isApart?: boolean;
  /** The shortcut that leads there. */
  shortcut?: ShortcutId;
}

/** The pages of an application, in the order in which they are listed. */
export function pagesOf(application: string): PageEntry[] {
  const words = texts.frame;
  return [
    {
      id: 'overview',
      label: words.overview,
      icon: IconActivity,
      href: paths.overview(application),
      shortcut: 'overview',
    },
    { id: 'flow', label: words.flow, icon: IconRoute, href: paths.flow(application), shortcut: 'flow' },
    {
      id: 'studies',
      label: words.studies,
      icon: IconStack2,
      href: paths.studies(application),
      shortcut: 'studies',
    },
    {
      id: 'runs',
      label: words.runs,
      icon: IconTimeline,
      href: paths.runs(application),
      also: paths.jobs(application),
      shortcut: 'runs',
    },
    {
      id: 'day',
      label: texts.day.title,
      icon: IconCalendarEvent,
      href: paths.day(application),
      isApart: true,
    },
    {
      id: 'statistics',
      label: texts.statistics.title,
      icon: IconChartBar,
      href: paths.statistics(application),
    },
    {
      id: 'doors',
      label: words.doors,
      icon: IconDoorEnter,
      href: paths.doors(application),
      also: paths.diskSpace(application),
      shortcut: 'doors',
    },
    {
      id: 'imports',
      label: words.imports,
      icon: IconFileImport,
      href: paths.imports(application),
      shortcut: 'imports',
    },
    { id: 'peers', label: words.peers, icon: IconNetwork, href: paths.peers(application), shortcut: 'peers' },
    {
      id: 'quarantine',
      label: words.quarantine,
      icon: IconShieldX,
      href: paths.quarantine(application),
      shortcut: 'quarantine',
    },
    { id: 'diskUse', label: texts.diskUse.title, icon: IconServer, href: paths.diskUse(application) },
    {
      id: 'completeness',
      label: words.completeness,
      icon: IconHourglass,
      href: paths.completeness(application),
    },
    { id: 'filters', label: words.filters, icon: IconFilter, href: paths.filters(application) },
    {
      id: 'services',
      label: words.services,
      icon: IconPuzzle,
      href: paths.services(application),
      shortcut: 'services',
    },
    { id: 'workers', label: words.workers, icon: IconBox, href: paths.workers(application) },
    { id: 'containers', label: words.containers, icon: IconContainer, href: paths.containers(application) },
    {
      id: 'settings',
      label: words.settings,
      icon: IconSettings,
      href: paths.settings(application),
      shortcut: 'settings',
    },
    {
      id: 'diagnostics',
      label: words.diagnostics,
      icon: IconStethoscope,
      href: paths.diagnostics(application),
      isApart: true,
      shortcut: 'diagnostics',
    },
  ];
}
