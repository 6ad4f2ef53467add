/** ISO 32000-2, 7.9.4: `D:YYYYMMDDHHmmSSOHH'mm'`, where everything after the year may be missing. */
const PDF_DATE =
  /^\s*(?:D:)?(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2}))?)?(?:([Zz+-])(?:(\d{2})'?(?:(\d{2})'?)?)?)?)?)?)?\s*$/;

/**
 * A date as PDF writes it, as ISO 8601 with the precision and the offset that it has: `2024`, `2024-05-17`,
 * `2024-05-17T08:30:00+02:00`. Without an offset the file does not say in which time zone, and neither does the result.
 * @returns undefined for what is no date
 */
export function pdfDateToIso(text: string | null | undefined): string | undefined {
  const match = PDF_DATE.exec(text ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour, minute = '00', second = '00', sign, offsetHour = '00', offsetMinute = '00'] = match;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  const offset = sign === undefined ? '' : sign === '+' || sign === '-' ? `${sign}${offsetHour}:${offsetMinute}` : 'Z';
  const iso = hour === undefined ? date : `${date}T${hour}:${minute}:${second}${offset}`;
  return isCalendarDate(Number(year), Number(month ?? 1), Number(day ?? 1)) && !Number.isNaN(Date.parse(iso))
    ? iso
    : undefined;
}

/** Date.parse takes the 30th of February for the 1st of March. */
function isCalendarDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
