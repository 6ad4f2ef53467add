import type { Engine } from '../engine/engine.ts';

/** The form fields of a page, which PDFium draws apart from the page and its other annotations. */
export interface FormFields {
  /** @param place of the bitmap in the image of the whole page, and the size of that image, in pixels */
  draw(bitmap: number, place: { left: number; top: number; width: number; height: number }, flags: number): void;
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
    draw(bitmap, { left, top, width, height }, flags) {
      pdfium.FPDF_FFLDraw(form, bitmap, page, -left, -top, width, height, 0, flags);
    },
    close() {
      pdfium.FORM_OnBeforeClosePage(page, form);
      pdfium.PDFiumExt_ExitFormFillEnvironment(form);
      pdfium.PDFiumExt_CloseFormFillInfo(info);
    },
  };
}
