const SUFFIX = /(?=(?:ment|tion|sion|ness|ture|less|phere)s?$)/;
const SPLIT = /([aeiou][bcdfglmnprt])(?=[bcdfglmnprstv](?![hk])[aeiou])/g;

/**
 * Marks, with soft hyphens, where long English words may be cut: between two consonants that stand between vowels and
 * before some suffixes, three letters or more from either end. That misses many places and is seldom wrong, which is all that a sample needs.
 */
export function markSyllables(text: string): string {
  return text.replace(/[a-z]{7,}/g, (word) => {
    const marked = word.replace(SPLIT, '$1\u00ad').replace(SUFFIX, '\u00ad');
    return marked.replace(/^(.{1,2})\u00ad/, '$1').replace(/\u00ad(.{1,2})$/, '$1');
  });
}
