export { repairPdf, type RepairedPdf } from './repair-pdf.ts';
