import { Link, useLocation } from 'wouter';
import { useRoute } from '../engine/index.ts';
import { formatCount } from '../format/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Navigation.module.css';
import { pagesOf, type PageEntry } from './pages.ts';

/** What there is some of, beside the name of a page. */
interface Count {
  shown: string;
  title?: string;
  tone: 'running' | 'warning';
}

/** True for the address of a page and all below it, not for those that only begin alike. */
const isWithin = (location: string, page: string) => `${location}/`.startsWith(`${page}/`);

/** The views of the application. */
export function Navigation() {
  const application = useApplicationId();
  const [location] = useLocation();
  const detail = useRoute('applications.get', { application }).data;
  const active = detail?.counts.activeRuns ?? 0;
  const kept = useRoute('quarantine.list', { application, limit: 1 }).data?.usage.files ?? 0;

  const pages = pagesOf(application).filter(({ isApart }) => isApart !== true);
  const counts: Record<string, Count | undefined> = {
    runs: active === 0 ? undefined : { shown: texts.frame.activeRuns(active), tone: 'running' },
    quarantine:
      kept === 0
        ? undefined
        : { shown: formatCount(kept), title: texts.quarantine.badge(kept), tone: 'warning' },
  };
  const isHere = (page: PageEntry) =>
    page.href === paths.overview(application)
      ? location === page.href
      : isWithin(location, page.href) || (page.also !== undefined && isWithin(location, page.also));

  return (
    <nav aria-label={texts.frame.navigation}>
      <ul className={styles.list}>
        {pages.map((page) => {
          const count = counts[page.id];
          return (
            <li key={page.href}>
              <Link href={page.href} className={styles.way} aria-current={isHere(page) ? 'page' : undefined}>
                <page.icon size={17} stroke={1.7} aria-hidden />
                <span className={styles.label}>{page.label}</span>
                {count !== undefined && (
                  <span className={styles.count} data-state={count.tone} title={count.title}>
                    {count.shown}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
