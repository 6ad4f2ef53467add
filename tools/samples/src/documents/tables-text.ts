import type { CellContent } from '../drawing/table.ts';

export const MEASUREMENTS: readonly (readonly string[])[] = [
  ['Temperature', '°C', '10.4', '14.1', '—'],
  ['pH', '', '7.62', '7.81', '6.5–9.5'],
  ['Conductivity', 'µS/cm', '548', '611', '2,790'],
  ['Total hardness', '°dH', '15.2', '16.0', '—'],
  ['Calcium', 'mg/l', '84.3', '91.0', '—'],
  ['Magnesium', 'mg/l', '14.8', '16.2', '—'],
  ['Sodium', 'mg/l', '11.9', '13.5', '200'],
  ['Potassium', 'mg/l', '1.7', '2.1', '—'],
  ['Iron', 'mg/l', '0.014', '0.032', '0.200'],
  ['Manganese', 'mg/l', '< 0.005', '0.006', '0.050'],
  ['Nitrate', 'mg/l', '12.6', '17.9', '50'],
  ['Nitrite', 'mg/l', '< 0.01', '< 0.01', '0.50'],
  ['Sulphate', 'mg/l', '41.0', '48.5', '250'],
  ['Chloride', 'mg/l', '23.7', '29.4', '250'],
  ['Fluoride', 'mg/l', '0.16', '0.19', '1.5'],
  ['Lead', 'µg/l', '< 1', '1.2', '10'],
  ['Uranium', 'µg/l', '0.8', '1.1', '10'],
  ['Colony count at 22 °C', '1/ml', '2', '9', '100'],
  ['Coliform bacteria', '1/100 ml', '0', '0', '0'],
];

export const ACCOUNTS: readonly (readonly [string, string, string, string])[] = [
  ['Water sales', '18,420', '17,963', '17,505'],
  ['Connection fees', '1,204', '986', '1,117'],
  ['Other operating income', '372', '418', '295'],
  ['Own work capitalised', '611', '540', '488'],
  ['Energy and materials', '(4,982)', '(5,310)', '(4,127)'],
  ['Personnel', '(6,115)', '(5,874)', '(5,690)'],
  ['Depreciation', '(3,940)', '(3,812)', '(3,705)'],
  ['Concession fees', '(1,650)', '(1,610)', '(1,574)'],
  ['Other operating expenses', '(1,893)', '(1,775)', '(1,802)'],
  ['Operating result', '2,027', '1,526', '2,507'],
  ['Interest income', '84', '61', '12'],
  ['Interest expenses', '(702)', '(655)', '(498)'],
  ['Taxes on income', '(421)', '(279)', '(604)'],
  ['Profit for the year', '988', '653', '1,417'],
];

export const DEPARTURES: readonly (readonly string[])[] = [
  ['Stop', '1', '2', '3', '4', '5'],
  ['Central station, stand C', '6:10', '7:10', '13:25', '14:10', '21:40'],
  ['Mill bridge', '6:17', '7:18', '—', '14:17', '21:46'],
  ['Waterworks North', '6:26', '7:29', '13:41', '14:26', '21:54'],
  ['Reservoir Hohe Warte', '6:38', '—', '13:53', '—', '22:05'],
];

export const TIMETABLE: readonly (readonly CellContent[])[] = [
  [
    { text: 'Shift', rowSpan: 2 },
    { text: 'Working days', colSpan: 5 },
  ],
  [{ text: 'Monday' }, { text: 'Tuesday' }, { text: 'Wednesday' }, { text: 'Thursday' }, { text: 'Friday' }],
  [
    { text: 'Early\n6:00–14:00', rowSpan: 2 },
    { text: 'Ahrens', colSpan: 3 },
    { text: 'Costa', colSpan: 2 },
  ],
  [{ text: 'Brandt' }, { text: 'Brandt' }, { text: 'Okafor\n(training)', rowSpan: 2 }, { text: 'Brandt', colSpan: 2 }],
  [{ text: 'Late\n14:00–22:00' }, { text: 'Demir', colSpan: 2 }, { text: 'Demir' }, { text: 'Ahrens' }],
  [{ text: 'Night\n22:00–6:00' }, { text: 'Eklund', colSpan: 5 }],
  [{ text: 'On call', rowSpan: 2 }, { text: 'Pumps' }, { text: 'Costa', colSpan: 4 }],
  [{ text: 'Mains' }, { text: 'Fuchs', colSpan: 2 }, { text: 'Grünwald', colSpan: 2 }],
];
