import { UserRound } from "lucide-react";
import { createdBy } from "./createdBy";
import { PersonEditor } from "./editors/PersonEditor";
import type { EditorProps, FieldType } from "./types";

function Editor(props: EditorProps) {
  return <PersonEditor {...props} many={false} />;
}

/** Pasted text is a name or an address; the server finds the person. */
export const user: FieldType = {
  ...createdBy,
  type: "user",
  icon: UserRound,
  width: 170,
  editable: true,
  Editor,
};
