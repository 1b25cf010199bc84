import { type BaseDrawArgs, getMiddleCenterBias, roundedRect } from "@glideapps/glide-data-grid";
import type { FilePaint } from "./paint";

const PADDING = 8;
const GAP = 4;
const MORE_ROOM = 30;
const MOST = 64;

/** How large thumbnails are in a row of this height, and how many fit beside the count of the rest. */
export function fileLayout(width: number, height: number, count: number): { size: number; shown: number } {
  const size = Math.max(16, Math.min(height - 10, MOST));
  const holds = (room: number) => Math.max(0, Math.floor((room + GAP) / (size + GAP)));
  const room = width - 2 * PADDING;
  if (holds(room) >= count) return { size, shown: count };
  return { size, shown: Math.max(1, holds(room - MORE_ROOM)) };
}

/** Thumbnails in a row, sheets with a mark for files that have none, and how many do not fit. */
export function paintFiles(args: BaseDrawArgs, files: readonly FilePaint[]): void {
  const { ctx, theme, rect } = args;
  const { size, shown } = fileLayout(rect.width, rect.height, files.length);
  const y = rect.y + (rect.height - size) / 2;
  let x = rect.x + PADDING;
  for (const file of files.slice(0, shown)) {
    const image = file.image ? args.imageLoader.loadOrGetImage(file.image, args.col, args.row) : undefined;
    ctx.save();
    ctx.beginPath();
    roundedRect(ctx, x, y, size, size, 4);
    ctx.clip();
    if (image) paintImage(ctx, image, x, y, size);
    else paintSheet(args, file.mark, x, y, size);
    ctx.restore();
    ctx.beginPath();
    roundedRect(ctx, x + 0.5, y + 0.5, size - 1, size - 1, 4);
    ctx.strokeStyle = theme.borderColor;
    ctx.lineWidth = 1;
    ctx.stroke();
    x += size + GAP;
  }
  if (shown < files.length) {
    ctx.font = `12px ${theme.fontFamily}`;
    ctx.fillStyle = theme.textMedium;
    ctx.fillText(`+${files.length - shown}`, x + 2, rect.y + rect.height / 2 + getMiddleCenterBias(ctx, theme));
  }
}

/** The middle of the picture fills the square. */
function paintImage(
  ctx: CanvasRenderingContext2D,
  image: HTMLImageElement | ImageBitmap,
  x: number,
  y: number,
  size: number,
): void {
  const side = Math.min(image.width, image.height);
  if (side === 0) return;
  ctx.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, x, y, size, size);
}

function paintSheet({ ctx, theme }: BaseDrawArgs, mark: string, x: number, y: number, size: number): void {
  ctx.fillStyle = theme.bgCellMedium;
  ctx.fillRect(x, y, size, size);
  ctx.fillStyle = theme.textMedium;
  ctx.textAlign = "center";
  ctx.font = `600 ${Math.max(7, Math.min(11, size / 3.1))}px ${theme.fontFamily}`;
  ctx.fillText(mark, x + size / 2, y + size / 2 + getMiddleCenterBias(ctx, theme), size - 4);
  ctx.textAlign = "start";
}
