import { type BaseDrawArgs, drawTextCell, getMiddleCenterBias, roundedRect } from "@glideapps/glide-data-grid";
import type { CellPaint } from "./paint";

export type Draw = Pick<BaseDrawArgs, "ctx" | "theme" | "rect" | "cell"> & BaseDrawArgs;

/** Text, with a lock before what is masked; numbers with digits of equal width. */
export function paintText(args: Draw, paint: Extract<CellPaint, { kind: "text" }>): void {
  const { ctx, theme } = args;
  if (paint.tabular) {
    paintTabular(args, paint);
    return;
  }
  ctx.save();
  let { rect } = args;
  if (paint.lock) {
    paintLock(args);
    rect = { ...rect, x: rect.x + LOCK.room, width: rect.width - LOCK.room };
  }
  if (paint.strong) ctx.font = `550 ${theme.baseFontStyle} ${theme.fontFamily}`;
  const ink = paint.ink ? paint.ink : paint.link ? theme.linkColor : paint.quiet ? theme.textMedium : theme.textDark;
  const inked = { ...args, theme: { ...theme, textDark: ink } };
  const room = rect.width - 2 * theme.cellHorizontalPadding;
  const wraps = rect.height > 40 && (paint.text.includes("\n") || ctx.measureText(paint.text).width > room);
  // One line stands where it stands in short rows; only text that needs them uses the other lines.
  const box = wraps || rect.height <= 40 ? rect : { ...rect, height: Math.min(rect.height, 32) };
  drawTextCell({ ...inked, rect: box }, paint.text, paint.align, wraps);
  ctx.restore();
}

const LOCK = { width: 9, height: 7, room: 15 };

function paintLock({ ctx, theme, rect }: Draw): void {
  const x = rect.x + theme.cellHorizontalPadding + 0.5;
  const y = (rect.height > 40 ? rect.y + 16 : rect.y + rect.height / 2) - 1.5;
  ctx.strokeStyle = theme.textMedium;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  roundedRect(ctx, x, y, LOCK.width, LOCK.height, 1.5);
  ctx.moveTo(x + 2, y);
  ctx.lineTo(x + 2, y - 2);
  ctx.arc(x + LOCK.width / 2, y - 2, LOCK.width / 2 - 2, Math.PI, 0);
  ctx.lineTo(x + LOCK.width - 2, y);
  ctx.stroke();
}

/** Digits of equal width, so that numbers stand under each other; canvas text has no tabular figures of its own. */
function paintTabular(args: Draw, paint: Extract<CellPaint, { kind: "text" }>): void {
  const { ctx, theme, rect } = args;
  ctx.fillStyle = paint.quiet ? theme.textMedium : theme.textDark;
  const digit = ctx.measureText("0").width;
  const widthOf = (letter: string) => (letter >= "0" && letter <= "9" ? digit : ctx.measureText(letter).width);
  const room = rect.width - 17;
  let letters = [...paint.text];
  let total = letters.reduce((sum, letter) => sum + widthOf(letter), 0);
  if (total > room) {
    // A number that is cut off must not read as another number.
    total += widthOf("…");
    while (letters.length > 0 && total > room) total -= widthOf(letters.pop() ?? "");
    letters = [...letters, "…"];
  }
  const start = paint.align === "right" ? rect.x + rect.width - 8.5 - total : rect.x + 8.5;
  const y = rect.height > 40 ? rect.y + 16 : rect.y + rect.height / 2;
  let x = Math.max(start, rect.x + 8.5);
  for (const letter of letters) {
    const width = widthOf(letter);
    ctx.fillText(letter, x + (width - ctx.measureText(letter).width) / 2, y + getMiddleCenterBias(ctx, theme));
    x += width;
  }
}
