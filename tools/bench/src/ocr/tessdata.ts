import { existsSync } from 'node:fs';
import path from 'node:path';

/** Folder of the data of Debian's package tesseract-ocr-eng (tessdata_fast 4.1.0); undefined where it is not installed. */
export const TESSDATA: string | undefined = [
  '/usr/share/tesseract-ocr/5/tessdata',
  '/usr/share/tesseract-ocr/4.00/tessdata',
].find((folder) => existsSync(path.join(folder, 'eng.traineddata')));
