type Pointer = number;
/** 0 or 1 (C++ `bool` or `FPDF_BOOL`). */
type Flag = number;

/**
 * What this package uses of PDFium's C interface (public/fpdf*.h of PDFium; the `EPDF` ones are additions of @embedpdf/pdfium), as
 * the WebAssembly binary exports it. Pointers are byte offsets into `memory`, 0 for none; a length counts bytes, the ending zero included.
 */
export interface PdfiumExports {
  readonly memory: WebAssembly.Memory;
  readonly __indirect_function_table: WebAssembly.Table;
  __wasm_call_ctors(): void;
  emscripten_stack_init(): void;
  emscripten_stack_get_current(): Pointer;
  _emscripten_stack_restore(stack: Pointer): void;
  setThrew(threw: number, value: number): void;
  malloc(size: number): Pointer;
  free(pointer: Pointer): void;

  PDFiumExt_Init(): void;
  FPDF_LoadMemDocument64(data: Pointer, size: number, password: Pointer): Pointer;
  FPDF_CloseDocument(document: Pointer): void;
  FPDF_GetLastError(): number;
  FPDF_GetPageCount(document: Pointer): number;
  FPDF_GetFileVersion(document: Pointer, version: Pointer): Flag;
  FPDF_GetDocUserPermissions(document: Pointer): number;
  FPDF_GetSecurityHandlerRevision(document: Pointer): number;
  EPDF_IsEncrypted(document: Pointer): Flag;
  FPDF_GetFormType(document: Pointer): number;
  FPDF_CreateNewDocument(): Pointer;
  FPDFPage_New(document: Pointer, index: number, width: number, height: number): Pointer;
  PDFiumExt_OpenFileWriter(): Pointer;
  PDFiumExt_GetFileWriterSize(writer: Pointer): number;
  PDFiumExt_GetFileWriterData(writer: Pointer, buffer: Pointer, size: number): number;
  PDFiumExt_CloseFileWriter(writer: Pointer): void;
  FPDF_SaveAsCopy(document: Pointer, writer: Pointer, flags: number): Flag;

  FPDF_LoadPage(document: Pointer, index: number): Pointer;
  FPDF_ClosePage(page: Pointer): void;
  FPDF_GetPageBoundingBox(page: Pointer, rect: Pointer): Flag;
  FPDFPage_GetRotation(page: Pointer): number;
  EPDFDoc_GetPageObjectNumberByIndex(document: Pointer, index: number): number;
  FPDFPage_CountObjects(page: Pointer): number;
  FPDFPage_GetObject(page: Pointer, index: number): Pointer;
  FPDFPage_InsertObject(page: Pointer, object: Pointer): void;
  FPDFPage_RemoveObject(page: Pointer, object: Pointer): Flag;
  FPDFFormObj_CountObjects(form: Pointer): number;
  FPDFFormObj_GetObject(form: Pointer, index: number): Pointer;

  FPDFPage_GetAnnot(page: Pointer, index: number): Pointer;
  FPDFPage_CloseAnnot(annotation: Pointer): void;
  FPDFAnnot_GetObjectCount(annotation: Pointer): number;
  FPDFAnnot_GetObject(annotation: Pointer, index: number): Pointer;
  EPDFAnnot_GenerateFormFieldAP(annotation: Pointer): Flag;
  EPDFAnnot_SetAPMatrix(annotation: Pointer, mode: number, matrix: Pointer): Flag;

