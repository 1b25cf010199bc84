/** What a cell looks like. The engine paints these; it does not know what field they came from. */
export type CellPaint =
  | {
      kind: "text";
      text: string;
      align?: "right";
      link?: string;
      strong?: boolean;
      quiet?: boolean;
      /** A lock before the text: there is a value, and it is not shown. */
      lock?: boolean;
      tabular?: boolean;
      /** A colour of its own. */
      ink?: string;
      /** What the text means, shown while the pointer rests on the cell. */
      note?: string;
    }
  | { kind: "pills"; pills: readonly Pill[] }
  | { kind: "check"; checked: boolean }
  | { kind: "stars"; value: number; max: number }
  | { kind: "person"; name: string; pill: Pill | null }
  /** The heading of a group, in its first cell. */
  | { kind: "group"; label: string; pills: readonly Pill[]; count: string; depth: number; open: boolean }
  | { kind: "files"; files: readonly FilePaint[] }
  | { kind: "button"; pill: Pill; enabled: boolean };

export interface Pill {
  text: string;
  background: string;
  color: string;
}

/** `image` is the address of a small picture; without one the mark stands on a sheet. */
export interface FilePaint {
  name: string;
  mark: string;
  image: string | null;
}

export interface CellContent {
  /** Whose cell it is. An edit keeps it, so that rows moving under an open editor cannot misdirect it. */
  rowKey: string;
  paint: CellPaint;
  /** Plain text: clipboard, screen readers, the status strip. */
  text: string;
  /** What the clipboard gets, where that is not the text. */
  copy?: string;
  value: unknown;
  readOnly: boolean;
}
