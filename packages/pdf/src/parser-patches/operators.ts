import type { Patch } from './patch.ts';

/** From the content stream to the operators. */
export const OPERATOR_PATCHES: readonly Patch[] = [
  {
    find: `class PartialEvaluator {
  constructor({`,
    replace: `const NO_MORE_OPERATORS = 0, UNUSUAL_OPERATOR = 1, TIME_IS_UP = 2;
function readUsualOperators(evaluator, operation, preprocessor, stateManager, operatorList, timeSlotManager, knownFonts) {
  do {
    operation.args = null;
    if (!preprocessor.read(operation)) return NO_MORE_OPERATORS;
    const { fn, args } = operation;
    const { state } = stateManager;
    switch (fn) {
      case OPS.showText:
        if (!state.font) return UNUSUAL_OPERATOR;
        args[0] = evaluator.handleText(args[0], state);
        break;
      case OPS.showSpacedText:
        if (!state.font) return UNUSUAL_OPERATOR;
        operatorList.addOp(OPS.showText, [spacedGlyphs(evaluator, args[0], state)]);
        continue;
      case OPS.setFont: {
        const known = args[0] instanceof Name ? knownFonts.get(args[0].name) : undefined;
        if (known === undefined) return UNUSUAL_OPERATOR;
        state.font = known.font;
        operatorList.addDependency(known.loadedName);
        operatorList.addOp(OPS.setFont, [known.loadedName, args[1]]);
        continue;
      }
      case OPS.setTextMatrix:
        operatorList.addOp(fn, [roundedMatrix(args)]);
        continue;
      case OPS.setLineWidth:
        if (typeof args[0] !== "number") return UNUSUAL_OPERATOR;
        args[0] = Math.abs(args[0]);
        break;
      case OPS.moveText:
      case OPS.setLeadingMoveText:
      case OPS.nextLine:
      case OPS.beginText:
      case OPS.endText:
      case OPS.setCharSpacing:
      case OPS.setWordSpacing:
      case OPS.setHScale:
      case OPS.setLeading:
      case OPS.setTextRise:
      case OPS.save:
      case OPS.restore:
      case OPS.transform:
      case OPS.clip:
      case OPS.eoClip:
      case OPS.setLineCap:
      case OPS.setLineJoin:
      case OPS.setMiterLimit:
        if (hasDict(args)) return UNUSUAL_OPERATOR;
        break;
      case OPS.setFillGray:
      case OPS.setStrokeGray:
      case OPS.setFillRGBColor:
      case OPS.setStrokeRGBColor:
      case OPS.setFillCMYKColor:
      case OPS.setStrokeCMYKColor:
        if (isNumberArray(args, null)) setDeviceColor(fn, args, state, operatorList);
        continue;
      case OPS.moveTo:
      case OPS.lineTo:
      case OPS.curveTo:
      case OPS.curveTo2:
      case OPS.curveTo3:
      case OPS.closePath:
      case OPS.rectangle:
        evaluator.buildPath(fn, args, state);
        continue;
      case OPS.stroke:
      case OPS.closeStroke:
      case OPS.fill:
      case OPS.eoFill:
      case OPS.fillStroke:
      case OPS.eoFillStroke:
      case OPS.closeFillStroke:
      case OPS.closeEOFillStroke:
      case OPS.endPath:
        paintPath(fn, state, operatorList);
        continue;
      default:
        return UNUSUAL_OPERATOR;
    }
    operatorList.addOp(fn, args);
  } while (!timeSlotManager.check());
  return TIME_IS_UP;
}
function spacedGlyphs(evaluator, items, state) {
  // No literal: V8 would put them among the old objects in time (\`newBBox\` of core says more).
  const combined = Array.of();
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (typeof item === "number") combined.push(item);
    else if (typeof item === "string") {
      const glyphs = evaluator.handleText(item, state);
      for (let k = 0; k < glyphs.length; k++) combined.push(glyphs[k]);
    }
  }
  return combined;
}
// A typed array costs more than the six numbers in it, which are rounded as it would round them.
function roundedMatrix(m) {
  return [
    Math.fround(m[0]), Math.fround(m[1]), Math.fround(m[2]), Math.fround(m[3]), Math.fround(m[4]), Math.fround(m[5]),
  ];
}
function hasDict(args) {
  if (args === null) return false;
  for (let i = 0; i < args.length; i++) if (args[i] instanceof Dict) return true;
  return false;
}
function setDeviceColor(fn, args, state, operatorList) {
  const stroke = fn === OPS.setStrokeGray || fn === OPS.setStrokeRGBColor || fn === OPS.setStrokeCMYKColor;
  const space =
    fn === OPS.setFillGray || fn === OPS.setStrokeGray ? ColorSpaceUtils.gray
    : fn === OPS.setFillRGBColor || fn === OPS.setStrokeRGBColor ? ColorSpaceUtils.rgb
    : ColorSpaceUtils.cmyk;
  if (stroke) state.strokeColorSpace = space;
  else state.fillColorSpace = space;
  operatorList.addOp(stroke ? OPS.setStrokeRGBColor : OPS.setFillRGBColor, [space.getRgbHex(args, 0)]);
}
function paintPath(fn, state, operatorList) {
  const { pathBuffer, pathMinMax } = state;
  if (fn === OPS.closeStroke || fn === OPS.closeFillStroke || fn === OPS.closeEOFillStroke) pathBuffer.push(DrawOPS.closePath);
  if (pathBuffer.length === 0) {
    operatorList.addOp(OPS.constructPath, [fn, [null], null]);
    return;
  }
  operatorList.addOp(OPS.constructPath, [fn, [new Float32Array(pathBuffer)], pathMinMax.slice()]);
  pathBuffer.length = 0;
  pathMinMax.set(BBOX_INIT, 0);
}
class PartialEvaluator {
  constructor({`,
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
  // The loop over the operators is one function of more than seven thousand bytes of bytecode, which V8 compiles anew, a tenth of a second each
  // time, whenever it meets an operator that it has not met before, in every worker. The usual operators have a small loop of their
  // own; the large one gets the others.
  {
    find: `        operation.args = null;
        if (!preprocessor.read(operation)) {
          break;
        }
        let args = operation.args;
        let fn = operation.fn;
        switch (fn | 0) {
          case OPS.paintXObject:
            isValidName = args[0] instanceof Name;`,
    replace: `        const read = readUsualOperators(self, operation, preprocessor, stateManager, operatorList, timeSlotManager, knownFonts);
        if (read !== UNUSUAL_OPERATOR) {
          stop = read === TIME_IS_UP;
          break;
        }
        let args = operation.args;
        let fn = operation.fn;
        switch (fn | 0) {
          case OPS.paintXObject:
            isValidName = args[0] instanceof Name;`,
  },
  // Every choice of a font waits for its promise and leaves the loop over the operators. A font that this stream has chosen before is
  // there. (Those of type 3 have dependencies of their own.)
  {
    find: `            const fontSize = args[1];
            next(self.handleSetFont(`,
    replace: `            const fontSize = args[1];
            const chosen = args[0] instanceof Name ? args[0].name : undefined;
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
];
