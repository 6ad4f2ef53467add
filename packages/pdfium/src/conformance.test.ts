import { pdfConformanceCases } from '@unifex/pdf-suite';
import { testBackend } from '@unifex/testkit';
import { describe, it } from 'vitest';
import { pdfiumBackend } from './backend.ts';

testBackend({ backend: pdfiumBackend, cases: pdfConformanceCases(), describe, it });
