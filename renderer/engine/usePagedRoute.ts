import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { EngineError, Page, RouteInput, RouteName, RouteOutput } from '../../contract/index.ts';
import { useEngine } from './engineContext.ts';
import { routeKey } from './queryKeys.ts';

/** Routes that answer with a page of a list. */
type PagedRouteName = {
  [Name in RouteName]: RouteOutput<Name> extends Page<unknown> ? Name : never;
}[RouteName];

type RowOf<Name extends PagedRouteName> = RouteOutput<Name>['rows'][number];

/** A list that is read page by page as it is scrolled. */
export interface PagedRows<Row> {
  rows: Row[];
  /** Rows of the whole list under the same filter; where `isTotalExact` is false, at least so many. */
  total: number;
  isTotalExact: boolean;
  /** More can be read. */
  hasMore: boolean;
  /** Nothing is there to show yet. */
  loading: boolean;
  /** What is shown belongs to the filter before. */
  outdated: boolean;
  error: EngineError | null;
  /** Why the next page could not be read; it is not asked for again before somebody wants it. */
  moreError: EngineError | null;
  readMore: () => void;
  /** Asks again for what could not be read. */
  retry: () => void;
}

/** What else the route says of the list stands in its first page. */
interface PagedAnswer<Name extends PagedRouteName> extends PagedRows<RowOf<Name>> {
  first: RouteOutput<Name> | undefined;
}

/** What is found under a filter may not be counted to its end. */
function isExact(page: Page<unknown> | undefined): boolean {
  return page === undefined || !('isTotalExact' in page) || page.isTotalExact === true;
}

/** All pages read so far of a listing route. */
export function usePagedRoute<Name extends PagedRouteName>(
  route: Name,
  input: RouteInput<Name>,
): PagedAnswer<Name> {
  const engine = useEngine();
  const query = useInfiniteQuery({
    // An answer of its own beside the single page that `useRoute` may hold for the same input.
    queryKey: [...routeKey(route, input), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      engine.request(route, pageParam === null ? input : { ...input, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<unknown>) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, refetch } = query;
  const rows = useMemo(() => data?.pages.flatMap((page): RowOf<Name>[] => page.rows) ?? [], [data]);
  return {
    rows,
    first: data?.pages[0],
    total: data?.pages.at(-1)?.total ?? 0,
    isTotalExact: isExact(data?.pages.at(-1)),
    hasMore: hasNextPage,
    loading: query.isPending,
    outdated: query.isPlaceholderData,
    error: data === undefined ? (query.error as EngineError | null) : null,
    moreError: isFetchNextPageError ? (query.error as EngineError | null) : null,
    readMore: () => {
      if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
    },
    retry: () => void (isFetchNextPageError ? fetchNextPage() : refetch()),
  };
}
