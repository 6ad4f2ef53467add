import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

/** Chromium without a window. @throws Error where there is none, with the line that installs it */
export async function startChromium(): Promise<Browser> {
  // Its sandbox wants rights that a container does not have; what runs here is our own.
  return await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** The documented app in a tab, and what went wrong in it. */
export interface AppPage extends AsyncDisposable {
  readonly page: Page;
  /** Errors that nobody caught, failed requests, and what the console calls an error. */
  readonly complaints: string[];
}

export async function openApp(browser: Browser, url: string): Promise<AppPage> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(url);
  return { page, complaints, [Symbol.asyncDispose]: () => page.close() };
}

/** Gives the app a file, as a user does, and waits for what it shows. */
export async function readFile(
  page: Page,
  file: { readonly name: string; readonly bytes: Uint8Array; readonly password?: string | undefined },
): Promise<string> {
  await page.fill('#password', file.password ?? '');
  const output = page.locator('pre');
  await output.evaluate((element) => {
    element.textContent = '';
  });
  await page.setInputFiles('#file', { name: file.name, mimeType: 'application/pdf', buffer: Buffer.from(file.bytes) });
  await page.waitForFunction(() => document.querySelector('pre')?.textContent?.startsWith('{'), undefined, {
    timeout: 60_000,
  });
  return (await output.textContent()) ?? '';
}

/** SHA-256 of the pixels that the app has drawn. */
export async function drawnPixels(page: Page): Promise<{ width: number; height: number; hash: string }> {
  return await page.locator('canvas').evaluate(async (element) => {
    const canvas = element as HTMLCanvasElement;
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', pixels));
    return { width, height, hash: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') };
  });
}
