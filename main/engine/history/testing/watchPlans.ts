import type { History } from '../../database/index.ts';

type Values = Parameters<History['all']>[1];

/** A history that keeps by which plan each query of it was answered: the queries themselves, not what a test says of them. */
export function watchPlans(history: History): { history: History; plans: string[] } {
  const plans: string[] = [];
  const note = (sql: string, parameters: Values) => plans.push(history.explain(sql, parameters).join('\n'));
  return {
    plans,
    history: {
      ...history,
      all<Row>(sql: string, parameters?: Values) {
        note(sql, parameters);
        return history.all<Row>(sql, parameters);
      },
      get<Row>(sql: string, parameters?: Values) {
        note(sql, parameters);
        return history.get<Row>(sql, parameters);
      },
    },
  };
}
