import type { Sheet, TextStyle } from '../drawing/sheet.ts';

const MONTHS = 60;
const BRIGHT = 20.9;
const DARK = 21.5;
const AXIS: TextStyle = { font: 'sans', size: 7.5, color: '#333333' };

/** Trend and annual wave, as the article gives them. */
function fit(month: number): number {
  return 21.07 + (0.042 * month) / 12 + 0.13 * Math.cos((2 * Math.PI * (month - 1.4)) / 12);
}

/** A fixed scatter that looks like none: not periodic within the figure. */
function scatter(month: number): number {
  return 0.045 * Math.sin(month * 2.7) + 0.03 * Math.sin(month * month * 0.37);
}

/** A chart of points and a line. @returns the y of its lower edge. */
export function drawFigure(sheet: Sheet, left: number, top: number, width: number, height: number): number {
  const { doc } = sheet;
  const plot = { x0: left + 34, y0: top + 4, x1: left + width - 6, y1: top + height - 26 };
  const x = (month: number): number => plot.x0 + ((plot.x1 - plot.x0) * month) / MONTHS;
  const y = (value: number): number => plot.y0 + ((plot.y1 - plot.y0) * (value - BRIGHT)) / (DARK - BRIGHT);

  sheet.fill(x(15), plot.y0, x(46) - x(15), plot.y1 - plot.y0, '#eef3e6');
  for (let tick = 20.9; tick < 21.51; tick += 0.1) {
    const at = y(tick);
    sheet.rule(plot.x0, at, plot.x1, at, '#dddddd', 0.4);
    sheet.text(tick.toFixed(1), plot.x0 - 5, at + 2.6, AXIS, { align: 'right' });
  }
  doc.lineWidth(1.1).strokeColor('#2f6f4f');
  for (let step = 0; step <= 240; step++) {
    const month = (step * MONTHS) / 240;
    if (step === 0) doc.moveTo(x(month), y(fit(month)));
    else doc.lineTo(x(month), y(fit(month)));
  }
  doc.stroke();
  for (let month = 0; month < MONTHS; month++) {
    doc.circle(x(month + 0.5), y(fit(month + 0.5) + scatter(month)), 1.7).fillAndStroke('#ffffff', '#1a1a1a');
  }
  doc
    .rect(plot.x0, plot.y0, plot.x1 - plot.x0, plot.y1 - plot.y0)
    .lineWidth(0.6)
    .strokeColor('#333333')
    .stroke();
  for (let year = 0; year < 5; year++) {
    if (year > 0) sheet.rule(x(year * 12), plot.y1, x(year * 12), plot.y1 - 4, '#333333', 0.6);
    sheet.text(String(2021 + year), x(year * 12 + 6), plot.y1 + 11, AXIS, { align: 'center' });
  }
  const middle = (plot.y0 + plot.y1) / 2;
  sheet.within([0, -1, 1, 0, left + 8, middle], () => {
    sheet.text('V (mag/arcsec²)', 0, 0, AXIS, { align: 'center' });
  });
  return top + height - 10;
}
