/** One instance with the elements of its file, and two of them compared. */
export { CompareView } from './CompareView.tsx';
export { InstanceView } from './InstanceView.tsx';
