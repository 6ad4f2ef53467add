import { loadModule } from '#platform';

/**
 * Starts to read and compile PDFium, for a program that will need it soon and has other things to load meanwhile. Other threads
 * do most of it. This module loads nothing else of the package. What goes wrong is told to whoever opens the first document.
 */
export function preload(): void {
  loadModule(undefined).catch(() => undefined);
}
