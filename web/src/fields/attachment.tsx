import { Paperclip } from "lucide-react";
import { AttachmentConfig } from "./config/AttachmentConfig";
import { AttachmentEditor } from "./editors/AttachmentEditor";
import { filesOf, idsOf, markOf, namesOf } from "./files/files";
import type { FieldType } from "./types";

/** Text that is pasted names files by their ids, as a copied cell does. */
export const attachment: FieldType = {
  type: "attachment",
  kind: "file",
  icon: Paperclip,
  width: 180,
  editable: true,
  defaultConfig: () => ({}),
  paint: (value) => ({
    kind: "files",
    files: filesOf(value).map((file) => ({
      name: file.name,
      mark: markOf(file.name, file.type),
      image: file.thumbnails?.small.url ?? null,
    })),
  }),
  text: namesOf,
  copy: idsOf,
  parse: (typed) => typed.trim() || null,
  Editor: AttachmentEditor,
  Config: AttachmentConfig,
  settings: ["maxFiles", "maxSize", "accept"],
  steady: true,
};
