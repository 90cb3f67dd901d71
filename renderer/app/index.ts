export { OutsideNote } from './OutsideNote.tsx';
export { Window } from './Window.tsx';
