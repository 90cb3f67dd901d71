import {
  IconActivity,
  IconBox,
  IconContainer,
  IconDoorEnter,
  IconFileImport,
  IconFilter,
  IconHourglass,
  IconNetwork,
  IconPuzzle,
  IconRoute,
  IconSettings,
  IconShieldX,
  IconStack2,
  IconTimeline,
  type Icon,
} from '../icons/index.ts';
import { Link, useLocation } from 'wouter';
import { useRoute } from '../engine/index.ts';
import { formatCount } from '../format/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Navigation.module.css';

interface Way {
  label: string;
  icon: Icon;
  href: string;
  /** Other addresses that belong to it. */
  also?: string;
  /** What there is some of, beside its name. */
  count?: { shown: string; title?: string; tone: 'running' | 'warning' } | undefined;
}

/** The views of the application. */
export function Navigation() {
  const application = useApplicationId();
  const [location] = useLocation();
  const detail = useRoute('applications.get', { application }).data;
  const active = detail?.counts.activeRuns ?? 0;
  const kept = useRoute('quarantine.list', { application, limit: 1 }).data?.usage.files ?? 0;

  const ways: Way[] = [
    { label: texts.frame.overview, icon: IconActivity, href: paths.overview(application) },
    { label: texts.frame.flow, icon: IconRoute, href: paths.flow(application) },
    { label: texts.frame.studies, icon: IconStack2, href: paths.studies(application) },
    {
      label: texts.frame.runs,
      icon: IconTimeline,
      href: paths.runs(application),
      also: paths.jobs(application),
      count: active === 0 ? undefined : { shown: texts.frame.activeRuns(active), tone: 'running' },
    },
    {
      label: texts.frame.doors,
      icon: IconDoorEnter,
      href: paths.doors(application),
      also: paths.diskSpace(application),
    },
    { label: texts.frame.imports, icon: IconFileImport, href: paths.imports(application) },
    { label: texts.frame.peers, icon: IconNetwork, href: paths.peers(application) },
    {
      label: texts.frame.quarantine,
      icon: IconShieldX,
      href: paths.quarantine(application),
      count:
        kept === 0
          ? undefined
          : { shown: formatCount(kept), title: texts.quarantine.badge(kept), tone: 'warning' },
    },
    { label: texts.frame.completeness, icon: IconHourglass, href: paths.completeness(application) },
    { label: texts.frame.filters, icon: IconFilter, href: paths.filters(application) },
    { label: texts.frame.services, icon: IconPuzzle, href: paths.services(application) },
    { label: texts.frame.workers, icon: IconBox, href: paths.workers(application) },
    { label: texts.frame.containers, icon: IconContainer, href: paths.containers(application) },
    { label: texts.frame.settings, icon: IconSettings, href: paths.settings(application) },
  ];
  const isHere = (way: Way) =>
    way.href === paths.overview(application)
      ? location === way.href
      : location.startsWith(way.href) || (way.also !== undefined && location.startsWith(way.also));

  return (
    <nav aria-label={texts.frame.navigation}>
      <ul className={styles.list}>
        {ways.map((way) => (
          <li key={way.href}>
            <Link href={way.href} className={styles.way} aria-current={isHere(way) ? 'page' : undefined}>
              <way.icon size={17} stroke={1.7} aria-hidden />
              <span className={styles.label}>{way.label}</span>
              {way.count !== undefined && (
                <span className={styles.count} data-state={way.count.tone} title={way.count.title}>
                  {way.count.shown}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
