export { PeersView } from './PeersView.tsx';
