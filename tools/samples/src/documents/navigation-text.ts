export interface Chapter {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly text: string }[];
}

export const CHAPTERS: readonly Chapter[] = [
  {
    title: 'Laying the track',
    sections: [
      {
        title: 'Choosing a gauge',
        text:
          'Most garden railways run on 184 mm or on 127 mm. The wider gauge carries people and hay bales; the narrower one can be ' +
          'lifted by two persons and fits between apple trees. Ask your neighbours what they have, for the pleasure of visiting ' +
          'each other with rolling stock is not to be underestimated.',
      },
      {
        title: 'Ballast and drainage',
        text:
          'Dig a spade deep and as wide as two sleepers are long. Fill the trench with coarse gravel, then with a hand’s breadth ' +
          'of crushed stone. Water is the enemy: where the ground is clay, lay a drain pipe along the lower side.',
      },
    ],
  },
  {
    title: 'Running a timetable',
    sections: [
      {
        title: 'One train at a time',
        text:
          'A single line needs a single token. Whoever holds the brass staff may enter the section; whoever does not, waits. The ' +
          'rule is older than the telegraph and has never failed anybody who kept it.',
      },
    ],
  },
  {
    title: 'Winter',
    sections: [
      {
        title: 'Putting the engines away',
        text:
          'Drain the boiler before the first frost, *and leave the cocks open*. Batteries like it cool and half full. Cover the ' +
          'points with a board, so that the first spring day is spent driving and not digging.',
      },
    ],
  },
];

export const COST_TABLE = 'item,euros\nrails (10 m),240\nsleepers (25),75\ngravel (1 t),38\n';
