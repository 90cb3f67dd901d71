const key = 'dcm-processor.last-application';

/** The application that was on show last in this window, by id. */
export function readLastApplication(): string | null {
  return localStorage.getItem(key);
}

/** Keeps it for the next start. */
export function keepLastApplication(application: string): void {
  localStorage.setItem(key, application);
}
