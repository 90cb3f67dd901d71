import type { QueryKey } from '@tanstack/react-query';
import type { RouteName } from '../../contract/index.ts';

/**
 * Key of a route's answer. Matching is partial: `routeKey('runs.list', { application })` names every page and
 * filter of that application's runs.
 */
export function routeKey(route: RouteName, input: object = {}): QueryKey {
  return [route, input];
}
