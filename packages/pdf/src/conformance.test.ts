import { pdfConformanceCases } from '@unifex/pdf-suite';
import { testBackend } from '@unifex/testkit';
import { describe, it } from 'vitest';
import { pdfBackend } from './backend.ts';

testBackend({ backend: pdfBackend, cases: pdfConformanceCases(), describe, it });
