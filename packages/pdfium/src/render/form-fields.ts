import type { Engine } from '../engine/engine.ts';

/** The form fields of a page, which PDFium draws apart from the page and its other annotations. */
export interface FormFields {
  draw(bitmap: number, top: number, width: number, height: number, flags: number): void;
  close(): void;
}

export const NO_FIELDS: FormFields = { draw: () => undefined, close: () => undefined };

/** No form (fpdf_formfill.h). */
const FORMTYPE_NONE = 0;

/** Fields are drawn as the file has them: PDFium is built without JavaScript, and nothing is filled in or calculated. */
export function openFormFields(engine: Engine, document: number, page: number): FormFields {
  const { pdfium } = engine;
  if (pdfium.FPDF_GetFormType(document) === FORMTYPE_NONE) return NO_FIELDS;
  const info = pdfium.PDFiumExt_OpenFormFillInfo();
  const form = pdfium.PDFiumExt_InitFormFillEnvironment(document, info);
  pdfium.FORM_OnAfterLoadPage(page, form);
  return {
    draw(bitmap, top, width, height, flags) {
      pdfium.FPDF_FFLDraw(form, bitmap, page, 0, -top, width, height, 0, flags);
    },
    close() {
      pdfium.FORM_OnBeforeClosePage(page, form);
      pdfium.PDFiumExt_ExitFormFillEnvironment(form);
      pdfium.PDFiumExt_CloseFormFillInfo(info);
    },
  };
}
