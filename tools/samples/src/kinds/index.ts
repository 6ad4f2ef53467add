export { ensureMixedReport, type MixedReport } from './mixed-report.ts';
export { drawPageKinds, type LabelledDocument, type LabelledPage } from './page-kinds.ts';
