export { PeerDialog } from './PeerDialog.tsx';
