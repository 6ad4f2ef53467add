import { drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import { drawRawText, notEmbedded, verticalTwin } from '../drawing/raw-text.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';

const INK = '#1e1e24';
const RED = '#b3202c';
const TEXT: TextStyle = { font: 'japanese', size: 12, color: INK };
const LATIN: TextStyle = { font: 'sans', size: 10, color: '#666666' };

const ARTICLES = [
  [
    '第一条',
    'すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。',
  ],
  ['第三条', 'すべて人は、生命、自由及び身体の安全に対する権利を有する。'],
  ['第四条', '何人も、奴隷にされ、又は苦役に服することはない。奴隷制度及び奴隷売買は、いかなる形においても禁止する。'],
] as const;

/** Matsuo Bashō, 1644 to 1694. */
const HAIKU = [
  '古池や蛙飛びこむ水の音',
  '閑さや岩にしみ入る蝉の声',
  '夏草や兵どもが夢の跡',
  '五月雨をあつめて早し最上川',
  '荒海や佐渡によこたふ天河',
];

const CHINESE = [
  '世界人权宣言',
  '第一条',
  '人人生而自由，在尊严和权利上一律平等。',
  '他们赋有理性和良心，并应以兄弟关系的精神相对待。',
];
const KOREAN = ['세계인권선언', '제1조', '모든 인간은 태어날 때부터 자유로우며', '그 존엄과 권리에 있어 동등하다.'];
const VERTICAL = ['春はあけぼの', 'やうやう白くなりゆく', '山ぎは少しあかりて'];

/** Japanese across and down the page, and Chinese, Korean and Japanese in fonts that are not embedded. */
export function drawCjk(): Promise<DrawnSample> {
  return drawDocument(
    'cjk',
    'Japanese in an embedded font, across the page and down it (Identity-V); then Chinese, Korean and vertical Japanese in fonts that are not embedded, by predefined CMaps over UTF-16.',
    { title: '世界人権宣言', lang: 'ja' },
    draw,
  );
}

function draw(pages: Pages): void {
  across(pages.sheet());
  down(pages.sheet());
  borrowed(pages.sheet());
}

function across(sheet: Sheet): void {
  sheet.text('世界人権宣言', 70, 110, { ...TEXT, size: 28 });
  sheet.text('一九四八年十二月十日、第三回国際連合総会で採択', 70, 136, { ...TEXT, size: 10, color: '#666666' });
  sheet.fill(70, 150, 455, 2, RED);
  let y = 186;
  for (const [title, body] of ARTICLES) {
    sheet.text(title, 70, y, { ...TEXT, color: RED, size: 14 });
    y += 24;
    for (let at = 0; at < body.length; at += 36) {
      sheet.text(body.slice(at, at + 36), 70, y, TEXT);
      y += 22;
    }
    y += 12;
  }
  sheet.text('Universal Declaration of Human Rights, articles 1, 3 and 4', 70, y + 10, LATIN);
}

function down(sheet: Sheet): void {
  const font = verticalTwin(sheet.doc, 'japanese');
  sheet.doc.rect(50, 60, 495, 560).lineWidth(0.8).strokeColor('#c9b79c').stroke();
  drawRawText(sheet, '松尾芭蕉', 500, 100, font, 30, RED);
  HAIKU.forEach((poem, i) => drawRawText(sheet, poem, 410 - i * 72, 130, font, 32, INK));
  sheet.text('Five haiku from the seventeenth century, written down the page', 545, 640, LATIN, { align: 'right' });
}

function borrowed(sheet: Sheet): void {
  const { doc } = sheet;
  const chinese = notEmbedded(doc, 'STSong-Light', 'GB1', 'UniGB-UTF16-H');
  const korean = notEmbedded(doc, 'HYSMyeongJo-Medium', 'Korea1', 'UniKS-UTF16-H');
  const japanese = notEmbedded(doc, 'HeiseiMin-W3', 'Japan1', 'UniJIS-UTF16-V');
  sheet.text('Fonts that the reader must bring along', 70, 100, { font: 'sansBold', size: 18, color: INK });
  CHINESE.forEach((text, i) =>
    drawRawText(sheet, text, 70, 150 + i * 26, chinese, i === 0 ? 18 : 14, i === 0 ? RED : INK),
  );
  KOREAN.forEach((text, i) =>
    drawRawText(sheet, text, 70, 290 + i * 26, korean, i === 0 ? 18 : 14, i === 0 ? RED : INK),
  );
  VERTICAL.forEach((text, i) => drawRawText(sheet, text, 480 - i * 32, 400, japanese, 18, INK));
}
