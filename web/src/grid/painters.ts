import { getMiddleCenterBias, roundedRect } from "@glideapps/glide-data-grid";
import type { CellPaint, Pill } from "./paint";
import { paintFiles } from "./paintFiles";
import { type Draw, paintText } from "./paintText";

const PILL = { height: 20, padding: 6, gap: 4, radius: 4 };
export const STAR = { size: 14, step: 17 };
/** Room of the expand mark at the right edge of the primary cell, px. */
export const EXPAND_ROOM = 30;

export function paintCell(args: Draw, paint: CellPaint): void {
  switch (paint.kind) {
    case "text":
      paintText(args, paint);
      break;
    case "pills":
      paintPills(args, paint.pills);
      break;
    case "check":
      paintCheck(args, paint.checked);
      break;
    case "stars":
      paintStars(args, paint.value, paint.max);
      break;
    case "person":
      paintPerson(args, paint.name, paint.pill);
      break;
    case "group":
      paintGroup(args, paint);
      break;
    case "files":
      paintFiles(args, paint.files);
      break;
    case "button":
      paintButton(args, paint.pill, paint.enabled);
      break;
  }
}

const GROUP = { indent: 18, chevron: 8, gap: 10 };

function paintGroup(args: Draw, paint: Extract<CellPaint, { kind: "group" }>): void {
  const { ctx, theme, rect } = args;
  const y = rect.y + rect.height / 2;
  let x = rect.x + 10 + paint.depth * GROUP.indent;
  ctx.save();
  ctx.strokeStyle = theme.textMedium;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  if (paint.open) {
    ctx.moveTo(x, y - 2);
    ctx.lineTo(x + 4, y + 2);
    ctx.lineTo(x + 8, y - 2);
  } else {
    ctx.moveTo(x + 2, y - 4);
    ctx.lineTo(x + 6, y);
    ctx.lineTo(x + 2, y + 4);
  }
  ctx.stroke();
  x += GROUP.chevron + GROUP.gap;
  const counted = ctx.measureText(paint.count).width;
  const end = rect.x + rect.width - theme.cellHorizontalPadding;
  if (paint.pills.length > 0) {
    for (const pill of paint.pills) x += paintPill(args, pill, x, y - PILL.height / 2, end - x) + PILL.gap;
    x -= PILL.gap;
  } else {
    ctx.font = `600 ${theme.baseFontStyle} ${theme.fontFamily}`;
    ctx.fillStyle = theme.textDark;
    const room = Math.max(end - x - counted - GROUP.gap, 40);
    const label = fitted(ctx, paint.label, room);
    ctx.fillText(label, x, y + getMiddleCenterBias(ctx, theme));
    x += ctx.measureText(label).width;
  }
  ctx.font = `${theme.baseFontStyle} ${theme.fontFamily}`;
  ctx.fillStyle = theme.textMedium;
  ctx.fillText(paint.count, x + GROUP.gap, y + getMiddleCenterBias(ctx, theme));
  ctx.restore();
}

function fitted(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text;
  let length = text.length;
  while (length > 1 && ctx.measureText(`${text.slice(0, length)}…`).width > room) length = Math.ceil(length * 0.9) - 1;
  return `${text.slice(0, length)}…`;
}

function paintPill(args: Draw, pill: Pill, x: number, y: number, room: number): number {
  const { ctx, theme } = args;
  const width = Math.min(ctx.measureText(pill.text).width + PILL.padding * 2, Math.max(room, 24));
  ctx.fillStyle = pill.background;
  ctx.beginPath();
  roundedRect(ctx, x, y, width, PILL.height, PILL.radius);
  ctx.fill();
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width - 3, PILL.height);
  ctx.clip();
  ctx.fillStyle = pill.color;
  ctx.fillText(pill.text, x + PILL.padding, y + PILL.height / 2 + getMiddleCenterBias(ctx, theme));
  ctx.restore();
  return width;
}

function paintPills(args: Draw, pills: readonly Pill[]): void {
  const { ctx, theme, rect } = args;
  const right = rect.x + rect.width - 8;
  let x = rect.x + 8;
  let y = rect.height > 40 ? rect.y + 6 : rect.y + (rect.height - PILL.height) / 2;
  // The next cell is painted with the font that this one leaves.
  ctx.save();
  ctx.font = `12px ${theme.fontFamily}`;
  for (const pill of pills) {
    const wanted = ctx.measureText(pill.text).width + PILL.padding * 2;
    if (x > rect.x + 8 && x + wanted > right && y + PILL.height * 2 + PILL.gap <= rect.y + rect.height) {
      x = rect.x + 8;
      y += PILL.height + PILL.gap;
    }
    if (x + 16 > right) break;
    x += paintPill(args, pill, x, y, right - x) + PILL.gap;
  }
  ctx.restore();
}

export function checkBounds(rect: { x: number; y: number; width: number; height: number }) {
  const size = 16;
  const y = rect.height > 40 ? rect.y + 8 : rect.y + (rect.height - size) / 2;
  return { x: rect.x + (rect.width - size) / 2, y, size };
}

