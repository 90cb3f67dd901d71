import { notifications } from '@mantine/notifications';
import { toEngineError, type ErrorReply } from '../../contract/index.ts';

/** Says in a corner of the window that something could not be done. */
export function notifyError(error: Pick<ErrorReply, 'message' | 'advice'>): void {
  notifications.show({ color: 'red', title: error.message, message: error.advice ?? '', autoClose: 12_000 });
}

/** Says so of whatever was thrown. */
export function notifyFailure(thrown: unknown): void {
  notifyError(toEngineError(thrown));
}

/** Says in a corner of the window that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 5000 });
}