  FPDFPageObj_GetType(object: Pointer): number;
  FPDFPageObj_GetMatrix(object: Pointer, matrix: Pointer): Flag;
  FPDFPageObj_SetMatrix(object: Pointer, matrix: Pointer): Flag;
  FPDFPageObj_GetFillColor(object: Pointer, r: Pointer, g: Pointer, b: Pointer, a: Pointer): Flag;
  FPDFPageObj_GetStrokeColor(object: Pointer, r: Pointer, g: Pointer, b: Pointer, a: Pointer): Flag;
  FPDFPageObj_GetStrokeWidth(object: Pointer, width: Pointer): Flag;
  FPDFPageObj_GetClipPath(object: Pointer): Pointer;
  FPDFPageObj_CountMarks(object: Pointer): number;
  FPDFPageObj_GetMark(object: Pointer, index: number): Pointer;
  FPDFPageObjMark_GetParamStringValue(
    mark: Pointer,
    key: Pointer,
    buffer: Pointer,
    size: number,
    length: Pointer,
  ): Flag;
  FPDFPageObjMark_GetName(mark: Pointer, buffer: Pointer, size: number, length: Pointer): Flag;
  FPDFPageObj_Destroy(object: Pointer): void;
  FPDFClipPath_CountPaths(clip: Pointer): number;
  FPDFClipPath_CountPathSegments(clip: Pointer, path: number): number;
  FPDFClipPath_GetPathSegment(clip: Pointer, path: number, segment: number): Pointer;
  FPDFPath_CountSegments(path: Pointer): number;
  FPDFPath_GetPathSegment(path: Pointer, index: number): Pointer;
  FPDFPath_GetDrawMode(path: Pointer, fillMode: Pointer, stroke: Pointer): Flag;
  FPDFPathSegment_GetPoint(segment: Pointer, x: Pointer, y: Pointer): Flag;
  FPDFPathSegment_GetType(segment: Pointer): number;
  FPDFPathSegment_GetClose(segment: Pointer): Flag;
  FPDFImageObj_GetImagePixelSize(image: Pointer, width: Pointer, height: Pointer): Flag;

  FPDFPageObj_CreateTextObj(document: Pointer, font: Pointer, size: number): Pointer;
  FPDFText_SetCharcodes(text: Pointer, codes: Pointer, count: number): Flag;
  FPDFTextObj_GetFont(text: Pointer): Pointer;
  FPDFTextObj_GetFontSize(text: Pointer, size: Pointer): Flag;
  FPDFTextObj_GetTextRenderMode(text: Pointer): number;
  FPDFFont_GetBaseFontName(font: Pointer, buffer: Pointer, size: number): number;
  FPDFFont_GetFlags(font: Pointer): number;
  FPDFFont_GetAscent(font: Pointer, size: number, ascent: Pointer): Flag;
  FPDFFont_GetDescent(font: Pointer, size: number, descent: Pointer): Flag;
  FPDFFont_GetIsEmbedded(font: Pointer): number;
  FPDFFont_GetFontData(font: Pointer, buffer: Pointer, size: number, length: Pointer): Flag;
  FPDFFont_GetGlyphWidth(font: Pointer, unicode: number, size: number, width: Pointer): Flag;

  FPDFBitmap_CreateEx(width: number, height: number, format: number, buffer: Pointer, stride: number): Pointer;
  FPDFBitmap_FillRect(bitmap: Pointer, left: number, top: number, width: number, height: number, argb: number): Flag;
  FPDFBitmap_GetBuffer(bitmap: Pointer): Pointer;
  FPDFBitmap_GetStride(bitmap: Pointer): number;
  FPDFBitmap_Destroy(bitmap: Pointer): void;
  FPDF_RenderPageBitmap(
    bitmap: Pointer,
    page: Pointer,
    left: number,
    top: number,
    width: number,
    height: number,
    rotation: number,
    flags: number,
  ): void;

  PDFiumExt_OpenFormFillInfo(): Pointer;
  PDFiumExt_CloseFormFillInfo(info: Pointer): void;
  PDFiumExt_InitFormFillEnvironment(document: Pointer, info: Pointer): Pointer;
  PDFiumExt_ExitFormFillEnvironment(form: Pointer): void;
  FORM_OnAfterLoadPage(page: Pointer, form: Pointer): void;
  FORM_OnBeforeClosePage(page: Pointer, form: Pointer): void;
  FPDF_FFLDraw(
    form: Pointer,
    bitmap: Pointer,
    page: Pointer,
    left: number,
    top: number,
    width: number,
    height: number,
    rotation: number,
    flags: number,
  ): void;

  FPDFText_LoadPage(page: Pointer): Pointer;
  FPDFText_ClosePage(text: Pointer): void;
  FPDFText_CountChars(text: Pointer): number;
  FPDFText_GetUnicode(text: Pointer, index: number): number;
  FPDFText_GetTextObject(text: Pointer, index: number): Pointer;
  FPDFText_IsGenerated(text: Pointer, index: number): number;
  FPDFText_HasUnicodeMapError(text: Pointer, index: number): number;
}