function paintCheck(args: Draw, checked: boolean): void {
  const { ctx, theme, rect, hoverAmount } = args;
  const { x, y, size } = checkBounds(rect);
  ctx.beginPath();
  roundedRect(ctx, x + 0.5, y + 0.5, size - 1, size - 1, 4);
  if (!checked) {
    ctx.strokeStyle = theme.textLight;
    ctx.globalAlpha = 0.55 + 0.45 * hoverAmount;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.globalAlpha = 1;
    return;
  }
  ctx.fillStyle = theme.accentColor;
  ctx.fill();
  ctx.beginPath();
  ctx.moveTo(x + 4.5, y + 8.3);
  ctx.lineTo(x + 7, y + 10.8);
  ctx.lineTo(x + 11.5, y + 5.6);
  ctx.strokeStyle = theme.bgCell;
  ctx.lineWidth = 1.8;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  ctx.stroke();
}

function star(ctx: CanvasRenderingContext2D, cx: number, cy: number, radius: number): void {
  ctx.beginPath();
  for (let point = 0; point < 10; point++) {
    const reach = point % 2 === 0 ? radius : radius * 0.45;
    const angle = (Math.PI / 5) * point - Math.PI / 2;
    ctx.lineTo(cx + reach * Math.cos(angle), cy + reach * Math.sin(angle));
  }
  ctx.closePath();
}

function paintStars(args: Draw, value: number, max: number): void {
  const { ctx, theme, rect, hoverAmount } = args;
  const cy = rect.height > 40 ? rect.y + 16 : rect.y + rect.height / 2;
  for (let index = 0; index < max; index++) {
    const cx = rect.x + 8 + STAR.size / 2 + index * STAR.step;
    if (cx + STAR.size / 2 > rect.x + rect.width - 4) break;
    star(ctx, cx, cy, STAR.size / 2);
    if (index < value) {
      ctx.fillStyle = "#d9a23b";
      ctx.fill();
    } else if (value > 0 || hoverAmount > 0) {
      ctx.strokeStyle = theme.textLight;
      ctx.globalAlpha = 0.6;
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.globalAlpha = 1;
    }
  }
}

function paintPerson(args: Draw, name: string, pill: Pill | null): void {
  if (!pill) return;
  const { ctx, theme, rect } = args;
  const cy = rect.height > 40 ? rect.y + 16 : rect.y + rect.height / 2;
  const cx = rect.x + 18;
  ctx.fillStyle = pill.background;
  ctx.beginPath();
  ctx.arc(cx, cy, 9, 0, Math.PI * 2);
  ctx.fill();
  const bias = getMiddleCenterBias(ctx, theme);
  ctx.fillStyle = pill.color;
  ctx.textAlign = "center";
  ctx.font = `600 9px ${theme.fontFamily}`;
  ctx.fillText(pill.text, cx, cy + bias);
  ctx.textAlign = "start";
  ctx.font = theme.baseFontFull;
  ctx.fillStyle = theme.textMedium;
  ctx.fillText(name, rect.x + 33, cy + bias);
}

/** Where the button stands in its cell; its width follows the label. */
export function buttonBounds(rect: { x: number; y: number; width: number; height: number }) {
  const height = 24;
  const y = rect.height > 40 ? rect.y + 4 : rect.y + (rect.height - height) / 2;
  return { x: rect.x + 8, y, width: rect.width - 16, height };
}

function paintButton(args: Draw, pill: Pill, enabled: boolean): void {
  const { ctx, theme, rect, hoverAmount } = args;
  const box = buttonBounds(rect);
  const width = Math.min(ctx.measureText(pill.text).width + 20, box.width);
  ctx.save();
  ctx.globalAlpha = enabled ? 1 : 0.5;
  ctx.fillStyle = pill.background;
  ctx.beginPath();
  roundedRect(ctx, box.x, box.y, width, box.height, 6);
  ctx.fill();
  if (enabled && hoverAmount > 0) {
    ctx.globalAlpha = hoverAmount;
    ctx.strokeStyle = pill.color;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  ctx.clip();
  ctx.fillStyle = pill.color;
  const bias = getMiddleCenterBias(ctx, theme);
  ctx.fillText(pill.text, box.x + 10, box.y + box.height / 2 + bias, width - 16);
  ctx.restore();
}

/** The open-record mark of a hovered row's primary cell. */
export function paintExpand(args: Draw): void {
  const { ctx, theme, rect, hoverAmount, hoverX } = args;
  if (hoverAmount === 0) return;
  const x = rect.x + rect.width - EXPAND_ROOM + 4;
  const y = rect.y + Math.min(rect.height, 44) / 2 - 11;
  const pointed = hoverX !== undefined && hoverX > rect.width - EXPAND_ROOM;
  ctx.globalAlpha = hoverAmount;
  ctx.fillStyle = args.cellFillColor;
  ctx.fillRect(x - 4, rect.y + 1, EXPAND_ROOM, rect.height - 2);
  ctx.fillStyle = pointed ? theme.bgCellMedium : theme.bgCell;
  ctx.beginPath();
  roundedRect(ctx, x + 0.5, y + 0.5, 21, 21, 5);
  ctx.fill();
  ctx.strokeStyle = theme.borderColor;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.strokeStyle = pointed ? theme.textDark : theme.textMedium;
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  ctx.moveTo(x + 12, y + 6);
  ctx.lineTo(x + 16, y + 6);
  ctx.lineTo(x + 16, y + 10);
  ctx.moveTo(x + 16, y + 6);
  ctx.lineTo(x + 12.3, y + 9.7);
  ctx.moveTo(x + 10, y + 16);
  ctx.lineTo(x + 6, y + 16);
  ctx.lineTo(x + 6, y + 12);
  ctx.moveTo(x + 6, y + 16);
  ctx.lineTo(x + 9.7, y + 12.3);
  ctx.stroke();
  ctx.globalAlpha = 1;
}
