import { describe, expect, it } from 'vitest';
import { parseXmp } from './xmp.ts';

const packet = (body: string): string =>
  `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" ${body}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

describe('parseXmp', () => {
  it('reads properties written as attributes and as elements', () => {
    expect(
      parseXmp(
        packet('pdf:Producer="A &amp; B" xmp:Rating=\'5\'><pdf:Keywords>one, two</pdf:Keywords></rdf:Description>'),
      ),
    ).toEqual({ 'pdf:Producer': 'A & B', 'xmp:Rating': '5', 'pdf:Keywords': 'one, two' });
  });

  it('reads lists as arrays and of alternatives the default one', () => {
    const alternatives = '<rdf:li xml:lang="de">Titel</rdf:li><rdf:li xml:lang="x-default">Title &#x3b1;</rdf:li>';
    expect(
      parseXmp(
        packet(
          `><dc:title><rdf:Alt>${alternatives}</rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator></rdf:Description>`,
        ),
      ),
    ).toEqual({ 'dc:title': 'Title α', 'dc:creator': ['Ann', 'Bo'] });
  });

  it('reads structures by path', () => {
    expect(
      parseXmp(
        packet(
          '><xmpMM:DerivedFrom rdf:parseType="Resource"><stRef:documentID>a</stRef:documentID></xmpMM:DerivedFrom>' +
            '<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved"/></rdf:Seq></xmpMM:History></rdf:Description>',
        ),
      ),
    ).toEqual({ 'xmpMM:DerivedFrom/stRef:documentID': 'a', 'xmpMM:History[0]/stEvt:action': 'saved' });
  });

  it.each(['', 'no markup', '<rdf:RDF><unclosed', '</a></b>', '<rdf:RDF><a><b></rdf:RDF>'])(
    'gives nothing for %j',
    (text) => {
      expect(parseXmp(text)).toEqual({});
    },
  );
});

it('takes no more than its share of time for a hostile packet', () => {
  for (const part of ['<a ', '<!--', '<a b="', '<a ' + 'b'.repeat(1000), '<![CDATA[', '</a', '<a><a><a>', '&#x41']) {
    expect(parseXmp(part.repeat(Math.ceil(300_000 / part.length)))).toEqual({});
  }
});
