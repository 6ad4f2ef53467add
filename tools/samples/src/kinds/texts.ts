import type { Letter } from '../documents/letter.ts';

export const PROSE = `The mill stands where the brook leaves the wood. It was built in the year of the great flood, and its wheel has turned for four generations. In spring the water runs high, and the miller opens the upper gate a little further every morning, until the stones sing and flour lies on every shelf of the room.

Visitors come on Saturdays. They are shown the hopper, the sieves and the old scales, on which the farmers had their grain weighed before it was poured out. Nobody was ever cheated here, the miller says, and he points to the chalk marks behind the door, which his grandfather made and which nobody has wiped away since.

When the summer is dry the wheel stands still. Then the sluice is cleaned, the teeth of the wooden wheels are replaced one by one, and the great stones are lifted out and dressed with a hammer that has three edges. It is slow work and is done in the evenings, when the room is cool and there is light enough from the west.`;

/** A paragraph in each of these languages, as far as the standard fonts have their letters. */
export const LANGUAGES: readonly (readonly [language: string, text: string])[] = [
  [
    'German',
    'Die Mühle steht am Waldrand, dort wo der Bach das Tal verlässt. Im Frühjahr führt er viel Wasser, und der Müller öffnet jeden Morgen das obere Wehr ein wenig weiter. Am Sonnabend kommen Besucher und lassen sich die alte Waage zeigen, auf der die Bauern ihr Getreide wiegen ließen.',
  ],
  [
    'French',
    "Le moulin se trouve à la lisière du bois, là où le ruisseau quitte la vallée. Au printemps l'eau est haute et le meunier ouvre chaque matin un peu plus la vanne. Le samedi, des visiteurs viennent voir la vieille balance sur laquelle les paysans faisaient peser leur grain.",
  ],
  [
    'Spanish',
    'El molino está junto al bosque, donde el arroyo deja el valle. En primavera el agua viene alta y cada mañana el molinero abre un poco más la compuerta. Los sábados llegan visitantes que quieren ver la vieja balanza en la que los campesinos hacían pesar su trigo.',
  ],
  [
    'Dutch',
    'De molen staat aan de rand van het bos, waar de beek het dal verlaat. In het voorjaar staat het water hoog en opent de molenaar elke ochtend de sluis een beetje verder. Op zaterdag komen bezoekers kijken naar de oude weegschaal waarop de boeren hun graan lieten wegen.',
  ],
  [
    'Finnish',
    'Mylly seisoo metsän reunassa, missä puro jättää laakson. Keväällä vesi on korkealla, ja mylläri avaa joka aamu yläporttia hieman enemmän. Lauantaisin tulee vieraita katsomaan vanhaa vaakaa, jolla talonpojat punnituttivat viljansa ennen kuin se kaadettiin kiville.',
  ],
  [
    'Welsh',
    "Mae'r felin yn sefyll ar gwr y coed, lle mae'r nant yn gadael y cwm. Yn y gwanwyn mae'r dŵr yn uchel, ac mae'r melinydd yn agor y llifddor ychydig ymhellach bob bore. Ar ddydd Sadwrn daw ymwelwyr i weld yr hen glorian lle byddai'r ffermwyr yn pwyso eu grawn.".replace(
      'ŵ',
      'w',
    ),
  ],
];

export const LETTER: Letter = {
  sender: ['Hartwell Pumps', 'Valves and fittings', '12 Foundry Lane', 'Telford'],
  date: '4 May 2026',
  recipient: ['The Secretary', 'Canal Allotments', 'Hut 1'],
  subject: 'Estimate for the pump by the north gate',
  paragraphs: [
    'Thank you for showing us the pump on Monday. The bearing is worn out and the casing has a crack below the inlet, so that a new seal alone would not last through the summer.',
    'We can deliver a pump of the same size within three weeks and fit it in one day. The price is 1,480 pounds, and we take the old one back for the value of its metal.',
    'Please tell us before the end of the month whether you want us to order it, because the maker closes for two weeks in June.',
  ],
  signer: 'Ruth Hartwell',
};

export const STAMP = 'Exhibit 12, received 11 May 2026';

export const NUMBERS: string = Array.from({ length: 40 }, (_, row) =>
  ['Row', row + 1, 1204 + row * 37, (row * 7.31).toFixed(2), `${row * 3} %`, 98765 - row * 211].join('    '),
).join('\n');

/** Made by a rule, and without meaning: hexadecimal checksums and words of Base64. */
export const CODES: string = Array.from({ length: 40 }, (_, row) => {
  const digits = Array.from({ length: 32 }, (_item, i) => ((row * 31 + i * i * 7 + i * 13) % 16).toString(16)).join('');
  const base64 = Buffer.from(`${digits}${row * 977}`)
    .toString('base64')
    .slice(0, 32);
  return `${digits}  ${base64}`;
}).join('\n');

export const LISTING: string = Array.from(
  { length: 6 },
  (_, i) => `export function areaOf${i}(box: Box): number {
  const { x0, y0, x1, y1 } = box;
  if (x1 <= x0 || y1 <= y0) return 0;
  for (let j = 0; j < ${i + 3}; j++) buffer[j] ^= mask[j % 4];
  return (x1 - x0) * (y1 - y0);
}`,
).join('\n\n');

/** Every letter of the Latin alphabet moved on by 13. */
export function rotateLetters(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(base + ((letter.charCodeAt(0) - base + 13) % 26));
  });
}
