/**
 * The views and wizards that are not in the window at its start: each comes in a file of its own when it is shown, and
 * all of them when the window has nothing else to do.
 */
import { onDemand } from './onDemand.tsx';

const containers = () => import('../views/containers/index.ts');
const doors = () => import('../views/doors/index.ts');
const imports = () => import('../views/imports/index.ts');
const instance = () => import('../views/instance/index.ts');
const quarantine = () => import('../views/quarantine/index.ts');
const runs = () => import('../views/runs/index.ts');
const studies = () => import('../views/studies/index.ts');
const workers = () => import('../views/workers/index.ts');
const install = () => import('../wizards/install/index.ts');

export const FlowView = onDemand(async () => (await import('../views/flow/index.ts')).FlowView);
export const DayView = onDemand(async () => (await import('../views/day/index.ts')).DayView);
export const StatisticsView = onDemand(
  async () => (await import('../views/statistics/index.ts')).StatisticsView,
);
export const StudiesView = onDemand(async () => (await studies()).StudiesView);
export const StudyView = onDemand(async () => (await studies()).StudyView);
export const PatientView = onDemand(async () => (await studies()).PatientView);
export const SeriesView = onDemand(async () => (await studies()).SeriesView);
export const InstanceView = onDemand(async () => (await instance()).InstanceView);
export const CompareView = onDemand(async () => (await instance()).CompareView);
export const ViewerView = onDemand(async () => (await import('../views/viewer/index.ts')).ViewerView);
export const RunsView = onDemand(async () => (await runs()).RunsView);
export const JobsView = onDemand(async () => (await runs()).JobsView);
export const RunView = onDemand(async () => (await import('../views/run/index.ts')).RunView);
export const ServicesView = onDemand(async () => (await import('../views/services/index.ts')).ServicesView);
export const ServiceView = onDemand(async () => (await import('../views/service/index.ts')).ServiceView);
export const WorkersView = onDemand(async () => (await workers()).WorkersView);
export const WorkerView = onDemand(async () => (await workers()).WorkerView);
export const ContainersView = onDemand(async () => (await containers()).ContainersView);
export const ContainerView = onDemand(async () => (await containers()).ContainerView);
export const PeersView = onDemand(async () => (await import('../views/peers/index.ts')).PeersView);
export const QueryView = onDemand(async () => (await import('../views/query/index.ts')).QueryView);
export const CompletenessView = onDemand(
  async () => (await import('../views/completeness/index.ts')).CompletenessView,
);
export const FiltersView = onDemand(async () => (await import('../views/filters/index.ts')).FiltersView);
export const ImportsView = onDemand(async () => (await imports()).ImportsView);
export const ImportTaskView = onDemand(async () => (await imports()).ImportTaskView);
export const DoorsView = onDemand(async () => (await doors()).DoorsView);
export const DoorView = onDemand(async () => (await doors()).DoorView);
export const DoorSettingsView = onDemand(async () => (await doors()).DoorSettingsView);
export const DiskSpaceView = onDemand(async () => (await doors()).DiskSpaceView);
export const QuarantineView = onDemand(async () => (await quarantine()).QuarantineView);
export const QuarantinedView = onDemand(async () => (await quarantine()).QuarantinedView);
export const DiagnosticsView = onDemand(
  async () => (await import('../views/diagnostics/index.ts')).DiagnosticsView,
);
export const DiskUseView = onDemand(async () => (await import('../views/diskUse/index.ts')).DiskUseView);
export const SettingsView = onDemand(async () => (await import('../views/settings/index.ts')).SettingsView);
export const GuidedTour = onDemand(async () => (await import('../views/tour/index.ts')).GuidedTour);
export const HelpView = onDemand(async () => (await import('../views/help/index.ts')).HelpView);
export const HelpPanel = onDemand(async () => (await import('../views/help/index.ts')).HelpPanel);
export const GeneralTaskView = onDemand(
  async () => (await import('../views/generalTask/index.ts')).GeneralTaskView,
);

export const ApplicationWizard = onDemand(
  async () => (await import('../wizards/application/index.ts')).ApplicationWizard,
);
export const LegacyWizard = onDemand(async () => (await import('../wizards/legacy/index.ts')).LegacyWizard);
export const PeerWizard = onDemand(async () => (await import('../wizards/peer/index.ts')).PeerWizard);
export const RestoreWizard = onDemand(
  async () => (await import('../wizards/restore/index.ts')).RestoreWizard,
);
export const InstallServiceWizard = onDemand(async () => (await install()).InstallServiceWizard);
export const InstallWorkerWizard = onDemand(async () => (await install()).InstallWorkerWizard);
export const ServiceWizard = onDemand(
  async () => (await import('../wizards/service/index.ts')).ServiceWizard,
);
export const WorkerWizard = onDemand(async () => (await import('../wizards/worker/index.ts')).WorkerWizard);
