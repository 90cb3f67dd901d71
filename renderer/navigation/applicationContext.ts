import { createContext, useContext } from 'react';

/** Id of the application on show. */
export const ApplicationContext = createContext<string | null>(null);

/** Id of the application on show; only inside the application frame. */
export function useApplicationId(): string {
  const application = useContext(ApplicationContext);
  if (application === null) throw new Error('useApplicationId outside of ApplicationContext');
  return application;
}
