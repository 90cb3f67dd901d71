import type { UseFormReturnType } from '@mantine/form';
import type { WorkerValues } from './optionValues.ts';

/** The form of a worker's options. */
export type WorkerForm = UseFormReturnType<WorkerValues>;
