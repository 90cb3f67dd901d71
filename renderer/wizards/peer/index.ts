export { PeerWizard } from './PeerWizard.tsx';
