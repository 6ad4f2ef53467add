import type { Patch } from './patch.ts';

/** From the content stream to the operators. */
export const OPERATOR_PATCHES: readonly Patch[] = [
  // A saved state is the prototype of the next one, so that no two states have the same hidden class: every look at them misses the
  // inline caches, and the loop over the operators is compiled over and over. Here a state is a copy. (Its parent is not written
  // to before the copy is let go.)
  {
    find: `  ctm = new Float32Array(IDENTITY_MATRIX);
  font = null;
  textRenderingMode = TextRenderingMode.FILL;
  _fillColorSpace = ColorSpaceUtils.gray;
  _strokeColorSpace = ColorSpaceUtils.gray;
  patternFillColorSpace = null;
  patternStrokeColorSpace = null;
  currentPointX = 0;
  currentPointY = 0;
  pathMinMax = F32_BBOX_INIT.slice();
  pathBuffer = [];
`,
    replace: `  constructor(from, newPath) {
    this.ctm = from ? from.ctm : new Float32Array(IDENTITY_MATRIX);
    this.font = from ? from.font : null;
    this.textRenderingMode = from ? from.textRenderingMode : TextRenderingMode.FILL;
    this._fillColorSpace = from ? from._fillColorSpace : ColorSpaceUtils.gray;
    this._strokeColorSpace = from ? from._strokeColorSpace : ColorSpaceUtils.gray;
    this.patternFillColorSpace = from ? from.patternFillColorSpace : null;
    this.patternStrokeColorSpace = from ? from.patternStrokeColorSpace : null;
    this.currentPointX = from ? from.currentPointX : 0;
    this.currentPointY = from ? from.currentPointY : 0;
    this.pathMinMax = from && !newPath ? from.pathMinMax : F32_BBOX_INIT.slice();
    this.pathBuffer = from && !newPath ? from.pathBuffer : [];
  }
`,
  },
  {
    find: `    const clone = Object.create(this);
    if (newPath) {
      clone.pathBuffer = [];
      clone.pathMinMax = F32_BBOX_INIT.slice();
    }
    return clone;`,
    replace: '    return new EvalState(this, newPath);',
  },
  // Every choice of a font waits for its promise and leaves the loop over the operators. A font that this stream has chosen before is
  // there. (Those of type 3 have dependencies of their own.)
  {
    find: `            const fontSize = args[1];
            next(self.handleSetFont(`,
    replace: `            const fontSize = args[1];
            const chosen = args[0] instanceof Name ? args[0].name : undefined;
            const known = knownFonts.get(chosen);
            if (known !== undefined) {
              stateManager.state.font = known.font;
              operatorList.addDependency(known.loadedName);
              operatorList.addOp(OPS.setFont, [known.loadedName, fontSize]);
              continue;
            }
            next(self.handleSetFont(`,
  },
  {
    find: `fallbackFontDict, null, seenRefs).then(function (loadedName) {
              operatorList.addDependency(loadedName);`,
    replace: `fallbackFontDict, null, seenRefs).then(function (loadedName) {
              const { font } = stateManager.state;
              if (chosen !== undefined && !font.isType3Font) knownFonts.set(chosen, { font, loadedName });
              operatorList.addDependency(loadedName);`,
  },
  {
    find: `    const timeSlotManager = new TimeSlotManager();
    let markedContentLevel = 0;
    function closePendingRestoreOPS`,
    replace: `    const timeSlotManager = new TimeSlotManager();
    const knownFonts = new Map();
    let markedContentLevel = 0;
    function closePendingRestoreOPS`,
  },
  // The parts of a string are put one behind the other without a call that takes each glyph as an argument.
  {
    find: 'combinedGlyphs.push(...self.handleText(arrItem, state));',
    replace: `const glyphs = self.handleText(arrItem, state);
                for (let i = 0; i < glyphs.length; i++) combinedGlyphs.push(glyphs[i]);`,
  },
  // A typed array costs more than the six numbers in it. They are rounded as one would round them.
  {
    find: '            operatorList.addOp(fn, [new Float32Array(args)]);',
    replace: `            operatorList.addOp(fn, [[
              Math.fround(args[0]), Math.fround(args[1]), Math.fround(args[2]),
              Math.fround(args[3]), Math.fround(args[4]), Math.fround(args[5]),
            ]]);`,
  },
];
